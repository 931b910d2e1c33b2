"""Stored pages for readers whom we know: the same bytes, their holes filled."""

from __future__ import annotations

import json
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from rejoinder.pagestore.copies import Headers, Manner, headers_for_one, make_copy
from rejoinder.pagestore.filling import Filling
from rejoinder.pagestore.own_writes import COOKIE, is_new_enough
from rejoinder.pagestore.pages import DESCRIPTION, NoSuchPage, Page
from rejoinder.pagestore.shelf import Key
from rejoinder.pagestore.store import PageStore
from rejoinder.project.gateway import Answer
from rejoinder.web.cookies import OURS, cookie_value
from rejoinder.web.holes import CONTENT_TYPE, GOOD_FOR

#: About 3 kB each.
MOST_CONTENTS = 2_000
#: Pages whose pieces are kept compressed, about 60 kB each.
MOST_PAGES = 200


def is_stranger(cookies: str) -> bool:
    """Whether the only cookie of ours says when something was changed: whoever that
    was, they get the page that everybody gets."""
    return not any(cookie_value(cookies, name) for name in OURS if name != COOKIE)


@dataclass(frozen=True)
class Contents:
    """What one reader has in the holes of a page. `cookies`: headers that go with it.
    `good_until`: the same cookies get the same, by the monotonic clock."""

    holes: Mapping[str, bytes]
    cookies: Headers
    asked_at: float
    good_until: float


def contents_of(answer: Answer, asked_at: float) -> Contents | None:
    """What the application, asked at that time, gave for the holes; None if it gave
    something else."""
    headers = {name.lower(): value for name, value in answer.headers}
    if answer.status != 200 or headers.get("content-type") != CONTENT_TYPE:
        return None
    body = answer.body if isinstance(answer.body, bytes) else answer.body.read()
    holes = {name: text.encode() for name, text in json.loads(body).items()}
    cookies = [pair for pair in answer.headers if pair[0].lower() == "set-cookie"]
    seconds = int(headers["cache-control"].removeprefix(GOOD_FOR))
    good_until = 0.0 if cookies else time.monotonic() + seconds
    return Contents(holes, cookies, asked_at, good_until)


class KnownContents:
    """What readers had in the holes of the pages that they read last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Key, str], Contents] = OrderedDict()

    def of(self, key: Key, cookies: str, page: FillablePage) -> Contents | None:
        """None if nobody knows, or the page was made after they were asked for."""
        found = self._kept.get((key, our_cookies(cookies)))
        if found is None or found.good_until <= time.monotonic():
            return None
        return found if page.page.description.made_at < found.asked_at else None

    def keep(self, key: Key, cookies: str, contents: Contents) -> None:
        if contents.good_until > time.monotonic():
            self._kept[key, our_cookies(cookies)] = contents
            while len(self._kept) > MOST_CONTENTS:
                self._kept.popitem(last=False)


def our_cookies(cookies: str) -> str:
    """Those by which we know a reader, of a Cookie header: others change nothing."""
    return ";".join(f"{name}={cookie_value(cookies, name)}" for name in OURS)


@dataclass(frozen=True)
class FillablePage:
    """A page, and what fills its holes."""

    page: Page
    filling: Filling
    manner: Manner
    node: str

    @property
    def has_holes(self) -> bool:
        return bool(self.page.description.holes)

    def is_new_enough(self, cookies: str) -> bool:
        """Whether it shows what this reader has changed."""
        posted = cookie_value(cookies, COOKIE)
        return is_new_enough(self.page.description.made_at, posted, self.node)

    def answer(self, encoding: str) -> Answer:
        """As everybody gets it."""
        copy = make_copy(self.page, encoding, self.manner)
        return Answer(200, copy.headers, copy.body)

    def filled(self, encoding: str, contents: Contents) -> Answer:
        """For one reader."""
        # Brotli cannot be put together of pieces; who understands it understands gzip.
        encoding = "identity" if encoding == "identity" else "gzip"
        fill = self.filling.plain if encoding == "identity" else self.filling.gzipped
        body = fill(contents.holes)
        headers = headers_for_one(self.page, encoding, self.manner, len(body))
        return Answer(200, [*headers, *contents.cookies], body)


class FillablePages:
    """Those that were asked for last, in the memory of this process. Reads the disk."""

    def __init__(self, store: PageStore, manner: Manner) -> None:
        self._store = store
        self._manner = manner
        self._kept: OrderedDict[Key, tuple[tuple[int, int], FillablePage]] = (
            OrderedDict()
        )
        self._changing = threading.Lock()

    def page(self, key: Key) -> FillablePage | None:
        """None if it is not stored, or time has made it wrong."""
        folder = self._store.folder_of(*key)
        if folder is None:
            return None
        try:
            status = os.stat(folder / DESCRIPTION)
            version = status.st_ino, status.st_mtime_ns
            found = self._kept.get(key)
            if found is None or found[0] != version:
                found = version, self._read(key)
                self._keep(key, found)
        except (OSError, NoSuchPage):
            return None
        until = found[1].page.description.fresh_until
        return None if until and until <= time.time() else found[1]

    def _read(self, key: Key) -> FillablePage:
        page = self._store.page(*key)
        self._store.note_reading(*key)
        return FillablePage(page, Filling(page), self._manner, self._store.node)

    def _keep(self, key: Key, found: tuple[tuple[int, int], FillablePage]) -> None:
        with self._changing:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_PAGES:
                self._kept.popitem(last=False)
