"""What templates of the newsroom are given, as plain values.

URLs are percent-encoded paths of the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rejoinder.discussion.models import Thread
from rejoinder.newsroom.pictures import ShownPicture
from rejoinder.newsroom.queries.body_pages import BodyPage


@dataclass(frozen=True)
class Link:
    name: str
    url: str


@dataclass(frozen=True)
class LeadPicture:
    """The words are the article's own where it has some, else the picture's."""

    picture: ShownPicture
    alt: str
    caption: str
    credit: str
    licence: str


@dataclass(frozen=True)
class Teaser:
    """An article in a list. `summary` is plain text.

    `is_foreign` says that its language is not the site's, so the page has to say it.
    `comment_count` is 0 in lists that do not show it.
    """

    article_id: int
    headline: str
    url: str
    summary: str
    language: str
    direction: str
    is_foreign: bool
    published_on: datetime
    section: Link | None
    bylines: tuple[Link, ...]
    lead: LeadPicture | None
    thread: Thread | None
    comment_count: int = 0


@dataclass(frozen=True)
class ShownArticle:
    """An article on its own page. `updated_on` is None until a later version."""

    teaser: Teaser
    standfirst: str
    body: BodyPage
    further_sections: tuple[Link, ...]
    tags: tuple[Link, ...]
    updated_on: datetime | None
    search_description: str


@dataclass(frozen=True)
class ShownPage:
    """A plain page. `above` and `below` are the published ones around it."""

    title: str
    url: str
    body: BodyPage
    language: str
    direction: str
    is_foreign: bool
    description: str
    above: Link | None
    below: tuple[Link, ...]
