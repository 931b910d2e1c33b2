"""Whether the followers of the change log are where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from rejoinder.pagestore.log import Position, entries_past, settled, unsettled
from rejoinder.pagestore.models import Follower, Log
from rejoinder.problems import Problem

#: Followers need less than a second, and are started again within a few.
BEHIND = timedelta(minutes=1)


def find_problems() -> Iterator[Problem]:
    yield from _long_transactions()
    yield from _followers_behind()


def _followers_behind() -> Iterator[Problem]:
    until = timezone.now() - BEHIND
    for row in Follower.objects.filter(epoch__in=Log.objects.values("epoch")):
        position = Position(row.position_transaction, row.position_id)
        waiting = settled(entries_past(position)).filter(at__lt=until)
        first = waiting.first()
        if first is not None:
            yield Problem(
                f"{row.name} has not taken in {waiting.count()} changes, the first of "
                f"them from {first.at:%Y-%m-%d %H:%M:%S} UTC; what it serves may be as "
                "old.",
                "If it is stopped, it catches up when it is started. Otherwise its log "
                "says what keeps it.",
            )


def _long_transactions() -> Iterator[Problem]:
    """While one writes, nobody knows what is still to come before its entries:
    followers cannot move their positions on, and remember what they read beyond."""
    waiting = unsettled().order_by("at").first()
    if waiting is not None and waiting.at < timezone.now() - BEHIND:
        yield Problem(
            f"{_who_writes()} holds back the log of changes since "
            f"{waiting.at:%Y-%m-%d %H:%M:%S} UTC.",
            "Pages are renewed all the same, but the log grows. End that transaction, "
            "or wait for it.",
        )


def _who_writes() -> str:
    """The oldest writing transaction of the whole PostgreSQL cluster, in words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, usename, datname FROM pg_stat_activity"
            " WHERE backend_xid = pg_snapshot_xmin(pg_current_snapshot())::xid"
        )
        if row := cursor.fetchone():
            return "The open transaction of process {} ({}, database {})".format(*row)
        cursor.execute(
            "SELECT gid FROM pg_prepared_xacts"
            " WHERE transaction = pg_snapshot_xmin(pg_current_snapshot())::xid"
        )
        if row := cursor.fetchone():
            return f"The prepared transaction “{row[0]}”"
    return "A transaction in the database cluster"
