"""Following the log: each entry once, nothing stepped over, nothing kept for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rejoinder.pagestore import duties
from rejoinder.pagestore import log as log_module
from rejoinder.pagestore.changes import announce, announce_removal
from rejoinder.pagestore.log import (
    FORGOTTEN_AFTER,
    Following,
    Position,
    clear_log,
    keep_position,
    renew_epoch,
    the_log,
)
from rejoinder.pagestore.models import Change, Follower
from tests.databases import one_by_one

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def tags(following: Following) -> list[str]:
    return [entry.tag for entry in following.read()]


@one_by_one
def test_new_follower_begins_at_the_end() -> None:
    announce("before")
    following = Following()
    assert following.starts_afresh
    assert tags(following) == []


def test_follower_gets_each_entry_once_in_order() -> None:
    following = Following()
    announce("a", "b")
    announce_removal("c")
    entries = following.read()
    assert [(e.tag, e.is_removal) for e in entries] == [
        ("a", False),
        ("b", False),
        ("c", True),
    ]
    assert following.read() == ()
    announce("d")
    assert tags(following) == ["d"]


def test_follower_that_reads_on_does_not_start_afresh() -> None:
    following = Following()
    announce("a")
    following.read()
    assert not following.starts_afresh


def test_more_entries_than_are_read_at_once_all_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log_module, "AT_ONCE", 3)
    following = Following()
    announce(*(f"tag:{n}" for n in range(7)))
    assert tags(following) == [f"tag:{n}" for n in range(7)]


@one_by_one
def test_follower_goes_on_where_it_was() -> None:
    first = Following()
    announce("a")
    first.read()
    announce("b")
    again = Following(first.position, first.epoch)
    assert not again.starts_afresh
    assert tags(again) == ["b"]


@one_by_one
def test_nothing_holds_a_position_back_where_transactions_come_one_by_one() -> None:
    following = Following()
    announce("a")
    following.read()
    assert following.held_back_since is None


@one_by_one
def test_follower_that_fails_to_read_gets_it_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    following = Following()
    announce("a")
    monkeypatch.setattr(log_module, "_goes_on", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        following.read()
    monkeypatch.undo()
    assert tags(following) == ["a"]


# Other lives of the database


def test_follower_of_another_epoch_starts_afresh() -> None:
    following = Following()
    announce("a")
    assert Following(following.position, uuid4()).starts_afresh


def test_epoch_renewed_while_following_starts_afresh() -> None:
    following = Following()
    following.read()
    renew_epoch()
    announce("a")
    following.read()
    assert following.starts_afresh
    assert following.epoch == the_log().epoch
    announce("b")
    assert tags(following)[-1] == "b"
    assert not following.starts_afresh


@one_by_one
def test_position_that_is_yet_to_come_starts_afresh() -> None:
    """As after a copy of the database was put back by hand."""
    announce("a")
    following = Following()
    beyond = Position(0, following.position.id + 1)
    assert Following(beyond, following.epoch).starts_afresh


# Clearing


@one_by_one
def test_log_is_cleared_behind_the_slowest_follower() -> None:
    slow, fast = Following(), Following()
    announce("a")
    slow.read()
    announce("b", "c")
    fast.read()
    keep_position("slow", slow, NOON)
    keep_position("fast", fast, NOON)
    assert clear_log(NOON) == 1
    assert list(Change.objects.values_list("tag", flat=True)) == ["b", "c"]
    assert tags(slow) == ["b", "c"]
    assert not slow.starts_afresh


@one_by_one
def test_clearing_takes_away_more_than_goes_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log_module, "AT_ONCE", 3)
    following = Following()
    announce(*(f"tag:{n}" for n in range(8)))
    following.read()
    keep_position("node", following, NOON)
    assert clear_log(NOON) == 8
    assert not Change.objects.exists()


@one_by_one
def test_follower_that_has_read_all_goes_on_after_a_clearing() -> None:
    following = Following()
    announce("a")
    following.read()
    keep_position("node", following, NOON)
    clear_log(NOON)
    again = Following(following.position, following.epoch)
    assert not again.starts_afresh
    announce("b")
    assert tags(again) == ["b"]


@one_by_one
def test_follower_that_was_away_too_long_starts_afresh() -> None:
    away, here = Following(), Following()
    keep_position("away", away, NOON - FORGOTTEN_AFTER - timedelta(seconds=1))
    announce("a")
    here.read()
    keep_position("here", here, NOON)
    assert clear_log(NOON) == 1
    assert list(Follower.objects.values_list("name", flat=True)) == ["here"]
    assert Following(away.position, away.epoch).starts_afresh


@one_by_one
def test_follower_whose_entries_are_cleared_while_it_follows_starts_afresh() -> None:
    """One that has not said how far it is: the log does not wait for it."""
    unknown, known = Following(), Following()
    announce("a")
    known.read()
    keep_position("known", known, NOON)
    clear_log(NOON)
    announce("b")
    assert tags(unknown) == []
    assert unknown.starts_afresh
    announce("c")
    assert tags(unknown) == ["c"]


@one_by_one
def test_clearing_that_was_killed_after_its_word_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    following = Following()
    announce("a", "b")
    following.read()
    keep_position("node", following, NOON)
    with monkeypatch.context() as context:
        context.setattr(log_module, "_up_to", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            clear_log(NOON)
    assert clear_log(NOON) == 2


def test_follower_is_forgotten_after_a_day() -> None:
    following = Following()
    keep_position("node", following, NOON)
    clear_log(NOON + FORGOTTEN_AFTER)
    assert Follower.objects.count() == 1
    clear_log(NOON + FORGOTTEN_AFTER + timedelta(seconds=1))
    assert Follower.objects.count() == 0


def test_position_is_kept_once_for_each_follower() -> None:
    following = Following()
    keep_position("node", following, NOON)
    keep_position("node", following, NOON + timedelta(minutes=1))
    row = Follower.objects.get()
    assert row.seen_at == NOON + timedelta(minutes=1)
    assert (row.position_transaction, row.position_id) == following.position


def test_log_without_followers_keeps_a_day() -> None:
    announce("old", "new")
    Change.objects.filter(tag="old").update(at=NOON - timedelta(days=2))
    Change.objects.filter(tag="new").update(at=NOON)
    assert clear_log(NOON) == 1
    assert list(Change.objects.values_list("tag", flat=True)) == ["new"]


@one_by_one
def test_follower_of_another_life_does_not_hold_the_clearing_back() -> None:
    old = Following()
    keep_position("old", old, NOON)
    renew_epoch()
    announce("a")
    new = Following(old.position, the_log().epoch)
    new.read()
    keep_position("new", new, NOON)
    assert clear_log(NOON) == 1


@one_by_one
def test_worker_clears_the_log() -> None:
    following = Following()
    announce("a")
    following.read()
    keep_position("node", following, NOON)
    assert duties.clear_log(now=NOON) == 1


def test_duty_is_declared(settings: object) -> None:
    duty = f"{duties.__name__}.{duties.clear_log.__name__}"
    assert duty in settings.REJOINDER_DUTIES  # type: ignore[attr-defined]
