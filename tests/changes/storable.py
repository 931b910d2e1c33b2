"""The pages of a site that may be stored, each as a reader without cookies gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.test import Client

from rejoinder.discussion.models import Thread
from rejoinder.discussion.paths import page_of
from rejoinder.newsroom.models import Section, Tag, Writer
from rejoinder.newsroom.queries import section_tree
from rejoinder.pagestore.holes import cut_holes
from rejoinder.pagestore.pages import file_name
from rejoinder.pagestore.places import place_of
from rejoinder.pagestore.rendering import Rendering, rendering
from rejoinder.sites.models import Address, Site
from tests.changes.questions import Question, overheard

_LINK = re.compile(r'(?:href|src)="([^"]+)"')
FEEDS = ("feed/", "feed/atom/")


@dataclass(frozen=True)
class Made:
    """A page, what it said that it depends on, and what it asked the database."""

    body: bytes
    rendering: Rendering
    asked: frozenset[Question]

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(self.rendering.tags)


def make(path: str) -> Made | None:
    """The page at a path; None for what is not stored."""
    with rendering() as current, overheard() as asked:
        response = Client(headers={"host": "testserver"}).get(path)
    may_be_stored = (
        response.status_code == 200
        and place_of(path) is not None
        and file_name(response.headers["Content-Type"]) is not None
        and not response.cookies
        and current.tags
        and current.is_shared
    )
    # As it is stored: the marks around its holes are others each time.
    body, _holes = cut_holes(response.content, current.mark)
    return Made(body, current, frozenset(asked)) if may_be_stored else None


def all_pages(site: Site) -> dict[str, Made]:
    """What the rows say that there is, and all that its pages link to."""
    made: dict[str, Made] = {}
    met: set[str] = set()
    waiting = list(_known_paths(site))
    while waiting:
        path = waiting.pop()
        if path in met:
            continue
        met.add(path)
        page = make(path)
        if page is not None:
            made[path] = page
            waiting += _links_of(page)
    return made


def _known_paths(site: Site) -> Iterator[str]:
    yield from ("/", "/feed/", "/feed/atom/", "/comments/feed/", "/comments/feed/atom/")
    yield from ("/sitemap.xml", "/sitemap-1.xml")
    lists = [section_tree(site).path(section) for section in Section.objects.all()]
    lists += [f"/tag/{tag.slug}/" for tag in Tag.objects.all()]
    lists += [f"/author/{writer.slug}/" for writer in Writer.objects.all()]
    lists += ["/2026/", "/2026/03/", "/2026/03/05/", "/2026/01/", "/2026/01/24/"]
    for path in lists:
        yield path
        yield from (f"{path}{feed}" for feed in FEEDS)
    for path in Address.objects.values_list("path", flat=True):
        yield path
        yield from (f"{path}{feed}" for feed in FEEDS)
    for thread in Thread.objects.all():
        last = page_of(max(thread.last_root_ordinal, 1), thread.page_size)
        for number in range(1, last + 2):
            yield f"{thread.subject_url}comment-page-{number}/"


def _links_of(page: Made) -> Iterator[str]:
    for link in _LINK.findall(page.body.decode()):
        parts = urlsplit(unescape(link))
        is_ours = parts.netloc in {"", "testserver"} and not parts.query
        if is_ours and parts.path.startswith("/"):
            path = unquote(parts.path)
            if not path.startswith(("/static/", "/media/", "/account/", "/documents/")):
                yield path
