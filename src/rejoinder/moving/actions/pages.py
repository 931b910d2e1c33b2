"""Pages become plain pages, in their tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.db import transaction

from rejoinder.discussion.models import Thread
from rejoinder.errors import Conflict
from rejoinder.moving.actions.comments import import_comments, leave_comments_out
from rejoinder.moving.actions.items import (
    IN_THE_BIN,
    Taken,
    item_key,
    once,
    take_back,
    taken,
)
from rejoinder.moving.actions.origins import Book
from rejoinder.moving.actions.run import Run
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.staging import packed
from rejoinder.moving.wxr import Item
from rejoinder.newsroom.actions import (
    OldAddress,
    PageAsItWas,
    add_old_addresses,
    keep_page,
    open_page_thread,
    publish_page,
    set_page_parent,
    unpublish_page,
    update_kept_page,
)
from rejoinder.newsroom.models import PlainPage
from rejoinder.newsroom.queries import page_fingerprint, thread_of_page

KIND = "page"


def import_pages(run: Run, one_more: Callable[[], None]) -> None:
    for channel, item in _parents_first(run):
        _import_page(run, channel, item, one_more)
        one_more()


def _parents_first(run: Run) -> Iterator[tuple[int, Item]]:
    """In the order of menus, but each after the page that it stands below.

    A circle of pages is cut where it is met first.
    """
    pages = run.staging.items("page")
    order = sorted((item.menu_order, item.ordinal, channel) for channel, item in pages)
    done: set[int] = set()
    for _place, ordinal, channel in order:
        line: list[Item] = []
        step = run.staging.item(ordinal)
        while step is not None and step.ordinal not in done:
            done.add(step.ordinal)
            line.append(step)
            parent = step.parent_id
            step = run.staging.item_with_id(channel, parent, "page") if parent else None
        for each in reversed(line):
            yield channel, each


def _import_page(
    run: Run, channel: int, item: Item, one_more: Callable[[], None]
) -> None:
    book = run.book(channel, KIND)
    page = once(book, item, taken(run, channel, item))
    if isinstance(page, str):
        run.report.leave_out("pages", page)
        if page == IN_THE_BIN and not run.is_dry:
            take_back(run, book, item_key(item), _kept_hash, _hide)
        reason = "what they are about was left out"
        leave_comments_out(run, item.ordinal, reason, one_more)
        return
    wanted = _wanted_hash(page)
    fate = book.fate(page.key, wanted, _kept_hash)
    if run.report.count_fate("pages", fate):
        page.remark()
        if run.is_dry:
            book.plan(page.key, wanted)
        else:
            _write(page, book, wanted)
    if fate == "deleted here":
        reason = "what they are about was deleted here"
        leave_comments_out(run, item.ordinal, reason, one_more)
        return
    import_comments(
        run,
        channel,
        item.ordinal,
        thread=_thread(page, book),
        otherwise_at=page.published_on,
        one_more=one_more,
    )


def _wanted_hash(page: Taken) -> str:
    item = page.item
    return fingerprint(
        [page.headline, page.body_values(), page.language],
        [page.state, page.path, item.name, _parent_number(page), item.menu_order],
        item.comment_status,
    )


def _parent_number(page: Taken) -> int | None:
    """None for one that neither is in the files nor came before them."""
    number = page.item.parent_id
    if not number:
        return None
    if page.run.staging.item_with_id(page.channel, number, "page") is not None:
        return number
    known = page.run.book(page.channel, KIND).id_of(str(number))
    return None if known is None else number


def _kept_hash(page_id: int) -> str | None:
    page: PlainPage | None = PlainPage.objects.filter(pk=page_id).first()
    return page_fingerprint(page) if page else None


def _write(page: Taken, book: Book, wanted: str) -> None:
    run = page.run
    known = book.id_of(page.key)
    with transaction.atomic():
        values = _values(page, book)
        if known is None:
            row = keep_page(site=run.site, values=values, state=page.state, now=run.now)
            add_old_addresses(site=run.site, addresses=_old_addresses(page, row.pk))
        else:
            kept: PlainPage = PlainPage.objects.get(pk=known)
            row = update_kept_page(page=kept, values=values, now=run.now)
            row = _placed(row, values.parent)
            row = _in_state(page, row)
        book.remember(
            page.key,
            object_id=row.pk,
            wanted_hash=wanted,
            kept_hash=page_fingerprint(row),
            raw=packed(page.item),
            now=run.now,
        )


def _in_state(page: Taken, row: PlainPage) -> PlainPage:
    if page.state == "published" and not row.live:
        return publish_page(page=row)
    if page.state == "draft" and row.live:
        return unpublish_page(page=row)
    return row


def _hide(run: Run, page_id: int) -> str:
    """Pages have no bin of their own."""
    row: PlainPage = PlainPage.objects.get(pk=page_id)
    return page_fingerprint(unpublish_page(page=row))


def _values(page: Taken, book: Book) -> PageAsItWas:
    item = page.item
    parent_id = book.id_of(str(item.parent_id)) if item.parent_id else None
    parent: PlainPage | None = PlainPage.objects.filter(pk=parent_id or 0).first()
    return PageAsItWas(
        title=page.headline,
        body=page.blocks(),
        parent=parent,
        language=page.language,
        address_part=unquote(item.name),
        path=page.path,
        show_in_menus=True,
        comments_open=page.comments_open(otherwise=True),
        published_on=page.published_on,
        updated_at=page.updated_at,
    )


def _placed(row: PlainPage, parent: PlainPage | None) -> PlainPage:
    try:
        return set_page_parent(page=row, parent=parent)
    except Conflict:
        # A circle, which was cut here.
        return row


def _old_addresses(page: Taken, page_id: int) -> list[OldAddress]:
    number = page.item.id
    paths = [f"/?page_id={number}", f"/?p={number}"] if number else []
    return [OldAddress(path, KIND, page_id) for path in paths]


def _thread(page: Taken, book: Book) -> Thread | None:
    page_id = book.id_of(page.key)
    row: PlainPage | None = PlainPage.objects.filter(pk=page_id or 0).first()
    if row is None:
        return None
    thread = thread_of_page(row)
    is_asked_for = page.item.comment_status == "open" and page.state == "published"
    is_asked_for = is_asked_for or page.run.staging.has_comments(page.item.ordinal)
    if thread is None and is_asked_for and not page.run.is_dry:
        size = page.run.options.comments_per_page
        thread = open_page_thread(page=row, page_size=size, now=page.run.now)
    return thread
