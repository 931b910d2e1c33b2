"""Say what changed, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.utils import timezone

from rejoinder.pagestore.models import Change

#: Where PostgreSQL tells followers that there is something to read.
CHANNEL = "rejoinder_changes"
#: SQLite takes as few as 999 values in a statement.
ROWS_AT_ONCE = 300

#: Called after a commit with the tags that were announced, and with those of what must
#: not be seen any more. `project` puts the store of this machine here.
_listeners: list[Callable[[tuple[str, ...], tuple[str, ...]], None]] = []


_watched: ContextVar[list[str] | None] = ContextVar("watched", default=None)


def announce(*tags: str) -> None:
    """Write to the log that these are not as they were. Once a tag is enough.

    Everything that alters what somebody may see calls this inside its transaction;
    then no crash can lose the news of a change that was kept.
    """
    _write(tags, is_removal=False)


def announce_removal(*tags: str) -> None:
    """The same of what must not be seen any more: pages with it go at once."""
    _write(tags, is_removal=True)


def listen(listener: Callable[[tuple[str, ...], tuple[str, ...]], None]) -> None:
    """Have `listener(changed, removed)` called in this process after each commit."""
    _listeners.append(listener)


@contextmanager
def watching_commits() -> Iterator[list[str]]:
    """The tags of what is committed inside, in a list that grows."""
    tags: list[str] = []
    token = _watched.set(tags)
    try:
        yield tags
    finally:
        _watched.reset(token)


def _write(tags: Iterable[str], *, is_removal: bool) -> None:
    # No savepoint: news that cannot be written undoes the change that it is about.
    with transaction.atomic(savepoint=False):
        known = _known_already(is_removal)
        new = tuple(tag for tag in dict.fromkeys(tags) if tag not in known)
        if new:
            for start in range(0, len(new), ROWS_AT_ONCE):
                _insert(new[start : start + ROWS_AT_ONCE], is_removal)
            transaction.on_commit(_Telling(new, is_removal=is_removal), robust=True)


class _Telling:
    """What is to be done once these are committed."""

    def __init__(self, tags: tuple[str, ...], *, is_removal: bool) -> None:
        self.tags, self.is_removal = tags, is_removal
        self.__qualname__ = "_Telling"  # by which Django names what fails

    def __call__(self) -> None:
        if (watched := _watched.get()) is not None:
            watched += self.tags
        for listener in _listeners:
            listener(*(((), self.tags) if self.is_removal else (self.tags, ())))


def _known_already(is_removal: bool) -> set[str]:
    """What this transaction has in the log: once is enough, and whoever judges 200
    comments of one thread would write the same hundreds of times.

    Django forgets what is to be done after the commit where a savepoint is rolled
    back, which takes the rows back too. So what it still knows has its rows.
    """
    known: set[str] = set()
    for entry in connection.run_on_commit:
        hook = entry[1]
        if isinstance(hook, _Telling) and hook.is_removal == is_removal:
            known.update(hook.tags)
    return known


def _insert(tags: Sequence[str], is_removal: bool) -> None:
    """On PostgreSQL with the number of the transaction, a 64-bit one that never comes
    again, and with a notice to followers: one statement, which the ORM cannot say."""
    is_postgresql = connection.vendor == "postgresql"
    number = "pg_current_xact_id()::text::bigint" if is_postgresql else "0"
    row = f"(%s, %s, %s, {number})"
    notice = f" RETURNING pg_notify('{CHANNEL}', '')" if is_postgresql else ""
    table = connection.ops.quote_name(Change._meta.db_table)
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    statement = (
        f'INSERT INTO {table} (tag, is_removal, at, "transaction") '  # noqa: S608 - our own names
        f"VALUES {', '.join([row] * len(tags))}{notice}"
    )
    values = [value for tag in tags for value in (tag, is_removal, at)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
