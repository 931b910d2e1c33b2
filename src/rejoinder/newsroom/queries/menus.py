"""Menus made by hand, as readers see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, Menu, PlainPage
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.sites.models import Address, Site

_COLUMNS = (
    "place",
    "items__pk",
    "items__title",
    "items__level",
    "items__page_id",
    "items__page__title",
    "items__page__live",
    "items__article_id",
    "items__article__title",
    "items__article__live",
    "items__section_id",
    "items__section__name",
    "items__url",
)


@dataclass(frozen=True)
class MenuEntry:
    """`url` is '' for a word that only stands above its `entries`.

    `is_page` sets plain pages apart from sections, where the site made the menu.
    """

    name: str
    url: str
    entries: tuple[MenuEntry, ...] = ()
    is_page: bool = False


@dataclass(frozen=True)
class _Row:
    """A menu's place and one of its items; all of the rest None for an empty menu."""

    place: str
    item_id: int | None
    title: str
    level: int
    page_id: int | None
    page_title: str
    page_is_live: bool
    article_id: int | None
    article_title: str
    article_is_live: bool
    section_id: int | None
    section_name: str
    url: str

    @property
    def name(self) -> str:
        own = self.page_title or self.article_title or self.section_name
        return self.title or own


@dataclass
class _Branch:
    """An entry while what stands below it is still coming."""

    name: str
    url: str
    level: int
    below: list[_Branch] = field(default_factory=list)

    def finished(self) -> MenuEntry:
        return MenuEntry(self.name, self.url, _finished(self.below))


def menus_of(site: Site) -> dict[str, tuple[MenuEntry, ...]]:
    """The entries that can be seen, by place. A place without a menu is not in it.

    Three queries at most: the menus, addresses of pages and articles, sections.
    """
    menus = Menu.objects.filter(site=site).exclude(place="")
    ordered = menus.order_by("place", "items__sort_order", "items__pk")
    rows = [_Row(*values) for values in ordered.values_list(*_COLUMNS)]
    urls = _urls(site, rows)
    return {
        place: _tree((row for row in rows if row.place == place), urls)
        for place in {row.place for row in rows}
    }


def _urls(site: Site, rows: list[_Row]) -> dict[int, str]:
    """Where items lead, by item; what cannot be seen is not among them."""
    paths = _paths(site, rows)
    sections: dict[int, str] = {}
    if any(row.section_id for row in rows):
        tree = section_tree(site)
        sections = {pk: tree.path(section) for pk, section in tree.by_id.items()}
    urls: dict[int, str] = {}
    for row in rows:
        path: str | None = None
        if row.page_id or row.article_id:
            path = paths.get(row.page_id or row.article_id or 0)
        elif row.section_id:
            path = sections.get(row.section_id)
        elif row.item_id:
            urls[row.item_id] = row.url
        if row.item_id and path is not None:
            urls[row.item_id] = quoted(path)
    return urls


def _paths(site: Site, rows: list[_Row]) -> dict[int, str]:
    """Addresses of those pages and articles that are published. They are numbered
    together, as pages of one tree."""
    ids = {row.page_id for row in rows if row.page_id and row.page_is_live}
    ids |= {row.article_id for row in rows if row.article_id and row.article_is_live}
    if not ids:
        return {}
    kinds = (Article.address_kind, PlainPage.address_kind)
    found = Address.objects.filter(
        site=site, kind__in=kinds, object_id__in=ids, is_current=True
    )
    return dict(found.values_list("object_id", "path"))


def _tree(rows: Iterable[_Row], urls: dict[int, str]) -> tuple[MenuEntry, ...]:
    """Each entry below the nearest one before it that is further out.

    What stands below an entry that cannot be seen takes its place.
    """
    top: list[_Branch] = []
    above: list[_Branch] = []
    for row in rows:
        while above and above[-1].level >= row.level:
            above.pop()
        beside = above[-1].below if above else top
        if row.item_id in urls:
            branch = _Branch(row.name, urls[row.item_id], row.level)
            beside.append(branch)
        else:
            branch = _Branch("", "", row.level, below=beside)
        above.append(branch)
    return _finished(top)


def _finished(branches: list[_Branch]) -> tuple[MenuEntry, ...]:
    """Without the words that stand above nothing any more."""
    entries = (branch.finished() for branch in branches)
    return tuple(entry for entry in entries if entry.url or entry.entries)
