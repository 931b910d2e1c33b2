"""People who write, hide and read at a site until it is killed; what they were told."""

from __future__ import annotations

import gzip
import http.client
import itertools
import random
import re
import sqlite3
import threading
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import psycopg

from rejoinder.pagestore.pages import FILE_NAMES
from tests.publishing import Published
from tests.real_input import FORM_TYPE
from tests.running import RunningSite
from tests.system.plain_browser import PlainBrowser

WRITERS = 3
READERS = 4
#: Writers rest, or the threads grow too long for a look at all of their pages.
SECONDS_BETWEEN_COMMENTS = 0.05
LAST_WORDS = (b"</html>", b"</rss>", b"</feed>", b"</urlset>", b"</sitemapindex>")
KILLED = (OSError, http.client.HTTPException)


class Said(NamedTuple):
    path: str
    words: str


class Place(NamedTuple):
    """A comment's: numbers begin anew in each thread."""

    thread: int
    number: int


class Kept(NamedTuple):
    place: Place
    state: str


@dataclass
class Newspaper:
    """`acknowledged` is by the comment's place, `hidden` are primary keys."""

    site: RunningSite
    articles: list[Published]
    moderator: PlainBrowser
    acknowledged: dict[Place, Said] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    reads: int = 0
    is_killed: bool = False
    words: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def figures(self) -> str:
        return (
            f"{len(self.acknowledged)} acknowledged, {len(self.hidden)} hidden, "
            f"{self.reads} whole pages read"
        )

    def open(self) -> None:
        self.is_killed = False
        self._pause = threading.Event()
        work = [self._write] * WRITERS + [self._read] * READERS + [self._hide]
        self._threads = [threading.Thread(target=self._on, args=(do,)) for do in work]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        self._pause.set()
        for thread in self._threads:
            thread.join()

    def missing(self) -> list[str]:
        """What was acknowledged and is not on its page."""
        kept = self._kept()
        pages = self._pages()
        return [
            said.words
            for place, said in self.acknowledged.items()
            if kept.get(place) == "published" and said.words not in pages[said.path]
        ] + [
            said.words for place, said in self.acknowledged.items() if place not in kept
        ]

    def shown_though_hidden(self) -> list[str]:
        """What is hidden and can be read; or what was, and is published again."""
        rows = self._rows()
        unhidden = [str(key) for key in self.hidden if rows[key].state == "published"]
        pages, kept = self._pages(), self._kept()
        return unhidden + [
            said.words
            for place, said in self.acknowledged.items()
            if kept.get(place) == "hidden" and said.words in pages[said.path]
        ]

    def leftovers(self) -> list[str]:
        """Files of the store that no page has."""
        store = self.site.data / "pages"
        sites = (store / "sites").rglob("*")
        strange = [
            file for file in sites if file.is_file() and file.name not in FILE_NAMES
        ]
        scratch = (store / "scratch").iterdir()
        return [*map(str, [*strange, *scratch, *store.glob("rubbish-*")])]

    def _pages(self) -> dict[str, str]:
        paths = {said.path for said in self.acknowledged.values()}
        return {path: self.site.get(path) for path in paths}

    def _kept(self) -> dict[Place, str]:
        return {row.place: row.state for row in self._rows().values()}

    def _rows(self) -> dict[int, Kept]:
        query = "SELECT id, thread_id, number, state FROM discussion_comment"
        address = self.site.environment["REJOINDER_DATABASE_URL"]
        if address:
            with psycopg.connect(address) as server:
                found = server.execute(query).fetchall()
        else:
            file = self.site.data / "rejoinder.sqlite3"
            with closing(sqlite3.connect(file)) as database:
                found = database.execute(query).fetchall()
        return {
            key: Kept(Place(thread, number), state)
            for key, thread, number, state in found
        }

    def _on(self, do: Callable[[http.client.HTTPConnection], None]) -> None:
        host = urlsplit(self.site.url).netloc
        with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
            while not self.is_killed and not self.faults:
                try:
                    do(connection)
                except KILLED as error:
                    if not self.is_killed:
                        self.faults.append(f"{do.__name__}: {error!r}")
                    return

    def _write(self, connection: http.client.HTTPConnection) -> None:
        word = next(self.words)
        article = self.articles[word % len(self.articles)]
        fields = {
            "comment": f"What was said under number {word}.",
            "author": f"Gil {word}",
            "email": f"gil{word}@example.org",
        }
        headers = {"Content-Type": FORM_TYPE, "Origin": self.site.url}
        path = f"/discussion/{article.thread_id}/comments/"
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        where = urlsplit(answer.headers.get("Location", ""))
        number = re.fullmatch(r"comment-(\d+)", where.fragment)
        if answer.status == 303 and number:
            said = Said(where.path, fields["comment"])
            self.acknowledged[Place(article.thread_id, int(number[1]))] = said
        else:
            self.faults.append(f"{answer.status} {body[:2000]}")
        self._pause.wait(SECONDS_BETWEEN_COMMENTS)

    def _hide(self, _: http.client.HTTPConnection) -> None:
        """The newest one of some thread."""
        thread = random.choice(self.articles).thread_id
        _status, page = self.moderator.ask(
            "GET", f"/moderation/?thread={thread}&show=all"
        )
        seen = re.search(r'name="seen" value="((\d+):published:\d+)"', page)
        if seen is not None:
            fields = {"one": f"hide:{seen[2]}", "seen": seen[1]}
            status, _ = self.moderator.press(page, "/moderation/judge/", **fields)
            if status == 303:
                self.hidden.add(int(seen[2]))
            else:
                self.faults.append(f"hiding: {status}")
        self._pause.wait(SECONDS_BETWEEN_COMMENTS)

    def _read(self, connection: http.client.HTTPConnection) -> None:
        paths = [said.path for said in list(self.acknowledged.values())[-20:]]
        for article in self.articles:
            paths += [article.path, f"{article.path}feed/"]
        path = random.choice([*paths, "/", "/feed/", "/comments/feed/", "/sitemap.xml"])
        encoding = random.choice(["identity", "gzip"])
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = connection.getresponse()
        body = answer.read()  # IncompleteRead if it is shorter than announced
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        try:
            text = gzip.decompress(body) if is_packed else body
        except (OSError, EOFError, zlib.error) as error:
            self.faults.append(f"half a file: {path} {error!r}")
            return
        if answer.status != 200 or not text.rstrip().endswith(LAST_WORDS):
            self.faults.append(f"{path}: {answer.status} {text[-200:]!r}")
        self.reads += 1
