"""Which stored pages carry which tags: a database of this machine's store alone.

It lies beside the pages, is used by all processes, and may be lost with them. Each
method that writes is one transaction, so that what is in it and what lies on the disk
agree whatever is killed: a page's row is there before its files are, and goes after
them. All methods raise `Unusable`, an OSError.
"""

from __future__ import annotations

import heapq
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from rejoinder.pagestore import marks
from rejoinder.pagestore.index_file import IndexFile
from rejoinder.pagestore.rows import COLUMNS, Row, add_tags, add_to_totals, find_row

#: Whoever puts a page in place does it at once. One who was killed meanwhile leaves a
#: row that is due so soon, and the page is made again.
UNFINISHED_SECONDS = 60.0


class Index:
    """The index in `file`. Connections are a thread's own; writers take turns."""

    def __init__(self, file: Path) -> None:
        self._file = IndexFile(file)

    def make(self, moment: int = 0) -> None:
        """Make the tables in a new file. Within `alone`. Renders that began before
        `moment` will not be published."""
        self._file.make(moment)

    def alone(self) -> AbstractContextManager[None]:
        """While no process writes."""
        return self._file.alone()

    def close(self) -> None:
        """Close this thread's connection."""
        self._file.close()

    @property
    def is_usable(self) -> bool:
        return self._file.is_usable

    @property
    def moment(self) -> int:
        """How many batches of changes were taken in: what a render notes first."""
        return int(str(self.state("moment") or 0))

    def state(self, key: str) -> object:
        found = self._file.ask("SELECT value FROM state WHERE key = ?", [key])
        return found[0][0] if found else None

    def set_state(self, **values: object) -> None:
        with self._file.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", values.items())

    def add(
        self,
        site: int,
        path: str,
        tags: Mapping[str, float],
        fresh_until: float | None = None,
    ) -> None:
        """Make the row of a page whose files are about to be put in place, with its
        tags and what each may wait. What was known of an earlier one stays as well
        until they are: from here on any of the two may lie there."""
        soon = time.time() + UNFINISHED_SECONDS
        with self._file.transaction() as db:
            # The min of two values is NULL where one of them is.
            (page,) = db.execute(
                "INSERT INTO page (site, path, fresh_until, due_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET"
                " due_at = coalesce(min(due_at, excluded.due_at), excluded.due_at),"
                " fresh_until = coalesce(min(fresh_until, excluded.fresh_until),"
                " fresh_until, excluded.fresh_until) RETURNING id",
                [site, path, fresh_until, soon],
            ).fetchone()
            add_tags(db, page, tags)

    def publish(
        self,
        site: int,
        path: str,
        tags: Mapping[str, float],
        *,
        began: int,
        size: int,
        fresh_until: float | None,
        put_in_place: Callable[[], None],
    ) -> bool:
        """Put a page in place that was made after the moment `began`.

        Not if something of it was taken out meanwhile, or a later one is there. If
        something changed meanwhile it is put in place and due again: under a storm of
        changes every page would otherwise come too late. `put_in_place` runs inside
        the transaction: whatever takes the page out comes before it or after.
        """
        with self._file.transaction() as db:
            row = find_row(db, site, path)
            if row is None or not _is_wanted(db, row, tags, began):
                return False
            put_in_place()
            db.execute("DELETE FROM page_tag WHERE page = ?", [row.id])
            add_tags(db, row.id, tags)
            now = time.time()
            slack = marks.least_slack_since(db, tags, began)
            stale_since, due_at = (None, None) if slack is None else (now, now + slack)
            db.execute(
                "UPDATE page SET bytes = ?, began = ?, built_at = ?, read_at = ?,"
                " fresh_until = ?, stale_since = ?, due_at = ?, tries = 0 WHERE id = ?",
                [size, began, now, now, fresh_until, stale_since, due_at, row.id],
            )
            add_to_totals(db, size - row.bytes, 0 if row.bytes else 1)
        return True

    def mark(self, changed: Iterable[str], removed: Iterable[str], now: float) -> None:
        """Note that these changed, or are not to be seen any more: renders that are
        under way know nothing of it."""
        with self._file.transaction() as db:
            marks.note(db, changed, removed, now)

    def pages_with(
        self, tags: Iterable[str], *, after: int, most: int
    ) -> list[tuple[Row, float]]:
        """Pages with any of these tags past the id `after`, and what each may wait.

        One question for each tag, which the index answers in the order of pages: of a
        tag that every page has, only as many as are asked for are looked at.
        """
        carriers = heapq.merge(
            *(
                self._file.ask(
                    "SELECT page, slack FROM page_tag WHERE tag = ? AND page > ?"
                    " ORDER BY page LIMIT ?",
                    [tag, after, most],
                )
                for tag in dict.fromkeys(tags)
            )
        )
        # The first of a page's is the one with the least slack.
        pages = islice(groupby(carriers, key=itemgetter(0)), most)
        slack = dict(next(rows) for _page, rows in pages)
        found = self._rows(f"WHERE id IN ({_places(slack)}) ORDER BY id", *slack)
        return [(row, slack[row.id]) for row in found]

    def set_stale(self, pages: Iterable[tuple[int, float]], now: float) -> None:
        """These are to be renewed by these times, or earlier if that was so."""
        with self._file.transaction() as db:
            db.executemany(
                "UPDATE page SET stale_since = coalesce(stale_since, ?),"
                " due_at = min(coalesce(due_at, ?), ?) WHERE id = ?",
                [(now, due, due, page) for page, due in pages],
            )

    def set_outdated_stale(self, now: float) -> int:
        """Those that time alone has changed are to be renewed; how many there are."""
        outdated = "fresh_until <= ?"
        if not self._file.ask(f"SELECT 1 FROM page WHERE {outdated} LIMIT 1", [now]):
            return 0
        with self._file.transaction() as db:
            return db.execute(
                "UPDATE page SET stale_since = coalesce(stale_since, ?), due_at ="
                f" min(coalesce(due_at, ?), ?), fresh_until = NULL WHERE {outdated}",
                [now, now, now, now],
            ).rowcount

    def due(self, now: float, most: int) -> list[Row]:
        """Those to be renewed by now, the one that waits longest first."""
        return self._rows("WHERE due_at <= ? ORDER BY due_at LIMIT ?", now, most)

    @property
    def next_due_at(self) -> float | None:
        [times] = self._file.ask(
            "SELECT min(due_at), (SELECT min(fresh_until) FROM page WHERE fresh_until"
            " IS NOT NULL) FROM page WHERE due_at IS NOT NULL"
        )
        return min((at for at in times if at is not None), default=None)

    @property
    def stale_count(self) -> tuple[int, float | None]:
        """How many pages wait to be renewed, and since when the first of them does."""
        [(count, since)] = self._file.ask(
            "SELECT count(*), min(stale_since) FROM page WHERE due_at IS NOT NULL"
        )
        return int(count), since

    def put_off(self, page: int, until: float) -> int:
        """A renewal failed; how often in a row. It is tried again then."""
        with self._file.transaction() as db:
            found = db.execute(
                "UPDATE page SET tries = tries + 1, due_at = ? WHERE id = ?"
                " RETURNING tries",
                [until, page],
            ).fetchall()
        return int(found[0][0]) if found else 0

    def remove(self, pages: Iterable[Row], take_away: Callable[[Row], None]) -> int:
        """Take pages out: their files by `take_away`, then their rows. How many."""
        count = 0
        with self._file.transaction() as db:
            for page in pages:
                take_away(page)
                row = find_row(db, page.site, page.path)
                if row is not None:
                    db.execute("DELETE FROM page_tag WHERE page = ?", [row.id])
                    db.execute("DELETE FROM page WHERE id = ?", [row.id])
                    add_to_totals(db, -row.bytes, -1 if row.bytes else 0)
                    count += 1
        return count

    def find(self, site: int, path: str) -> Row | None:
        found = self._rows("WHERE site = ? AND path = ?", site, path)
        return found[0] if found else None

    def all_pages(self) -> Iterator[Row]:
        """Every page, in no order that means anything."""
        after = 0
        while found := self._rows("WHERE id > ? ORDER BY id LIMIT ?", after, 500):
            yield from found
            after = found[-1].id

    def unfinished(self, most: int) -> list[Row]:
        """Pages that somebody is putting in place, or was when he was killed."""
        return self._rows(
            "WHERE due_at IS NOT NULL AND stale_since IS NULL LIMIT ?", most
        )

    def longest_unread(self, most: int) -> list[Row]:
        return self._rows("WHERE bytes > 0 ORDER BY read_at LIMIT ?", most)

    def set_read_at(self, times: Iterable[tuple[int, float]]) -> None:
        """That these pages, by id, were read then."""
        with self._file.transaction() as db:
            db.executemany(
                "UPDATE page SET read_at = ? WHERE id = ?",
                [(at, page) for page, at in times],
            )

    def _rows(self, condition: str, *values: object) -> list[Row]:
        found = self._file.ask(f"SELECT {COLUMNS} FROM page {condition}", values)
        return [Row(*row) for row in found]


def _is_wanted(
    db: sqlite3.Connection, row: Row, tags: Mapping[str, float], began: int
) -> bool:
    """Whether a page that was made after `began` may come where `row` is."""
    if marks.may_show_what_is_gone(db, tags, began):
        return False
    (later,) = db.execute("SELECT began FROM page WHERE id = ?", [row.id]).fetchone()
    if row.bytes and began < later:
        # `add` made it due; but what lies there is whole, and better than this.
        db.execute(
            "UPDATE page SET due_at = NULL WHERE id = ? AND stale_since IS NULL",
            [row.id],
        )
        return False
    return True


def _places(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
