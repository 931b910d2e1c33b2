"""Rows of the index: what is known of a page, and what changes with it within one
transaction. When they change is for the index to say."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

COLUMNS = "id, site, path, bytes, built_at, read_at, stale_since, due_at"


@dataclass(frozen=True)
class Row:
    """A page as the index knows it. Times are seconds since 1970. `bytes` 0: it has no
    files yet. `stale_since`: it is not right any more; `due_at`: when it is renewed."""

    id: int
    site: int
    path: str
    bytes: int
    built_at: float
    read_at: float
    stale_since: float | None
    due_at: float | None


def find_row(db: sqlite3.Connection, site: int, path: str) -> Row | None:
    row = db.execute(
        f"SELECT {COLUMNS} FROM page WHERE site = ? AND path = ?", [site, path]
    ).fetchone()
    return Row(*row) if row else None


def add_tags(db: sqlite3.Connection, page: int, tags: Mapping[str, float]) -> None:
    db.executemany(
        "INSERT INTO page_tag VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
        " slack = min(slack, excluded.slack)",
        [(tag, page, slack) for tag, slack in tags.items()],
    )


def add_to_totals(db: sqlite3.Connection, size: int, pages: int) -> None:
    db.execute("UPDATE state SET value = value + ? WHERE key = 'bytes'", [size])
    db.execute("UPDATE state SET value = value + ? WHERE key = 'pages'", [pages])
