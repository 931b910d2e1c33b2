"""Menus, whose entries WordPress keeps as items of a type of their own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count

from django.db import transaction

from rejoinder.errors import Malformed
from rejoinder.moving.actions.article_values import KIND as ARTICLE
from rejoinder.moving.actions.origins import Book
from rejoinder.moving.actions.pages import KIND as PAGE
from rejoinder.moving.actions.run import Run
from rejoinder.moving.actions.surroundings import Around
from rejoinder.moving.actions.taxonomy import SECTION, term_key
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wxr import Item, Term
from rejoinder.newsroom.actions import (
    MenuItemAsItWas,
    keep_menu,
    menu_fingerprint,
)
from rejoinder.newsroom.addresses import usable_link
from rejoinder.newsroom.models import Article, Menu, PlainPage, Section

KIND = "menu"
#: What themes call the place at the top, for which an export has no word.
_MAIN_NAMES = ("primary", "main", "header", "top")


@dataclass(frozen=True)
class _Entry:
    item: Item
    level: int


def import_menus(run: Run) -> None:
    for channel, _value in run.staging.channels():
        menus = [
            term
            for term in run.staging.terms(channel, "term")
            if term.taxonomy == "nav_menu"
        ]
        entries = _entries_by_menu(run, channel)
        main = _main_menu(menus)
        for term in menus:
            mine = _nested(entries.pop(term.slug, []))
            _import_menu(run, channel, term, mine, is_main=term is main)
        for rest in entries.values():
            run.report.leave_out("other", "an entry of no menu", len(rest))


def _entries_by_menu(run: Run, channel: int) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for of_channel, item in run.staging.items("nav_menu_item"):
        if of_channel == channel:
            menus = [ref.slug for ref in item.terms if ref.taxonomy == "nav_menu"]
            found.setdefault(menus[0] if menus else "", []).append(item)
    return found


def _main_menu(menus: list[Term]) -> Term | None:
    if len({term.slug for term in menus}) == 1:
        return menus[0]
    for name in _MAIN_NAMES:
        for term in menus:
            if name in term.slug.lower() or name in term.name.lower():
                return term
    return None


def _nested(items: list[Item]) -> list[_Entry]:
    """In the order of the menu, each with its level; what hangs on nothing is at 0."""
    items = sorted(items, key=lambda item: (item.menu_order, item.ordinal))
    parents = {i.id: dict(i.meta).get("_menu_item_menu_item_parent", "") for i in items}

    def level(item: Item) -> int:
        above, steps = parents.get(item.id, ""), 0
        while above.isdecimal() and int(above) in parents and steps < len(items):
            steps += 1
            above = parents[int(above)]
        return steps

    return [_Entry(item, min(level(item), 10)) for item in items]


def _import_menu(
    run: Run, channel: int, term: Term, entries: list[_Entry], *, is_main: bool
) -> None:
    """Its entries share its fate, and are counted with it."""
    named = [entry for entry in entries if _has_name(run, channel, entry.item)]
    missing = len(entries) - len(named)
    if missing:
        run.report.leave_out("other", "a menu's entry for what is not here", missing)
    entries = named
    book = run.book(channel, KIND)
    key = term_key(term.slug, term.name)
    number = 1 + len(entries)
    if not key or not book.meet(key):
        run.report.leave_out("other", "twice in the files", number)
        return
    wanted = fingerprint(
        term.name,
        [
            [e.level, e.item.title, *_target(e.item), _is_here(run, channel, e.item)]
            for e in entries
        ],
    )
    fate = book.fate(key, wanted, _kept_hash)
    if run.report.count_fate("other", fate, number) and not run.is_dry:
        _write(run, channel, book, key, term, entries, wanted, is_main=is_main)


def _target(item: Item) -> list[str]:
    meta = dict(item.meta)
    names = ("_menu_item_type", "_menu_item_object", "_menu_item_object_id")
    return [meta.get(name, "") for name in (*names, "_menu_item_url")]


def _has_name(run: Run, channel: int, item: Item) -> bool:
    """Without a title of its own an entry is called what it leads to."""
    has_own = bool(title_text(item.title) or dict(item.meta).get("_menu_item_url"))
    return has_own or _is_here(run, channel, item)


def _is_here(run: Run, channel: int, item: Item) -> bool:
    """Whether it leads to what came along, and was not deleted since."""
    kind, thing, key, _url = _target(item)
    book = run.book(channel, PAGE if thing == "page" else ARTICLE)
    if kind == "taxonomy" and thing == "category":
        book = run.book(channel, SECTION)
        key = term_key(run.category_slugs(channel).get(key, ""), "")
    elif kind != "post_type":
        return False
    found = book.id_of(key)
    return found is not None and found not in book.gone


def _free_name(run: Run, name: str) -> str:
    """A menu of that name may be the owner's own work."""
    taken = set(Menu.objects.filter(site=run.site).values_list("name", flat=True))
    numbered = chain([name], (f"{name} {n}" for n in count(2)))
    return next(free for free in numbered if free not in taken)


def _kept_hash(menu_id: int) -> str | None:
    menu = Menu.objects.filter(pk=menu_id).first()
    return menu_fingerprint(menu) if menu else None


def _write(
    run: Run,
    channel: int,
    book: Book,
    key: str,
    term: Term,
    entries: list[_Entry],
    wanted: str,
    *,
    is_main: bool,
) -> None:
    items = [_as_it_was(run, channel, entry) for entry in entries]
    name = " ".join((title_text(term.name) or term.slug).split())[:190]
    known = Menu.objects.filter(pk=book.id_of(key) or 0).first()
    with transaction.atomic():
        menu = keep_menu(
            site=run.site,
            name=known.name if known else _free_name(run, name),
            place="header" if is_main else "",
            items=items,
        )
        book.remember(
            key,
            object_id=menu.pk,
            wanted_hash=wanted,
            kept_hash=_kept_hash(menu.pk) or "",
            raw="",
            now=run.now,
        )


def _as_it_was(run: Run, channel: int, entry: _Entry) -> MenuItemAsItWas:
    kind, thing, thing_id, url = _target(entry.item)
    title = title_text(entry.item.title)
    article = page = section = None
    if kind == "post_type" and thing == "page":
        page = PlainPage.objects.filter(
            pk=run.book(channel, PAGE).id_of(thing_id) or 0
        ).first()
        title = title or (page.title if page else "")
    elif kind == "post_type":
        article = Article.objects.filter(
            pk=run.book(channel, ARTICLE).id_of(thing_id) or 0
        ).first()
        title = title or (article.title if article else "")
    elif kind == "taxonomy" and thing == "category":
        slug = run.category_slugs(channel).get(thing_id, "")
        section_id = run.book(channel, SECTION).id_of(term_key(slug, "")) if slug else 0
        section = Section.objects.filter(pk=section_id or 0).first()
        title = title or (section.name if section else "")
    around = Around(run, channel, entry.item)
    return MenuItemAsItWas(
        title=(title or url)[:200],
        level=entry.level,
        page=page,
        article=article,
        section=section,
        # "#" is how WordPress's owners write an entry that only heads others.
        url=_usable(around.link(url)),
    )


def _usable(link: str) -> str:
    try:
        return usable_link(link)
    except Malformed:
        return ""
