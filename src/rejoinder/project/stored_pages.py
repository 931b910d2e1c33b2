"""Requests that a stored page answers: which they are, and how they are answered."""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import Any, NamedTuple

from granian.rsgi import (  # type: ignore[attr-defined]  # it does re-export them
    HTTPProtocol,
    Scope,
)

from rejoinder.pagestore.copies import UNCONDITIONAL, Conditions, Copy, Manner
from rejoinder.pagestore.negotiation import choose_encoding
from rejoinder.pagestore.places import place_of
from rejoinder.pagestore.shelf import Key, Shelf
from rejoinder.pagestore.store import PageStore
from rejoinder.project.contact import Contact
from rejoinder.project.fillable import (
    FillablePage,
    FillablePages,
    KnownContents,
    contents_of,
    is_stranger,
)
from rejoinder.project.flights import Flights
from rejoinder.project.gateway import FOR_STORE, Answer
from rejoinder.web.addresses import PERSONAL_PREFIXES, reads_parameters
from rejoinder.web.cookies import MESSAGES, cookie_value, has_our_cookie
from rejoinder.web.holes import FILLING

#: Never stored, and many: they are not even looked for.
DYNAMIC_PREFIXES = ("/static/", "/media/", *PERSONAL_PREFIXES)

#: Browsers send a handful of different ones; whoever sends more is read each time.
REMEMBERED_HEADERS = 256

SECONDS_BETWEEN_LOOKS = 1.0
SERVER_ERROR = 500

#: Asks the application, with what is beside the request in its environment.
Make = Callable[[Mapping[str, object]], Awaitable[Answer]]


class Question(NamedTuple):
    """A request for a page that everybody shares. `is_from_known_reader`: it carries
    a cookie of ours, and the holes of the page are filled for whoever that is.
    `cookies` is the whole header then, else empty."""

    key: Key
    encoding: str
    is_head: bool
    is_from_known_reader: bool
    cookies: str
    conditions: Conditions


class StoredPages:
    """Answers requests from the store, without Django and without the database."""

    def __init__(
        self, store: PageStore, manner: Manner, offline_seconds: float = math.inf
    ) -> None:
        self._shelf = Shelf(store, manner)
        self._fillable = FillablePages(store, manner)
        self._contents = KnownContents()
        self._contact = Contact(store, offline_seconds)
        self._flights: Flights[Answer] = Flights(store.scratch)
        self._hosts = _Hosts(store)
        self._encodings: dict[str | None, str] = {}
        self._files: Executor | None = None

    def read_in(self, files: Executor) -> None:
        """Look at the disk in these threads, which are made in each process."""
        self._files = files

    def question(self, scope: Scope) -> Question | None:
        """What is asked, or None: only the application can answer that."""
        method = scope.method
        if method not in {"GET", "HEAD"}:
            return None
        query = scope.query_string
        if query and reads_parameters(query):
            return None
        headers: Any = scope.headers  # its stub lacks `get_all`
        site = self._hosts.site(scope.authority, headers.get_all("host"))
        if site is None:
            return None
        cookies = headers.get_all("cookie")
        ours = ";".join(cookies) if cookies else ""
        if ours and not has_our_cookie(ours):
            ours = ""
        return Question(
            (site, scope.path),
            self._encoding(headers.get("accept-encoding")),
            method == "HEAD",
            bool(ours),
            ours,
            _conditions(headers),
        )

    def answer_at_once(self, scope: Scope, protocol: HTTPProtocol) -> bool:
        """Answer a request whose page is within reach; False: it is not answered.

        Nothing waits here and no thread is changed: this is the short road, which
        nearly every request of a busy site takes.
        """
        question = self.question(scope)
        if question is None or question.is_from_known_reader:
            return False
        copy = self._shelf.within_reach(question.key, question.encoding)
        if copy is None or self._contact.is_lost(copy.shows_people):
            return False
        send(protocol, question, copy, self._contact.headers)
        return True

    async def answer(
        self, protocol: HTTPProtocol, question: Question, make: Make
    ) -> Answer | None:
        """Answer from the store, or give what the application answers.

        `make` asks the application; with True it is to keep the page that it makes.
        """
        if question.is_from_known_reader:
            return await self._answer_known_reader(protocol, question, make)
        if not may_be_stored(question.key[1]):
            return await make({})
        if await self._is_sent(protocol, question):
            return None
        if not self._flights.is_worthwhile(question.key):
            return await make({})
        answer = await self._flights.make(
            question.key,
            partial(self._is_there, question),
            partial(make, {FOR_STORE: question.key[0]}),
        )
        if await self._is_sent(protocol, question):
            return None
        self._flights.was_not_kept(question.key)
        return answer or await make({})

    async def _answer_known_reader(
        self, protocol: HTTPProtocol, question: Question, make: Make
    ) -> Answer | None:
        """The same page with its holes filled, for whoever has a cookie of ours."""
        if cookie_value(question.cookies, MESSAGES) or not may_be_stored(
            question.key[1]
        ):
            return await make({})
        before = await self._fillable_page(question)
        page = new_enough(before, question)
        if page is None:
            answer = await make({FOR_STORE: question.key[0]})
            page = new_enough(await self._fillable_page(question), question)
            if page is None and answer.status >= SERVER_ERROR and before is not None:
                # The database is away: what was there is better than nothing.
                return before.answer(question.encoding)
            if page is None:
                # Not kept: a redirect, nothing at all, or a page of one reader.
                return answer if is_stranger(question.cookies) else await make({})
        if is_stranger(question.cookies) or not page.has_holes:
            return page.answer(question.encoding)
        return await self._filled(page, question, make)

    async def _filled(
        self, page: FillablePage, question: Question, make: Make
    ) -> Answer:
        contents = self._contents.of(question.key, question.cookies, page)
        if contents is None:
            asked_at = time.time()
            asked = await make({FILLING: True})
            if asked.status >= SERVER_ERROR:
                # The database is away: as a stranger has it.
                return page.answer(question.encoding)
            contents = contents_of(asked, asked_at)
            if contents is None:
                return await make({})
            self._contents.keep(question.key, question.cookies, contents)
        return page.filled(question.encoding, contents)

    async def _fillable_page(self, question: Question) -> FillablePage | None:
        page = await asyncio.get_running_loop().run_in_executor(
            self._files, self._fillable.page, question.key
        )
        if page is None or self._contact.is_lost(page.page.description.shows_people):
            return None
        return page

    async def _is_sent(self, protocol: HTTPProtocol, question: Question) -> bool:
        copy = await self._fetched(question)
        if copy is None or self._contact.is_lost(copy.shows_people):
            return False
        send(protocol, question, copy, self._contact.headers)
        return True

    async def _is_there(self, question: Question) -> bool:
        return await self._fetched(question) is not None

    async def _fetched(self, question: Question) -> Copy | None:
        return await asyncio.get_running_loop().run_in_executor(
            self._files, self._shelf.fetch, question.key, question.encoding
        )

    def _encoding(self, header: str | None) -> str:
        chosen = self._encodings.get(header)
        if chosen is None:
            chosen = choose_encoding(header)
            if len(self._encodings) < REMEMBERED_HEADERS:
                self._encodings[header] = chosen
        return chosen


