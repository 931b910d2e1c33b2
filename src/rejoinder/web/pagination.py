"""Pages of a list at WordPress's addresses: the list itself, then …/page/2/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rejoinder.errors import NotFound

Item = TypeVar("Item")

# Pages named on each side of the one being read, and at both ends of the list.
ON_EACH_SIDE = 2
ON_ENDS = 1


@dataclass(frozen=True)
class PageLink:
    """One entry of the list of pages; `number` 0 is a gap between entries."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list that stands newest first, so the next one is older."""

    items: Sequence[Item]
    number: int
    last_number: int
    total: int
    links: tuple[PageLink, ...]
    newer_url: str
    older_url: str


def page_of(
    rows: QuerySet[Any, Item] | Sequence[Item],
    *,
    number: int,
    per_page: int,
    base_path: str,
    query: str = "",
) -> Page[Item]:
    """The page `number` of `rows`, counted from 1. An empty list has one page.

    `base_path` is the list's own address with its trailing slash; `query` is kept in
    every link, encoded and without its question mark.

    Raises NotFound past the last page.
    """
    paginator = Paginator(rows, per_page)
    try:
        part = paginator.page(number)
    except EmptyPage as error:
        raise NotFound(_("This list has no such page.")) from error

    def url(page: int) -> str:
        path = base_path if page == 1 else f"{base_path}page/{page}/"
        return f"{path}?{query}" if query else path

    elided = paginator.get_elided_page_range(
        number, on_each_side=ON_EACH_SIDE, on_ends=ON_ENDS
    )
    return Page(
        items=list(part.object_list),
        number=number,
        last_number=paginator.num_pages,
        total=paginator.count,
        links=tuple(
            PageLink(entry, url(entry), entry == number)
            if isinstance(entry, int)
            else PageLink(0, "", False)
            for entry in elided
        ),
        newer_url=url(number - 1) if part.has_previous() else "",
        older_url=url(number + 1) if part.has_next() else "",
    )
