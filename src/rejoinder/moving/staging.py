"""All items of an import, read whole before anything is written to the site.

They wait in a temporary SQLite database of this process, which spills to an unnamed
file when it grows and is gone with the process, however that ends: exports hold mail
addresses. So a file that is torn on its last line changes nothing, and memory does not
grow with what is imported.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rejoinder.moving.wordpress.addresses import old_site
from rejoinder.moving.wxr import Author, Channel, Comment, Event, Item, Term, TermRef

# Pages of 4 kB that SQLite keeps in memory before it spills: 64 MB.
PAGES_IN_MEMORY = 16_000
# Comments that are written to the database in one call.
COMMENTS_AT_ONCE = 500

_SCHEMA = """
CREATE TABLE channel (n INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE author (n INTEGER PRIMARY KEY, channel INTEGER, value TEXT NOT NULL);
CREATE TABLE term (n INTEGER PRIMARY KEY, channel INTEGER, element TEXT,
    taxonomy TEXT, slug TEXT, value TEXT NOT NULL);
CREATE TABLE item (n INTEGER PRIMARY KEY, channel INTEGER, id INTEGER, type TEXT,
    parent INTEGER, value TEXT NOT NULL);
CREATE TABLE comment (n INTEGER PRIMARY KEY, item INTEGER, id INTEGER, parent INTEGER,
    date TEXT, value TEXT NOT NULL);
CREATE TABLE upload (channel INTEGER, path TEXT, item INTEGER,
    PRIMARY KEY (channel, path)) WITHOUT ROWID;
CREATE TABLE path (channel INTEGER, path TEXT, item INTEGER,
    PRIMARY KEY (channel, path)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX item_by_id ON item (channel, id);
CREATE INDEX item_by_parent ON item (channel, parent);
CREATE INDEX item_by_type ON item (type, n);
CREATE INDEX comment_by_item ON comment (item);
"""


class Staging:
    """Filled once, then read in any order. Channels are numbered from 1, items by
    their ordinal. Files of one site are one channel: large sites come in several, and
    what stands in one is referred to in the others."""

    def __init__(self) -> None:
        # Autocommit: there is nobody else, and nothing to roll back to.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(f"PRAGMA cache_size = {PAGES_IN_MEMORY}")
        self._db.executescript(_SCHEMA)
        self._channel = 0
        self._channels: dict[str, int] = {}
        self._comments: list[tuple[int, int | None, int | None, str, str]] = []

    def close(self) -> None:
        self._db.close()

    def fill(
        self, events: Iterable[Event], progress: Callable[[int], None] = lambda n: None
    ) -> None:
        """Take all events; `progress` is told how many there were so far."""
        self._db.execute("BEGIN")
        for count, event in enumerate(events, 1):
            self._take(event)
            if count % COMMENTS_AT_ONCE == 0:
                progress(count)
        self._flush_comments()
        self._db.execute("COMMIT")
        self._db.executescript(_INDEXES)

    def _take(self, event: Event) -> None:
        if isinstance(event, Comment):
            self._take_comment(event)
        elif isinstance(event, Item):
            self._db.execute(
                "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)",
                (
                    event.ordinal,
                    self._channel,
                    event.id,
                    event.type,
                    event.parent_id or 0,
                    packed(event),
                ),
            )
        elif isinstance(event, Term):
            self._db.execute(
                "INSERT INTO term VALUES (NULL, ?, ?, ?, ?, ?)",
                (
                    self._channel,
                    event.element,
                    event.taxonomy,
                    event.slug,
                    packed(event),
                ),
            )
        elif isinstance(event, Author):
            row = (self._channel, packed(event))
            self._db.execute("INSERT INTO author VALUES (NULL, ?, ?)", row)
        else:
            self._take_channel(event)

    def _take_channel(self, channel: Channel) -> None:
        address = old_site(channel).address
        is_new = address not in self._channels
        self._channel = self._channels.setdefault(address, len(self._channels) + 1)
        if is_new:
            row = (self._channel, packed(channel))
            self._db.execute("INSERT INTO channel VALUES (?, ?)", row)

    def _take_comment(self, comment: Comment) -> None:
        self._comments.append(
            (
                comment.item_ordinal,
                comment.id,
                comment.parent_id,
                _sortable(comment),
                packed(comment),
            )
        )
        if len(self._comments) >= COMMENTS_AT_ONCE:
            self._flush_comments()

    def _flush_comments(self) -> None:
        self._db.executemany(
            "INSERT INTO comment VALUES (NULL, ?, ?, ?, ?, ?)", self._comments
        )
        self._comments.clear()

    def channels(self) -> list[tuple[int, Channel]]:
        rows = self._db.execute("SELECT n, value FROM channel ORDER BY n")
        return [(n, Channel(*json.loads(value))) for n, value in rows]

    def authors(self, channel: int) -> list[Author]:
        rows = self._db.execute(
            "SELECT value FROM author WHERE channel = ? ORDER BY n", (channel,)
        )
        return [Author(*json.loads(value)) for (value,) in rows]

    def terms(self, channel: int, element: str) -> list[Term]:
        rows = self._db.execute(
            "SELECT value FROM term WHERE channel = ? AND element = ? ORDER BY n",
            (channel, element),
        )
        return [_term(value) for (value,) in rows]

    def count_items(self, *types: str) -> int:
        marks = ", ".join("?" * len(types))
        sql = f"SELECT count(*) FROM item WHERE type IN ({marks})"  # noqa: S608 - question marks
        return int(self._db.execute(sql, types).fetchone()[0])

    def count_comments(self, ordinal: int | None = None) -> int:
        """Of an item, or all."""
        of = "" if ordinal is None else " WHERE item = ?"
        values = () if ordinal is None else (ordinal,)
        sql = f"SELECT count(*) FROM comment{of}"  # noqa: S608 - our own words
        return int(self._db.execute(sql, values).fetchone()[0])

    def types(self) -> list[str]:
        rows = self._db.execute("SELECT DISTINCT type FROM item ORDER BY type")
        return [name for (name,) in rows]

    def items(self, *types: str) -> Iterator[tuple[int, Item]]:
        """Channel and item, in the order of the files. Read while others are asked."""
        marks = ", ".join("?" * len(types))
        sql = f"SELECT channel, value FROM item WHERE type IN ({marks}) ORDER BY n"  # noqa: S608 - question marks
        for channel, value in self._db.execute(sql, types):
            yield channel, _item(value)

    def item(self, ordinal: int) -> Item | None:
        return self._one_item("n = ?", ordinal)

    def item_with_id(
        self, channel: int, item_id: int, type_name: str = ""
    ) -> Item | None:
        """The first of this number in a channel, of one type or of any: joined files
        may have a number twice."""
        if not type_name:
            return self._one_item("channel = ? AND id = ?", channel, item_id)
        where = "channel = ? AND id = ? AND type = ?"
        return self._one_item(where, channel, item_id, type_name)

    def children(self, channel: int, item_id: int, type_name: str) -> list[Item]:
        rows = self._db.execute(
            "SELECT value FROM item WHERE channel = ? AND parent = ? AND type = ?"
            " ORDER BY n",
            (channel, item_id, type_name),
        )
        return [_item(value) for (value,) in rows]

    def _one_item(self, where: str, *values: int | str) -> Item | None:
        sql = f"SELECT value FROM item WHERE {where} ORDER BY n LIMIT 1"  # noqa: S608 - our own words
        row = self._db.execute(sql, values).fetchone()
        return _item(row[0]) if row else None

    def comment_keys(
        self, ordinal: int
    ) -> list[tuple[int, int | None, int | None, str]]:
        """Of an item's comments: row, number, parent's number and a text to sort by."""
        return self._db.execute(
            "SELECT n, id, parent, date FROM comment WHERE item = ? ORDER BY n",
            (ordinal,),
        ).fetchall()

    def has_comments(self, ordinal: int) -> bool:
        sql = "SELECT 1 FROM comment WHERE item = ? LIMIT 1"
        return self._db.execute(sql, (ordinal,)).fetchone() is not None

    def comments(self, rows: Iterable[int]) -> list[Comment]:
        """Those of these rows, in this order."""
        wanted = list(rows)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT n, value FROM comment WHERE n IN ({marks})"  # noqa: S608 - question marks
        found = dict(self._db.execute(sql, wanted).fetchall())
        return [_comment(found[row]) for row in wanted]

    def add_path(self, channel: int, path: str, ordinal: int) -> bool:
        """Note which item a path led to there; the first one of the files keeps it."""
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO path VALUES (?, ?, ?)", (channel, path, ordinal)
        )
        return cursor.rowcount > 0

    def add_upload(self, channel: int, path: str, ordinal: int) -> None:
        """Note which attachment lies at a path below the uploads folder."""
        self._db.execute(
            "INSERT OR IGNORE INTO upload VALUES (?, ?, ?)", (channel, path, ordinal)
        )

    def attachment_of_path(self, channel: int, path: str) -> Item | None:
        row = self._db.execute(
            "SELECT item FROM upload WHERE channel = ? AND path = ?", (channel, path)
        ).fetchone()
        return self.item(row[0]) if row else None

    def ordinal_of_path(self, channel: int, path: str) -> int | None:
        row = self._db.execute(
            "SELECT item FROM path WHERE channel = ? AND path = ?", (channel, path)
        ).fetchone()
        return int(row[0]) if row else None


def packed(value: Any) -> str:
    """A value as it waits here, and as it is kept as raw afterwards: a JSON list."""
    return json.dumps(_shallow(value), ensure_ascii=False, default=_shallow)


def _shallow(value: Any) -> list[Any]:
    # Not astuple, which copies deeply and takes ten times as long.
    return [getattr(value, name) for name in value.__slots__]


def _sortable(comment: Comment) -> str:
    """Dates of WordPress sort as text; the zero date comes first, as it is unknown."""
    date = comment.date_gmt if comment.date_gmt > "0001" else comment.date
    return date if date > "0001" else ""


def _pairs(raw: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in raw)


# The last fields of each hold values of their own; JSON makes lists of them.
def _term(packed: str) -> Term:
    *values, meta = json.loads(packed)
    return Term(*[*values, _pairs(meta)])


def _item(packed: str) -> Item:
    *values, terms, meta = json.loads(packed)
    refs = tuple(TermRef(*ref) for ref in terms)
    return Item(*[*values, refs, _pairs(meta)])


def _comment(packed: str) -> Comment:
    *values, meta = json.loads(packed)
    return Comment(*[*values, _pairs(meta)])
