"""WordPress's addresses with a query: `/?p=12`, `/?cat=3&feed=rss2`. Pure.

They were a site's only addresses where its owner chose *plain* ones, and are in the
feeds and headers of all others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# One thing has one number there, under whichever of these names it is asked for.
_POSTS = ("p", "page_id", "attachment_id")
MAX_PAGE = 999_999_999
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_MONTH = re.compile(r"(\d{4})(\d\d)?(\d\d)?", re.ASCII)
#: How other programs call the forms of a feed that we have, or had better have.
FEEDS = {"feed": "", "rss": "", "rss2": "", "rdf": "", "atom": "atom/"}
_COMMENTS = "comments-"
# The files that feeds were in its first years; it answers to them still.
_FEED_FILES = {
    "/wp-atom.php": "/feed/atom/",
    "/wp-commentsrss2.php": "/comments/feed/",
    "/wp-feed.php": "/feed/",
    "/wp-rdf.php": "/feed/",
    "/wp-rss.php": "/feed/",
    "/wp-rss2.php": "/feed/",
}


@dataclass(frozen=True)
class OldQuery:
    """What was asked for: rows of any of these `names` ("p=12"), or a `path` of ours.

    `rest` hangs below either: a page of a list, a feed, a page of comments.
    """

    names: tuple[str, ...] = ()
    path: str = ""
    rest: str = ""

    @property
    def number(self) -> int | None:
        """The number of "?p=12", which our own articles may have."""
        name, _sign, number = self.names[0].partition("=") if self.names else ("",) * 3
        return int(number) if name == "p" else None


def read_old_query(query: Mapping[str, str]) -> OldQuery | None:
    """None where nothing of the query is one of WordPress's."""
    rest = _rest(query)
    names = _names(query)
    if names:
        return OldQuery(names=names, rest=rest)
    path = _path(query)
    if path:
        return OldQuery(path=path, rest=rest)
    if query.get("feed", "").removeprefix(_COMMENTS) in FEEDS:
        of_comments = query["feed"].startswith(_COMMENTS)
        return OldQuery(path="/comments/" if of_comments else "/", rest=rest)
    return OldQuery(path="/", rest=rest) if rest else None


def feed_meant(path: str) -> str | None:
    """Our address of a feed that was asked for in one of the other ways to say it:
    …/feed/rss2/, …/rdf/, /wp-atom.php."""
    if path in _FEED_FILES:
        return _FEED_FILES[path]
    subject, _slash, last = path.rstrip("/").rpartition("/")
    if last not in FEEDS:
        return None
    ours = f"{subject.removesuffix('/feed')}/feed/{FEEDS[last]}"
    return None if ours.rstrip("/") == path.rstrip("/") else ours


def _names(query: Mapping[str, str]) -> tuple[str, ...]:
    for name in (*_POSTS, "cat", "author"):
        number = query.get(name, "")
        if _NUMBER.fullmatch(number):
            others = [other for other in _POSTS if other != name]
            same = others if name in _POSTS else []
            return tuple(f"{each}={int(number)}" for each in (name, *same))
    return ()


def _path(query: Mapping[str, str]) -> str:
    tag = query.get("tag", "")
    if tag and "/" not in tag:
        return f"/tag/{tag}/"
    month = _MONTH.fullmatch(query.get("m", ""))
    if month:
        return "/" + "".join(f"{part}/" for part in month.groups() if part)
    return ""


def _rest(query: Mapping[str, str]) -> str:
    feed = FEEDS.get(query.get("feed", "").removeprefix(_COMMENTS))
    if feed is not None:
        return f"feed/{feed}"
    if comments := _page(query.get("cpage", "")):
        return f"comment-page-{comments}/"
    page = _page(query.get("paged", ""))
    return f"page/{page}/" if page > 1 else ""


def _page(typed: str) -> int:
    """The number of a page; 0 for none."""
    is_page = _NUMBER.fullmatch(typed) and int(typed) <= MAX_PAGE
    return int(typed) if is_page else 0
