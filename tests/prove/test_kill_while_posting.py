"""The started command, killed again and again while eight people post.

Whatever was acknowledged is there afterwards, and everything that counts agrees.
KILLS says how often, for a shorter look than 50.
"""

from __future__ import annotations

import http.client
import itertools
import os
import random
import re
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from tests.postgresql import new_database
from tests.publishing import Published, publish_headline
from tests.running import RunningSite, rejoinder, wait_until

KILLS = int(os.environ.get("KILLS", "50"))
CLIENTS = 8
MOST_POSTS_BEFORE_A_KILL = 150


@dataclass
class Posting:
    """Eight clients that post until the server is gone, and what it told them."""

    site: RunningSite
    article: Published
    words: itertools.count[int]
    acknowledged: dict[int, str] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.threads = [threading.Thread(target=self._post_on) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def has_enough(self, enough: int) -> bool:
        return len(self.acknowledged) >= enough or bool(self.refusals)

    def join(self) -> None:
        for thread in self.threads:
            thread.join()

    def _post_on(self) -> None:
        host = urlsplit(self.site.url).netloc
        with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
            try:
                while not self.refusals:
                    self._post_one(connection)
            except (OSError, http.client.HTTPException):
                return  # killed

    def _post_one(self, connection: http.client.HTTPConnection) -> None:
        word = next(self.words)
        fields = {
            "comment": f"What was said under number {word}.",
            "author": f"Gil {word}",
            "email": f"gil{word}@example.org",
            "url": "",
            "comment_parent": self._some_parent(word),
        }
        connection.request(
            "POST",
            f"/discussion/{self.article.thread_id}/comments/",
            urlencode(fields),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.site.url,
            },
        )
        answer = connection.getresponse()
        body = answer.read().decode()
        number = re.search(r"#comment-(\d+)$", answer.headers.get("Location", ""))
        if answer.status == 303 and number:
            self.acknowledged[int(number[1])] = fields["comment"]
        else:
            self.refusals.append(f"{answer.status} {body[:2000]}")

    def _some_parent(self, word: int) -> str:
        """Every third one answers an earlier one."""
        numbers = list(self.acknowledged)
        return str(numbers[word % len(numbers)]) if numbers and word % 3 == 0 else "0"


def kept_comments(data: Path, database_url: str) -> dict[int, str]:
    query = (
        "SELECT number, source_text FROM discussion_comment WHERE state = 'published'"
    )
    if database_url:
        with psycopg.connect(database_url) as server:
            return dict(server.execute(query).fetchall())
    with closing(sqlite3.connect(data / "rejoinder.sqlite3")) as database:
        return dict(database.execute(query).fetchall())


def prove(data: Path, database_url: str) -> None:
    site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": database_url})
    variables = {"REJOINDER_DATABASE_URL": database_url}
    assert site.start().stop() == 0
    article = publish_headline("A bridge for nobody", data, database_url)
    rejoinder(
        *("settings", "set", "who_may_speak=everyone", "seconds_between_comments=0"),
        *("--data", data),
        **variables,
    )
    chance = random.Random(4)
    words = itertools.count(1)
    acknowledged: dict[int, str] = {}
    for kill in range(1, KILLS + 1):
        posting = Posting(site.start(), article, words, dict(acknowledged))
        enough = len(acknowledged) + chance.randint(1, MOST_POSTS_BEFORE_A_KILL)
        posting.start()
        wait_until(partial(posting.has_enough, enough), "enough has been posted")
        site.kill()
        posting.join()
        assert not posting.refusals, posting.refusals[0]
        acknowledged = posting.acknowledged
        kept = kept_comments(data, database_url)
        lost = {n: text for n, text in acknowledged.items() if kept.get(n) != text}
        assert not lost
        print(f"kill {kill}: {len(acknowledged)} acknowledged, {len(kept)} kept")
        assert rejoinder("doctor", "--data", data, **variables) == "All is well.\n"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_acknowledged_comment_is_there_after_a_kill(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database_url = ""
    if database == "postgresql":
        database_url = new_database(request.getfixturevalue("postgresql"), "killed")
    prove(tmp_path / "data", database_url)
