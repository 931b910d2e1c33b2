"""Turns to write: one transaction at a time, and none that keeps its turn for ever."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from pytest_django import DjangoDbBlocker

from rejoinder.turns import Turns


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "turns"


def test_turn_is_one_threads_at_a_time(path: Path) -> None:
    turns = Turns(path)
    assert turns.take(1)
    answers: list[bool] = []
    other = threading.Thread(target=lambda: answers.append(turns.take(0.01)))
    other.start()
    other.join()
    assert answers == [False]
    turns.end()
    assert turns.take(0)
    turns.end()


def test_turn_is_one_processes_at_a_time(path: Path) -> None:
    """Another process opens the file for itself, as this second object does."""
    ours, theirs = Turns(path), Turns(path)
    assert ours.take(1)
    assert not theirs.take(0.01)
    ours.end()
    assert theirs.take(1)
    theirs.end()


FORK = """
import os, sys
from pathlib import Path
from rejoinder.turns import Turns
turns = Turns(Path(sys.argv[1]))
assert turns.take(1)
if not (child := os.fork()):
    os._exit(turns.take(0.01))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_forked_process_has_no_share_in_its_parents_turn(path: Path) -> None:
    command = [sys.executable, "-c", FORK, str(path)]
    assert subprocess.run(command, timeout=60).returncode == 0


def test_folder_that_may_not_be_written_gives_no_turn_and_no_failure() -> None:
    turns = Turns(Path("/proc/nowhere/turns"))
    assert not turns.take(0.01)
    assert not turns.take(0.01)  # and the next does not wait for the first


def test_turn_is_taken_at_the_file_that_others_find(path: Path) -> None:
    """As its folder may be deleted, and made anew, while a process goes on."""
    ours, theirs = Turns(path), Turns(path)
    assert ours.take(1)
    ours.end()
    path.unlink()
    assert theirs.take(1)
    assert not ours.take(0.01)
    theirs.end()


@pytest.fixture
def site_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """A database of ours in a file: the tests' own is in memory, and takes no turns."""
    path = tmp_path / "site.sqlite3"
    settings = connections.settings["default"] | {
        "ENGINE": "rejoinder.project.sqlite",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.1},
    }
    monkeypatch.setitem(connections.settings, "file", settings)
    with django_db_blocker.unblock():
        with connections["file"].cursor() as cursor:
            cursor.execute("CREATE TABLE word (word TEXT UNIQUE)")
        yield path
        connections["file"].close()
    del connections["file"]


def is_free(path: Path) -> bool:
    probe = Turns(Path(f"{path}-turns"))
    if taken := probe.take(0):
        probe.end()
    return taken


def write(word: str) -> None:
    with connections["file"].cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [word])


def test_transaction_has_the_turn_until_it_is_committed(site_file: Path) -> None:
    with transaction.atomic(using="file"):
        write("one")
        assert not is_free(site_file)
        with transaction.atomic(using="file"):
            write("two")
        assert not is_free(site_file)
    assert is_free(site_file)


def test_transaction_that_fails_ends_its_turn(site_file: Path) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(using="file"):
        write("one")
        write("one")
    assert is_free(site_file)


def test_connection_closed_within_a_transaction_ends_its_turn(site_file: Path) -> None:
    connection: Any = connections["file"]
    connection._start_transaction_under_autocommit()
    assert not is_free(site_file)
    connection.close()
    assert is_free(site_file)


def test_transaction_goes_on_without_a_turn_when_none_comes(site_file: Path) -> None:
    other = Turns(Path(f"{site_file}-turns"))
    assert other.take(1)
    with transaction.atomic(using="file"):
        write("one")
    other.end()
    assert os.path.exists(f"{site_file}-turns")
    with transaction.atomic(using="file"):
        write("two")
    assert is_free(site_file)
