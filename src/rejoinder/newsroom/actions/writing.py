"""Writing articles and pages: new drafts, new versions, submitting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.errors import Malformed
from rejoinder.newsroom.body import Block
from rejoinder.newsroom.models import (
    Article,
    ArticleByline,
    ArticleIndex,
    ArticleSection,
    FrontPage,
    Picture,
    PlainPage,
    Section,
    Tag,
    Writer,
)
from rejoinder.newsroom.permissions import (
    check_may_change,
    check_may_publish,
    check_may_write,
)
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from rejoinder.text import normalise_source


def write_article(
    *,
    site: Site,
    headline: str,
    body: Sequence[Block] = (),
    standfirst: str = "",
    section: Section | None = None,
    further_sections: Iterable[Section] = (),
    tags: Iterable[str] = (),
    bylines: Iterable[Writer] = (),
    language: str = "",
    lead_picture: Picture | None = None,
    lead_alt: str = "",
    lead_caption: str = "",
    address_part: str = "",
    comments_open: bool | None = None,
    is_pinned: bool = False,
    published_on: datetime | None = None,
    by: User | None = None,
) -> Article:
    """A new draft. `body` is made with newsroom.body.

    `published_on` in the past dates the article back when it is published; an empty
    `address_part` is made from the headline then. Raises NotAllowed, and Malformed
    for an unusable headline.
    """
    check_may_write(by, site)
    article = Article(
        site=site,
        title=_headline(headline),
        standfirst=normalise_source(standfirst),
        section=section,
        language=language,
        lead_picture=lead_picture,
        lead_alt=lead_alt,
        lead_caption=lead_caption,
        address_part=address_part,
        comments_open=comments_open,
        is_pinned=is_pinned,
        published_on=published_on,
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    article.body = list(body)
    with transaction.atomic():
        set_bylines(article, bylines)
        set_further_sections(article, further_sections)
        article.tags.set(tags_named(tags))
        index = ArticleIndex.objects.child_of(site.front_page).get()
        index.add_child(instance=article)
        article.save_revision(user=by, log_action=True)
    return article


def revise_article(
    *,
    article: Article,
    by: User | None = None,
    headline: str | None = None,
    body: Sequence[Block] | None = None,
    tags: Iterable[str] | None = None,
    bylines: Iterable[Writer] | None = None,
    further_sections: Iterable[Section] | None = None,
    **changes: Any,
) -> Article:
    """A new version, not published yet. What is not named stays as it was.

    `changes` are columns of Article by name. Raises NotAllowed, Malformed.
    """
    check_may_change(by, article)
    draft: Article = article.get_latest_revision_as_object()
    if headline is not None:
        draft.title = _headline(headline)
    if body is not None:
        draft.body = list(body)
    for name, value in changes.items():
        setattr(draft, name, value)
    with transaction.atomic():
        if tags is not None:
            draft.tags.set(tags_named(tags))
        if bylines is not None:
            set_bylines(draft, bylines)
        if further_sections is not None:
            set_further_sections(draft, further_sections)
        draft.save_revision(user=by, log_action=True)
    article.refresh_from_db()
    return article


def submit_article(*, article: Article, by: User) -> None:
    """Ask the editors to publish the latest version. Raises NotAllowed."""
    check_may_change(by, article)
    workflow = article.get_workflow()
    if workflow is not None and not article.workflow_in_progress:
        workflow.start(article, by)


def write_page(
    *,
    site: Site,
    title: str,
    body: Sequence[Block] = (),
    parent: PlainPage | None = None,
    language: str = "",
    address_part: str = "",
    show_in_menus: bool = True,
    comments_open: bool | None = None,
    by: User | None = None,
) -> PlainPage:
    """A new plain page, as a draft. Raises NotAllowed, Malformed."""
    check_may_publish(by, site)
    page = PlainPage(
        site=site,
        title=_headline(title),
        language=language,
        address_part=address_part,
        show_in_menus=show_in_menus,
        comments_open=comments_open,
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    page.body = list(body)
    above = parent or FrontPage.objects.get(site=site)
    with transaction.atomic():
        above.add_child(instance=page)
        page.save_revision(user=by, log_action=True)
    return page


def set_bylines(article: Article, writers: Iterable[Writer]) -> None:
    """In memory; saved with the article."""
    bylines = [ArticleByline(writer=writer) for writer in writers]
    setattr(article, "bylines", bylines)  # noqa: B010 - to the checker a class variable


def set_further_sections(article: Article, sections: Iterable[Section]) -> None:
    """In memory; saved with the article. Each once, and not the main one again."""
    ids = dict.fromkeys(section.pk for section in sections)
    rows = [ArticleSection(section_id=pk) for pk in ids if pk != article.section_id]
    setattr(article, "further_sections", rows)  # noqa: B010 - as above


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where they are new; case does not count."""
    tags = []
    for name in names:
        tag = Tag.objects.filter(name__iexact=name).first()
        tags.append(tag or Tag.objects.create(name=name))
    return tags


def _headline(text: str) -> str:
    headline = " ".join(normalise_source(text).split())
    if not 1 <= len(headline) <= 255:
        raise Malformed(
            _("A headline has 1 to 255 characters."), code="headline", field="headline"
        )
    return headline