class _Hosts:
    """Which site a request means. What the store knows of it is read again when it
    changes."""

    def __init__(self, store: PageStore) -> None:
        self._store = store
        self._sites: dict[str, int] = {}
        self._version = (0, 0)
        self._good_until = 0.0

    def site(self, authority: str | None, hosts: list[str]) -> int | None:
        """None for a host that is not ours, none at all, or two at once."""
        host = authority or (hosts[0] if hosts else "")
        if len(hosts) > 1 or (hosts and hosts[0] != host):
            return None
        if time.monotonic() >= self._good_until:
            self._look()
        site = self._sites.get(host)
        return self._sites.get(host.lower()) if site is None else site

    def _look(self) -> None:
        self._good_until = time.monotonic() + SECONDS_BETWEEN_LOOKS
        try:
            status = os.stat(self._store.hosts_file)
            version = status.st_ino, status.st_mtime_ns
        except OSError:
            version = 0, 0
        if version != self._version:
            self._version, self._sites = version, self._store.hosts()


def _conditions(headers: Any) -> Conditions:
    theirs = headers.get("if-none-match")
    since = headers.get("if-modified-since")
    if theirs is None and since is None:
        return UNCONDITIONAL
    return Conditions(theirs, since)


def new_enough(page: FillablePage | None, question: Question) -> FillablePage | None:
    """The page if it shows what this reader has changed."""
    return page if page is not None and page.is_new_enough(question.cookies) else None


def may_be_stored(path: str) -> bool:
    """Whether it is worth looking for, and making, a stored page of this address."""
    return not path.startswith(DYNAMIC_PREFIXES) and place_of(path) is not None


def send(
    protocol: HTTPProtocol,
    question: Question,
    copy: Copy,
    more: list[tuple[str, str]],
) -> None:
    """The page, its headers alone, or that the reader has it already."""
    conditions = question.conditions
    headers = [*copy.headers, *more] if more else copy.headers
    if conditions is not UNCONDITIONAL and (unchanged := copy.not_modified(conditions)):
        protocol.response_empty(304, [*unchanged, *more])
    elif question.is_head:
        protocol.response_empty(200, headers)
    else:
        protocol.response_bytes(200, headers, copy.body)
