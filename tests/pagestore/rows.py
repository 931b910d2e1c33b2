"""Rows of an index to try it with, without any files."""

from __future__ import annotations

from rejoinder.pagestore.index import Index
from rejoinder.pagestore.rows import Row

NOW = 1_795_000_000.0


def nothing() -> None:
    """Files that need no putting."""


def add(index: Index, path: str, *tags: str, size: int = 100) -> Row:
    slack = dict.fromkeys(tags, 0.0)
    index.add(1, path, slack)
    assert index.publish(
        1,
        path,
        slack,
        began=index.moment,
        size=size,
        fresh_until=None,
        put_in_place=nothing,
    )
    return row_in(index, path)


def row_in(index: Index, path: str) -> Row:
    row = index.find(1, path)
    assert row is not None
    return row


def paths_with(index: Index, *tags: str, after: int = 0, most: int = 100) -> list[str]:
    found = index.pages_with(tags, after=after, most=most)
    return [row.path for row, _slack in found]
