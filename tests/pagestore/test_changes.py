"""Saying what changed, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from rejoinder.pagestore import changes
from rejoinder.pagestore.changes import announce, announce_removal, listen
from rejoinder.pagestore.models import Change
from tests.databases import begin_another_transaction

pytestmark = pytest.mark.django_db

Heard = list[tuple[tuple[str, ...], tuple[str, ...]]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    monkeypatch.setattr(changes, "_listeners", [])
    heard: Heard = []
    listen(lambda changed, removed: heard.append((changed, removed)))
    return heard


def entries() -> list[tuple[str, bool]]:
    return list(Change.objects.order_by("pk").values_list("tag", "is_removal"))


def test_what_changed_is_in_the_log() -> None:
    announce("article:1", "layout:1")
    assert entries() == [("article:1", False), ("layout:1", False)]


def test_what_must_not_be_seen_is_in_the_log_as_such() -> None:
    announce_removal("comment:1")
    assert entries() == [("comment:1", True)]


def test_tag_that_is_named_twice_is_written_once() -> None:
    announce("article:1", "article:1")
    assert entries() == [("article:1", False)]


def test_tag_that_is_named_again_in_the_transaction_is_written_once() -> None:
    announce("article:1", "layout:1")
    with transaction.atomic():
        announce("article:1", "article:2")
    announce("article:2")
    assert entries() == [
        ("article:1", False),
        ("layout:1", False),
        ("article:2", False),
    ]


def test_what_must_not_be_seen_any_more_is_written_beside_its_change() -> None:
    announce("article:1")
    announce_removal("article:1")
    announce("article:1")
    assert entries() == [("article:1", False), ("article:1", True)]


def test_tag_of_a_savepoint_that_was_rolled_back_is_written_when_named_again() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with transaction.atomic():
            announce("article:1")
        _ = 1 / 0
    assert entries() == []
    announce("article:1")
    assert entries() == [("article:1", False)]


def test_tag_of_a_savepoint_that_was_kept_is_not() -> None:
    with transaction.atomic():
        announce("article:1")
    with transaction.atomic():
        announce("article:1")
    assert entries() == [("article:1", False)]


def test_more_tags_than_one_statement_takes_are_written_all() -> None:
    tags = [f"article:{number}" for number in range(700)]
    announce(*tags)
    assert entries() == [(tag, False) for tag in tags]


def test_tag_is_written_again_by_the_next_transaction() -> None:
    announce("article:1")
    begin_another_transaction()
    announce("article:1")
    assert entries() == [("article:1", False), ("article:1", False)]


def test_nothing_changed_is_nothing_written(heard: Heard) -> None:
    announce()
    assert entries() == []


def test_entry_knows_its_transaction() -> None:
    announce("article:1", "layout:1")
    announce_removal("comment:1")
    numbers = set(Change.objects.values_list("transaction", flat=True))
    assert len(numbers) == 1
    assert (numbers == {0}) is (connection.vendor == "sqlite")


def test_change_that_is_undone_was_never_announced(
    heard: Heard,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        announce("article:1")
        _ = 1 / 0
    assert entries() == []
    assert heard == []


def test_listeners_hear_of_it_once_it_is_committed(
    heard: Heard,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        announce("article:1", "layout:1")
        announce_removal("comment:1")
        assert heard == []
    assert heard == [(("article:1", "layout:1"), ()), ((), ("comment:1",))]


def test_listener_that_fails_is_no_failure_of_the_change(
    heard: Heard,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It has been made: the builder learns of it from the log."""

    def fail(changed: tuple[str, ...], removed: tuple[str, ...]) -> None:
        raise OSError(28, "No space left on device")

    listen(fail)
    with django_capture_on_commit_callbacks(execute=True):
        announce("article:1")
    assert heard == [(("article:1",), ())]
    assert "No space left" in caplog.text
