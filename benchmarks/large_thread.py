"""Does a page of a thread of 100,000 comments cost more than one of 100?

Three pages of each: the first, one in the middle (of the short thread: its first), and
the one below the article; queries counted, and reading and rendering timed in turn. The
end is status 1 if a page takes more than 4 queries or more than 1.5 times the time.

On SQLite; on PostgreSQL with --database or REJOINDER_DATABASE_URL, in a database of its
own on that server, which is dropped afterwards.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from benchmarks.seeding import benchmark_folder, fill_thread

if TYPE_CHECKING:
    from rejoinder.discussion.models import Thread

SHORT = 100
MOST_TIMES_SLOWER = 1.5
#: Thread and site, comments, and whether there are pages before and after.
MOST_QUERIES = 4


def main() -> int:
    options = _options()
    with benchmark_folder() as folder, own_database(options.database) as url:
        os.environ["REJOINDER_DATA"] = str(folder / "data")
        os.environ["REJOINDER_DATABASE_URL"] = url
        os.environ["REJOINDER_LOG_LEVEL"] = "error"
        _prepare_site()
        is_well = _compare(options.comments, options.rounds)
        _close_connections()
    return 0 if is_well else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40, help="of each page")
    parser.add_argument(
        "--database",
        default=os.environ.get("REJOINDER_DATABASE_URL", ""),
        metavar="URL",
        help="a PostgreSQL server, such as postgresql://user@localhost/postgres",
    )
    return parser.parse_args()


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """The address of a new, empty database on the server; '' for SQLite."""
    if not server:
        yield ""
        return
    name = f"rejoinder_benchmark_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def _prepare_site() -> None:
    from rejoinder.project.environment import read_environment
    from rejoinder.project.preparing import prepare
    from rejoinder.project.steps import Steps

    prepare(read_environment(), Steps())


def _close_connections() -> None:
    from django.db import connection

    connection.close()
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()


def _compare(comments: int, rounds: int) -> bool:
    """Print a line a page; whether none of them costs too much more."""
    from django.db import connection

    short, long = _filled_thread(SHORT), _filled_thread(comments)
    with connection.cursor() as cursor:
        # PostgreSQL does it by itself some time after rows came in bulk.
        cursor.execute("ANALYZE")
    last = (long.last_root_ordinal - 1) // long.page_size + 1
    is_well = True
    for name, number in (("first", 1), ("middle", last // 2), ("default", None)):
        page = partial(_show, long.pk, number)
        base = partial(_show, short.pk, None if number is None else 1)
        queries, base_queries = _queries(page), _queries(base)
        took, base_took = _milliseconds(page, base, rounds)
        ratio = took / base_took
        is_well &= queries <= MOST_QUERIES and ratio <= MOST_TIMES_SLOWER
        print(
            f"{connection.vendor}, {name} page of {comments} comments: {took:.1f} ms, "
            f"{queries} queries; of {SHORT}: {base_took:.1f} ms, {base_queries} "
            f"queries; ratio {ratio:.2f}"
        )
    return is_well


def _filled_thread(comments: int) -> Thread:
    from django.utils import timezone

    from rejoinder.discussion.actions import open_thread
    from rejoinder.sites.queries import current_site

    site = current_site()
    assert site is not None
    now = timezone.now()
    thread = open_thread(
        site=site,
        subject_url=f"/of-{comments}-comments/",
        title="A bridge for nobody",
        since=now,
    )
    fill_thread(thread, comments, now)
    return thread


def _show(thread_id: int, number: int | None) -> None:
    """Read one page of a thread and render it."""
    from django.template.loader import render_to_string
    from django.utils import timezone

    from rejoinder.discussion.models import Thread
    from rejoinder.discussion.queries import Viewer, thread_page

    thread = Thread.objects.select_related("site").get(pk=thread_id)
    now = timezone.now()
    page = thread_page(thread=thread, number=number, viewer=Viewer(), now=now)
    html = render_to_string("discussion/_thread.html", {"page": page})
    assert len(page.comments) >= page.thread.page_size
    assert html.count('<li id="comment-') == len(page.comments)


def _queries(show: Callable[[], None]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    show()
    with CaptureQueriesContext(connection) as captured:
        show()
    return len(captured)


def _milliseconds(
    one: Callable[[], None], other: Callable[[], None], rounds: int
) -> tuple[float, float]:
    """Medians, measured in turn: what slows the machine slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for show, took in zip((one, other), times, strict=True):
            began = time.perf_counter()
            show()
            took.append((time.perf_counter() - began) * 1_000)
    return median(times[0]), median(times[1])


if __name__ == "__main__":
    sys.exit(main())
