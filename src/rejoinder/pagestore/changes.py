"""Say what changed, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.db.models import BigIntegerField, Func
from django.utils import timezone

from rejoinder.pagestore.models import Change

#: Where PostgreSQL tells followers that there is something to read.
CHANNEL = "rejoinder_changes"

#: Called after a commit with the tags that were announced, and with those of what must
#: not be seen any more. `project` puts the store of this machine here.
_listeners: list[Callable[[tuple[str, ...], tuple[str, ...]], None]] = []


_watched: ContextVar[list[str] | None] = ContextVar("watched", default=None)


class TransactionNumber(Func):
    """The number of the current transaction: a 64-bit one, which never comes again."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = BigIntegerField()


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
    tags = tuple(dict.fromkeys(tags))
    if not tags:
        return
    now = timezone.now()
    number = TransactionNumber() if connection.vendor == "postgresql" else 0
    with transaction.atomic():
        Change.objects.bulk_create(
            Change(tag=tag, is_removal=is_removal, at=now, transaction=number)
            for tag in tags
        )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"NOTIFY {CHANNEL}")
        # A function, as Django wants the name of one that fails.
        transaction.on_commit(lambda: _tell(tags, is_removal), robust=True)


def _tell(tags: tuple[str, ...], is_removal: bool) -> None:
    if (watched := _watched.get()) is not None:
        watched += tags
    for listener in _listeners:
        listener(*(((), tags) if is_removal else (tags, ())))
