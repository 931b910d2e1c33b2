"""Read the change log from a position on, without stepping over anything.

PostgreSQL gives out ids before it commits, so an entry with a smaller id may become
visible after one with a larger. A position is therefore a pair, the number of the
writing transaction and the id, and never goes past a transaction that may still be
under way anywhere in the cluster. What is visible beyond it is read all the same, and
read again until it is settled: a follower is not slowed by a stranger's long
transaction, it only remembers more.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from rejoinder.pagestore.models import Change, Follower, Log

AT_ONCE = 1_000
#: A follower that was away for so long starts afresh; the log does not wait for it.
FORGOTTEN_AFTER = timedelta(days=1)


class Position(NamedTuple):
    """Everything up to here has been read, or was never to be."""

    transaction: int
    id: int

    @classmethod
    def read(cls, text: str) -> Position:
        """As `str` writes it."""
        number, _, last = text.partition(":")
        return cls(int(number), int(last))

    def __str__(self) -> str:
        return f"{self.transaction}:{self.id}"


@dataclass(frozen=True)
class Entry:
    """One change, as a follower gets it."""

    id: int
    tag: str
    is_removal: bool
    at: datetime


class Following:
    """What one follower has read. Give it the position and epoch that it kept, or
    neither for a new one, which begins at the end of the log.

    `starts_afresh`: it was away too long, or the database is another; whatever the
    follower keeps is worthless, and it goes on from the end of the log. To be looked
    at after each `read`, which says so too.
    """

    def __init__(
        self, position: Position | None = None, epoch: UUID | None = None
    ) -> None:
        self.starts_afresh = False
        self._read_ahead: dict[int, datetime] = {}
        if position is None or epoch is None or not _goes_on(position, epoch):
            self._start_afresh()
        else:
            self.position, self.epoch = position, epoch

    @property
    def held_back_since(self) -> datetime | None:
        """Since when a transaction somewhere keeps the position from moving on."""
        return min(self._read_ahead.values(), default=None)

    def read(self) -> tuple[Entry, ...]:
        """What became visible since the last call, each entry once."""
        settled = _first_open_transaction()
        fresh: list[Entry] = []
        ahead: dict[int, datetime] = {}
        position = self.position
        for transaction_number, entry in _entries_after(position):
            if entry.id not in self._read_ahead:
                fresh.append(entry)
            if settled is None or transaction_number < settled:
                position = Position(transaction_number, entry.id)
            else:
                ahead[entry.id] = entry.at
        # Asked afterwards: what was cleared before the reading is known by now.
        if not _goes_on(self.position, self.epoch):
            self._start_afresh()
            return ()
        self.position, self._read_ahead = position, ahead
        self.starts_afresh = False
        return tuple(fresh)

    def _start_afresh(self) -> None:
        self.starts_afresh = True
        _forget_another_life()
        self.epoch, self.position = the_log().epoch, end_of_log()
        self._read_ahead = {}


def the_log() -> Log:
    """The row about the log; made with the first look at it."""
    log, _ = Log.objects.get_or_create(pk=1)
    return log


def end_of_log() -> Position:
    """Where a reader begins that needs nothing of before."""
    settled = _first_open_transaction()
    return _last_entry() if settled is None else Position(settled - 1, 2**63 - 1)


def settled(changes: QuerySet[Change]) -> QuerySet[Change]:
    """Those before which nothing will come any more."""
    first_open = _first_open_transaction()
    if first_open is None:
        return changes
    return changes.filter(transaction__lt=first_open)


def unsettled() -> QuerySet[Change]:
    """Those that a transaction which is still open may yet come before."""
    first_open = _first_open_transaction()
    if first_open is None:
        return Change.objects.none()
    return Change.objects.filter(transaction__gte=first_open)


def entries_behind(position: Position | None) -> int:
    """How many changes are newer than this position; 0 for whoever has none."""
    if position is None:
        return 0
    return Change.objects.exclude(_up_to(position)).count()


def renew_epoch() -> None:
    """Make every follower start afresh. After a backup was restored."""
    the_log()
    Log.objects.update(epoch=uuid.uuid4())


class Place(Protocol):
    """Where a follower is: a Following, or where one has been."""

    @property
    def position(self) -> Position: ...
    @property
    def epoch(self) -> UUID: ...


def kept_following(name: str) -> Following:
    """From where `keep_position` says; afresh if it says nothing."""
    row = Follower.objects.filter(name=name).first()
    if row is None:
        return Following()
    return Following(Position(row.position_transaction, row.position_id), row.epoch)


def keep_position(name: str, following: Place, now: datetime) -> None:
    """Let the log know how far this follower is, so that it can be cleared."""
    Follower.objects.update_or_create(
        name=name,
        defaults={
            "epoch": following.epoch,
            "position_transaction": following.position.transaction,
            "position_id": following.position.id,
            "seen_at": now,
        },
    )


def clear_log(now: datetime) -> int:
    """Delete what every follower has read, and followers that are long gone.

    Returns how many entries went. Without followers a day's entries are kept.
    """
    Follower.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
    last = _last_to_clear(now)
    if last is None:
        return 0
    # Said before it is done, for followers that nobody knows of yet.
    the_log()
    Log.objects.update(cleared_transaction=last.transaction, cleared_id=last.id)
    cleared = 0
    # Short transactions: after an import there may be many, and others write too.
    while rows := list(Change.objects.filter(_up_to(last)).values("pk")[:AT_ONCE]):
        cleared += Change.objects.filter(pk__in=[row["pk"] for row in rows]).delete()[0]
    return cleared


def _last_to_clear(now: datetime) -> Position | None:
    rows = Follower.objects.filter(epoch=the_log().epoch)
    positions = [Position(r.position_transaction, r.position_id) for r in rows]
    if positions:
        doomed = Change.objects.filter(_up_to(min(positions)))
    else:
        doomed = Change.objects.filter(at__lt=now - FORGOTTEN_AFTER)
    last = doomed.order_by("-transaction", "-pk").first()
    return None if last is None else Position(last.transaction, last.pk)


def _up_to(position: Position) -> Q:
    return Q(transaction__lt=position.transaction) | Q(
        transaction=position.transaction, pk__lte=position.id
    )


def entries_past(position: Position) -> QuerySet[Change]:
    """What comes after it, in the order of the log."""
    number, pk = position
    if connection.vendor != "postgresql":
        # The same, as all have the number 0; but SQLite would look through them all.
        return Change.objects.filter(pk__gt=pk).order_by("pk")
    # What is said first, and again in the others, is what the index is entered by.
    later = Q(transaction__gt=number) | Q(transaction=number, pk__gt=pk)
    found = Change.objects.filter(Q(transaction__gte=number) & later)
    return found.order_by("transaction", "pk")


def _entries_after(position: Position) -> Iterator[tuple[int, Entry]]:
    while True:
        found = entries_past(position).values_list(
            "transaction", "pk", "tag", "is_removal", "at"
        )
        page = list(found[:AT_ONCE])
        for number, pk, tag, is_removal, at in page:
            yield number, Entry(pk, tag, is_removal, at)
        if len(page) < AT_ONCE:
            return
        position = Position(number, pk)


def _goes_on(position: Position, epoch: UUID) -> bool:
    """Whether what comes after the position is all there, and all that there is.

    Not if entries after it were cleared; nor in another life of the database, when
    numbers begin again. After `rejoinder restore` the epoch says so; where others have
    put a copy back, a position that is yet to come does.
    """
    log = the_log()
    cleared = Position(log.cleared_transaction, log.cleared_id)
    return epoch == log.epoch and cleared <= position <= _end_of_time()


def _end_of_time() -> Position:
    """No position is past this one."""
    if connection.vendor != "postgresql":
        return _last_entry()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (number,) = cursor.fetchone()
    return Position(int(number), 0)


def _forget_another_life() -> None:
    """Where a dump was loaded into another PostgreSQL, numbers of transactions begin
    again: those of before are no part of the order, and would stand at its end."""
    if connection.vendor != "postgresql":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # What our own transaction wrote, nobody else can see yet.
        cursor.execute(
            "DELETE FROM pagestore_change WHERE"
            " transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint AND"
            " transaction IS DISTINCT FROM"
            " pg_current_xact_id_if_assigned()::text::bigint"
        )
        cursor.execute(
            "UPDATE pagestore_log SET cleared_transaction = 0, cleared_id = 0 WHERE"
            " cleared_transaction >="
            " pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )


def _last_entry() -> Position:
    """Of the entries that come one by one, with those that have been cleared."""
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Position(0, max(last or 0, the_log().cleared_id))


def _first_open_transaction() -> int | None:
    """Every transaction with a smaller number has ended; None where they come one by
    one. Asked before the entries are read: what ended before is visible then."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (number,) = cursor.fetchone()
    return int(number)
