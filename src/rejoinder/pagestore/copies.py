"""Copies of a stored page as HTTP carries them: made once, then only handed out.

Also used for a page that has only just been made, so that a reader cannot tell which
of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from typing import NamedTuple

from rejoinder.pagestore.negotiation import (
    etag_of,
    is_unmodified_since,
    matching_encoding,
)
from rejoinder.pagestore.pages import Description, Page

Headers = list[tuple[str, str]]

#: Anybody may keep a copy, nobody may show it without asking: what was hidden is gone
#: at the next look. A page has no other time for which it is surely right.
ASK_EVERY_TIME = "public, max-age=0, must-revalidate"

FOR_ONE_READER = "private, no-store"

#: For caches that are told of every change (https://www.rfc-editor.org/rfc/rfc9213).
#: A tag that is purged takes the page away; until the purge has arrived, at most a
#: minute, the old page is better than a reader who waits. Browsers ignore it.
KEEP_UNTIL_PURGED = "public, max-age=86400, stale-while-revalidate=60"

#: Characters of tags on a page that is kept so: Varnish takes 8,192 a header by itself.
MOST_KEYS = 8_000

#: A page says nothing about its reader, and readers whom we know are told apart by
#: cookies: caches that keep pages without asking must be told to let those pass
#: (`Vary: Cookie` would make a page of its own for each stranger's cookie).
VARY = "Accept-Encoding"


@dataclass(frozen=True)
class Manner:
    """How this installation hands out its pages.

    `headers` stand on each of them. `is_purged`: a cache in front is told of changes.
    """

    headers: tuple[tuple[str, str], ...] = ()
    is_purged: bool = False


class Conditions(NamedTuple):
    """What a request says of the copy that the reader has."""

    if_none_match: str | None = None
    if_modified_since: str | None = None


UNCONDITIONAL = Conditions()


@dataclass(frozen=True, slots=True)
class Copy:
    """A page in one encoding, ready to be sent. `unchanged` has the headers of a 304
    for whoever has the page already, by the encoding that they have."""

    encoding: str
    headers: Headers
    unchanged: dict[str, Headers]
    etags: dict[str, str]
    modified_at: int
    body: bytes
    shows_people: bool = False

    def not_modified(self, conditions: Conditions) -> Headers | None:
        """The headers of a 304, or None: the whole page is to be sent."""
        if (theirs := conditions.if_none_match) is not None:
            found = matching_encoding(theirs, self.etags, self.encoding)
            # The reader's own ETag: a cache looks by it for the copy that is meant.
            return None if found is None else self.unchanged[found]
        since = conditions.if_modified_since
        if since is not None and is_unmodified_since(since, self.modified_at):
            return self.unchanged[self.encoding]
        return None


def make_copy(page: Page, encoding: str, manner: Manner) -> Copy:
    """Everything about this encoding of the page that no request changes."""
    description = page.description
    etags = {name: etag_of(name, description.etag) for name in page.encodings}
    shared = _shared_headers(description, manner)
    body = page.encodings[encoding]
    return Copy(
        encoding=encoding,
        headers=[
            ("content-type", description.content_type),
            ("content-length", str(len(body))),
            *_if_there("content-encoding", encoding if encoding != "identity" else ""),
            *_if_there("content-language", description.language),
            ("etag", etags[encoding]),
            *shared,
            *manner.headers,
        ],
        unchanged={name: [("etag", etag), *shared] for name, etag in etags.items()},
        etags=etags,
        modified_at=description.modified_at,
        body=body,
        shows_people=description.shows_people,
    )


def headers_for_one(page: Page, encoding: str, manner: Manner, size: int) -> Headers:
    """Those of a page whose holes are filled for one reader, `size` bytes long."""
    description = page.description
    return [
        ("content-type", description.content_type),
        ("content-length", str(size)),
        *_if_there("content-encoding", encoding if encoding != "identity" else ""),
        *_if_there("content-language", description.language),
        ("vary", VARY),
        ("cache-control", FOR_ONE_READER),
        *manner.headers,
    ]


def _shared_headers(description: Description, manner: Manner) -> Headers:
    """What a 304 says as well: a cache takes them over for the copy that it has."""
    headers = [
        ("last-modified", formatdate(description.modified_at, usegmt=True)),
        ("vary", VARY),
        ("cache-control", ASK_EVERY_TIME),
    ]
    keys = " ".join(description.tags)
    # What time alone makes stale, nobody purges.
    if manner.is_purged and not description.fresh_until and len(keys) <= MOST_KEYS:
        headers += [("cdn-cache-control", KEEP_UNTIL_PURGED), ("surrogate-key", keys)]
    return headers


def _if_there(name: str, value: str) -> Iterable[tuple[str, str]]:
    return [(name, value)] if value else []
