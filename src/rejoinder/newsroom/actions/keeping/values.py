"""Articles and plain pages as they were elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rejoinder.newsroom.body import Block
from rejoinder.newsroom.models import Picture, PlainPage, Section, Tag, Writer
from rejoinder.people.models import User

State = Literal["published", "scheduled", "draft"]


@dataclass(frozen=True)
class ArticleAsItWas:
    """What write_article is given, and what publishing would have added to it.

    An empty headline becomes the beginning of the text; one that is too long is cut.
    `address_part` is kept as it is where it can stand in an address. `path` is the
    address that it had; empty, or where that cannot be had, the address is made by the
    site's pattern. `published_on` of a scheduled article is the time it waits for.
    `updated_at` is shown if it is later than `published_on`.
    """

    headline: str
    body: Sequence[Block] = ()
    standfirst: str = ""
    section: Section | None = None
    further_sections: Sequence[Section] = ()
    tags: Sequence[Tag] = ()
    bylines: Sequence[Writer] = ()
    language: str = ""
    lead_picture: Picture | None = None
    lead_alt: str = ""
    lead_caption: str = ""
    address_part: str = ""
    path: str = ""
    comments_open: bool | None = None
    is_pinned: bool = False
    published_on: datetime | None = None
    updated_at: datetime | None = None
    owner: User | None = None


@dataclass(frozen=True)
class ArticleToKeep:
    """`page_size` is that of its thread; None: as the site has it for new threads."""

    values: ArticleAsItWas
    state: State
    page_size: int | None = None


@dataclass(frozen=True)
class PageAsItWas:
    """A plain page, in the words of ArticleAsItWas.

    It comes last among the pages beside it: keep them in the order of menus, or put
    them into it afterwards with arrange_pages. The last part of `path`, if there is
    one, is its address part.
    """

    title: str
    body: Sequence[Block] = ()
    parent: PlainPage | None = None
    language: str = ""
    address_part: str = ""
    path: str = ""
    show_in_menus: bool = True
    comments_open: bool | None = None
    published_on: datetime | None = None
    updated_at: datetime | None = None
    owner: User | None = None
