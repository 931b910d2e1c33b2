"""Many pages put into Wagtail's tree at once, valid as its own add_child leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import F
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from rejoinder.newsroom.actions.announcing import announce_shown, seen
from rejoinder.newsroom.actions.keeping.values import State
from rejoinder.newsroom.body import Block
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.newsroom.rendering import body_excerpt
from rejoinder.text import excerpt, normalise_source

MAX_TITLE_CHARACTERS = 255
_UNTITLED_CHARACTERS = 60

# Wagtail's own columns: what stands in the table that all kinds of pages share.
_PAGE_COLUMNS = [field.attname for field in Page._meta.concrete_fields]


def add_children(
    parent: Page,
    pages: Sequence[Article | PlainPage],
    before_rows: Callable[[], None] = lambda: None,
) -> None:
    """Write new pages as the last children of `parent`, which is locked.

    `before_rows` is called when the pages have their numbers, but their own rows are
    not written: what it sets on them costs no second write. Nothing is validated, no
    signal is sent, no revision and no log entry is made.
    """
    _place(parent, pages)
    shared = [
        Page(**{name: getattr(page, name) for name in _PAGE_COLUMNS}) for page in pages
    ]
    for page, row in zip(pages, Page.objects.bulk_create(shared), strict=True):
        page.pk = page.id = row.pk
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    before_rows()
    for page in pages:
        # Raw: the table of the page's own kind only. Django has no bulk_create for it.
        page.save_base(raw=True, force_insert=True)


def _place(parent: Page, pages: Sequence[Article | PlainPage]) -> None:
    last = parent.get_last_child()
    for page in pages:
        page.depth = parent.depth + 1
        # As treebeard counts; it has no public way to ask for more than one.
        page.path = (
            last._inc_path() if last else Page._get_path(parent.path, page.depth, 1)
        )
        page.locale_id = parent.locale_id
        page.draft_title = page.title
        page._fill_in()
        page.set_url_path(parent)
        last = page


def set_body(page: Article | PlainPage, body: Sequence[Block]) -> None:
    # Copies: Wagtail writes each block's number into what it is given.
    page.body = [dict(block) for block in body]


def set_title(page: Article | PlainPage, title: str) -> None:
    """One line, cut to what fits. Without a title: how the text begins, or a dash."""
    line = " ".join(normalise_source(title).split())
    line = line or body_excerpt(page.body, _UNTITLED_CHARACTERS) or "–"
    page.title = page.draft_title = excerpt(line, MAX_TITLE_CHARACTERS)


def set_state(
    page: Article | PlainPage,
    state: State,
    published_on: datetime,
    updated_at: datetime | None,
) -> None:
    """Times and marks as publishing leaves them. A scheduled page is a draft until
    its revision is made."""
    page.live = state == "published"
    page.has_unpublished_changes = not page.live
    if page.live:
        page.first_published_at = published_on
        page.last_published_at = max(published_on, updated_at or published_on)


def index_pages(kind: type[Article | PlainPage], pages: Sequence[Page]) -> None:
    """What Wagtail does when a page is saved: search finds it, and pictures know that
    they are used."""
    get_search_backend().add_bulk(kind, pages)
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)


def save_as_it_is(draft: Article | PlainPage) -> None:
    """Save what was changed in memory, without its state, and with the times that it
    says: as a version where there are versions, else as a row."""
    if draft.latest_revision_id is None:
        before = seen(draft)
        draft.save(clean=False)  # type: ignore[call-arg]  # Wagtail's
        if draft.live:
            announce_shown(draft, before)
        return
    first, last = draft.first_published_at, draft.last_published_at
    revision = draft.save_revision(clean=False)
    if draft.live:
        revision.publish(skip_permission_checks=True)
        rows = Page.objects.filter(pk=draft.pk)
        rows.update(first_published_at=first, last_published_at=last)


def schedule(page: Article | PlainPage, at: datetime) -> None:
    """Let the worker publish it: this takes a revision, as it does in Wagtail."""
    page.go_live_at = at
    page.save_revision(clean=False).publish(skip_permission_checks=True)
