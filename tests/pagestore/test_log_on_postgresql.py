"""Following the log where ids are given out before they are committed.

With real connections that commit, in a database of their own: the one of the other
tests would keep what is committed.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from rejoinder.pagestore.changes import CHANNEL, announce
from rejoinder.pagestore.checks import BEHIND, find_problems
from rejoinder.pagestore.log import (
    Following,
    clear_log,
    end_of_log,
    keep_position,
)
from rejoinder.pagestore.models import Change, Follower, Log
from rejoinder.project.databases import database_settings
from rejoinder.project.environment import read_environment
from tests.postgresql import new_database, running_postgresql

pytestmark = pytest.mark.skipif(
    "postgresql" not in connection.settings_dict["ENGINE"],
    reason="on SQLite transactions come one by one",
)

Connection = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Of their own: a transaction of any database of a server holds the log back, and
    the other tests have some open all the time."""
    with running_postgresql() as address:
        yield address


@pytest.fixture
def address(
    server: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Django's connection is to a database of the test's, which commits and has the
    tables of the log."""
    own = new_database(server, f"log_{secrets.token_hex(4)}")
    given = database_settings(read_environment({"REJOINDER_DATABASE_URL": own}))
    usual = {name: connection.settings_dict[name] for name in ("HOST", "NAME", "USER")}
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update({name: given[name] for name in usual})
        with connection.schema_editor() as editor:
            for model in (Change, Follower, Log):
                editor.create_model(model)
        yield own
        connection.close()
        connection.settings_dict.update(usual)


@pytest.fixture
def early(address: str) -> Iterator[Connection]:
    with psycopg.connect(address) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def late(address: str) -> Iterator[Connection]:
    with psycopg.connect(address) as connection:
        yield connection
        connection.rollback()


def write(writer: Connection, tag: str, at: datetime | None = None) -> None:
    """What `announce` does, on a connection of one's own."""
    writer.execute(
        "INSERT INTO pagestore_change (tag, is_removal, at, transaction)"
        " VALUES (%s, false, %s, pg_current_xact_id()::text::bigint)",
        [tag, at or timezone.now()],
    )


def tags(following: Following) -> list[str]:
    return [entry.tag for entry in following.read()]


def test_entry_with_the_smaller_id_that_is_committed_last_is_not_skipped(
    early: Connection, late: Connection
) -> None:
    following = Following()
    write(early, "early")
    write(late, "late")
    late.commit()
    assert tags(following) == ["late"]
    early.commit()
    assert tags(following) == ["early"]
    assert tags(following) == []
    assert following.held_back_since is None


def test_entry_with_the_larger_number_that_is_committed_first_is_not_skipped(
    early: Connection, late: Connection
) -> None:
    """The number is given before the id: the orders of the two need not agree."""
    following = Following()
    early.execute("SELECT pg_current_xact_id()")
    write(late, "smaller id, larger number")
    late.commit()
    assert tags(following) == ["smaller id, larger number"]
    write(early, "larger id, smaller number")
    early.commit()
    assert tags(following) == ["larger id, smaller number"]
    assert tags(following) == []


def test_follower_that_starts_again_skips_nothing_either(
    early: Connection, late: Connection
) -> None:
    following = Following()
    write(early, "early")
    write(late, "late")
    late.commit()
    following.read()
    again = Following(following.position, following.epoch)
    assert not again.starts_afresh
    early.commit()
    assert tags(again) == ["early", "late"]


def test_new_follower_gets_what_is_under_way_when_it_begins(early: Connection) -> None:
    """The page that it makes at first may not show it yet."""
    write(early, "early")
    following = Following()
    early.commit()
    assert tags(following) == ["early"]


def test_long_transaction_elsewhere_delays_nothing_and_is_known(
    early: Connection, late: Connection
) -> None:
    following = Following()
    early.execute("SELECT pg_current_xact_id()")  # it writes something of its own
    before = following.position
    first_at = timezone.now() - timedelta(seconds=30)
    for n, at in enumerate((first_at, timezone.now())):
        write(late, f"tag:{n}", at)
        late.commit()
        assert tags(following) == [f"tag:{n}"]
    assert following.position == before
    assert following.held_back_since == first_at
    early.rollback()
    assert tags(following) == []
    assert following.position > before
    assert following.held_back_since is None


def test_transaction_that_is_undone_leaves_nothing(early: Connection) -> None:
    following = Following()
    write(early, "early")
    early.rollback()
    announce("later")
    assert tags(following) == ["later"]
    assert tags(following) == []


def test_announcing_writes_the_number_of_its_transaction(address: str) -> None:
    announce("a")
    announce("b")
    one, other = Change.objects.order_by("pk").values_list("transaction", flat=True)
    assert 0 < one < other


def test_announcing_wakes_whoever_listens(early: Connection) -> None:
    early.autocommit = True
    early.execute(f"LISTEN {CHANNEL}")
    announce("a")
    notices = early.notifies(timeout=10, stop_after=1)
    assert [notice.channel for notice in notices] == [CHANNEL]


def test_clearing_leaves_what_is_held_back(early: Connection, late: Connection) -> None:
    following = Following()
    announce("a")
    following.read()
    write(early, "early")
    announce("b")
    following.read()
    keep_position("node", following, timezone.now())
    assert clear_log(timezone.now()) == 1
    early.commit()
    assert tags(following) == ["early"]
    again = Following(following.position, following.epoch)
    assert not again.starts_afresh


# A dump in another server, where numbers begin again


@pytest.fixture
def loaded_dump(address: str) -> None:
    """Its transactions had numbers that are yet to come here."""
    beyond = end_of_log().transaction + 1_000_000
    Change.objects.create(tag="of another life", transaction=beyond)
    Log.objects.update_or_create(
        pk=1, defaults={"cleared_transaction": beyond - 1, "cleared_id": 1}
    )


def test_follower_over_a_loaded_dump_starts_afresh_once(loaded_dump: None) -> None:
    following = Following()
    assert following.starts_afresh
    announce("a")
    assert tags(following) == ["a"]
    assert not following.starts_afresh
    again = Following(following.position, following.epoch)
    assert not again.starts_afresh
    announce("b")
    assert "b" in tags(again)


def test_position_of_another_server_starts_afresh(address: str) -> None:
    following = Following()
    beyond = following.position._replace(
        transaction=following.position.transaction + 1_000_000
    )
    assert Following(beyond, following.epoch).starts_afresh


# What the doctor says


def long_ago() -> datetime:
    return timezone.now() - BEHIND - timedelta(seconds=5)


def problems() -> str:
    return "\n".join(problem.what for problem in find_problems())


def test_doctor_names_the_transaction_that_holds_the_log_back(
    early: Connection, late: Connection
) -> None:
    early.execute("SELECT pg_current_xact_id()")
    write(late, "a", long_ago())
    late.commit()
    assert f"open transaction of process {early.info.backend_pid} " in problems()
    early.commit()
    assert problems() == ""


def test_doctor_does_not_blame_a_follower_for_what_is_held_back(
    early: Connection, late: Connection
) -> None:
    following = Following()
    early.execute("SELECT pg_current_xact_id()")
    write(late, "a", long_ago())
    late.commit()
    following.read()
    keep_position("node", following, timezone.now())
    assert "node" not in problems()


def test_doctor_does_not_mind_a_short_transaction(
    early: Connection, late: Connection
) -> None:
    early.execute("SELECT pg_current_xact_id()")
    write(late, "a")
    late.commit()
    assert problems() == ""
