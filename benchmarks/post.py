"""How many comments a second are taken when many people post at once?

Through the started command, each with its transaction and its answer; beside it bare
SQLite transactions of one row and one counter, on the same disk, with the same promise
that what was acknowledged survives a power cut (WAL, full sync). With --database the
site is on that PostgreSQL server, in a database of its own that is dropped afterwards.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from benchmarks.large_thread import own_database
from benchmarks.load import Answers, drive, post
from benchmarks.seeding import Talk, benchmark_folder, running_talk

ROUNDS = 3
WORDS = "I walk there *every* morning, and I am not nobody. " * 8


def main() -> None:
    options = _options()
    with (
        benchmark_folder() as folder,
        own_database(options.database) as url,
        running_talk(folder, 50, url) as talk,
    ):
        posted, bare = [], []
        requests = _requests(talk)
        _post(talk, requests, options.clients, 1)
        for number in range(ROUNDS):
            posted.append(_post(talk, requests, options.clients, options.seconds))
            path = folder / f"bare-{number}.sqlite3"
            bare.append(_transactions(path, options.clients, options.seconds))
    posts = median(answers.per_second for answers in posted)
    waits = median(answers.slowest_hundredth_milliseconds for answers in posted)
    transactions = median(bare)
    print(
        f"{options.clients} people posting: {posts:.0f} comments/s (99 of 100 within "
        f"{waits:.0f} ms); bare SQLite transactions: {transactions:.0f}/s; "
        f"ratio {posts / transactions:.3f}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument(
        "--seconds", type=float, default=5, help="of each of six measurements"
    )
    parser.add_argument(
        "--database",
        default=os.environ.get("REJOINDER_DATABASE_URL", ""),
        metavar="URL",
        help="a PostgreSQL server, such as postgresql://user@localhost/postgres",
    )
    return parser.parse_args()


def _requests(talk: Talk) -> Iterator[bytes]:
    """What the form sends, never the same text twice."""
    host = urlsplit(talk.site.url).netloc
    path = f"/discussion/{talk.article.thread_id}/comments/"
    for number in count(1):
        fields = {
            "comment": f"{number}. {WORDS}",
            "author": f"Gil {number}",
            "email": f"gil{number}@example.org",
            "url": "",
            "submit": "post",
        }
        yield post(host, path, urlencode(fields).encode())


def _post(
    talk: Talk, requests: Iterator[bytes], clients: int, seconds: float
) -> Answers:
    answers = drive(talk.site.port, requests, connections=clients, seconds=seconds)
    assert set(answers.statuses) == {303}, (answers.statuses, answers.last)
    return answers


def _transactions(path: Path, clients: int, seconds: float) -> float:
    """A second. One lock before SQLite's own, which is neither fair nor fast."""
    with closing(_connect(path)) as database:
        database.execute("CREATE TABLE comment (id INTEGER PRIMARY KEY, words TEXT)")
        database.execute("CREATE TABLE thread (comments INTEGER)")
        database.execute("INSERT INTO thread VALUES (0)")
    lock = threading.Lock()
    until = time.perf_counter() + seconds

    def write() -> None:
        with closing(_connect(path)) as mine:
            while time.perf_counter() < until:
                with lock:
                    mine.execute("BEGIN IMMEDIATE")
                    mine.execute("INSERT INTO comment (words) VALUES (?)", [WORDS])
                    mine.execute("UPDATE thread SET comments = comments + 1")
                    mine.execute("COMMIT")

    threads = [threading.Thread(target=write) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(_connect(path)) as database:
        comments: int = database.execute("SELECT comments FROM thread").fetchone()[0]
    return comments / seconds


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    return database


if __name__ == "__main__":
    main()
