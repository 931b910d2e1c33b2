"""The file of the index: damaged, deleted, full, and used by many at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rejoinder.pagestore.index import Index
from rejoinder.pagestore.index_file import Unusable
from rejoinder.pagestore.rows import Row
from tests.pagestore.rows import NOW, add


def test_index_is_usable_once_it_is_made(file: Path) -> None:
    index = Index(file)
    assert not index.is_usable
    index.make()
    assert index.is_usable
    assert Index(file).is_usable


def test_asking_makes_no_file(file: Path) -> None:
    """An empty one would look like an index that was damaged."""
    with pytest.raises(Unusable):
        Index(file).due(NOW, 1)
    assert not file.exists()


def test_index_of_another_version_is_not_usable(file: Path, index: Index) -> None:
    db = sqlite3.connect(file)
    db.execute("PRAGMA user_version = 999")
    db.close()
    assert not index.is_usable


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 300])
def test_damaged_index_is_not_usable(file: Path, damage: bytes) -> None:
    file.write_bytes(damage)
    assert not Index(file).is_usable


def test_damage_that_shows_later_takes_the_index_away(file: Path, index: Index) -> None:
    """Its head may be sound: nobody should go on with what lies behind it."""
    for n in range(300):
        index.add(1, f"/{'x' * 200}{n}/", {"layout": 0.0})
    index.close()
    size = file.stat().st_size
    with file.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xff" * (size - 4096))
    assert index.is_usable
    with pytest.raises(Unusable):
        list(index.all_pages())
    assert not index.is_usable


def test_deleted_index_is_unusable_until_it_is_made_anew(
    file: Path, index: Index
) -> None:
    add(index, "/a/", "layout")
    for part in file.parent.glob("index.sqlite3*"):
        part.unlink()
    with pytest.raises(Unusable):
        index.find(1, "/a/")
    with pytest.raises(Unusable):
        index.mark(["layout"], [], NOW)
    Index(file).make()
    assert index.find(1, "/a/") is None
    add(index, "/b/", "layout")


def test_other_threads_go_on_with_the_index_made_anew(file: Path, index: Index) -> None:
    """Each has a connection to the old one, which would answer for ever."""
    add(index, "/a/", "layout")
    turn, answers = threading.Semaphore(0), list[Row | None]()

    def look_twice() -> None:
        answers.append(index.find(1, "/a/"))
        asked.set()
        turn.acquire()
        answers.append(index.find(1, "/a/"))

    asked = threading.Event()
    other = threading.Thread(target=look_twice)
    other.start()
    asked.wait(10)
    for part in file.parent.glob("index.sqlite3*"):
        part.unlink()
    Index(file).make()
    turn.release()
    other.join()
    assert answers[0] is not None
    assert answers[1] is None


def test_full_disk_is_unusable_and_then_goes_on(file: Path, index: Index) -> None:
    add(index, "/a/", "layout")
    db = index._file._local.connection.db
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unusable, match="full"):
        index.mark([f"{n}:{'x' * 500}" for n in range(100)], [], NOW)
    assert index.moment == 0
    db.execute("PRAGMA max_page_count = 1000000")
    index.mark(["layout"], [], NOW)
    assert index.moment == 1


FORK = """
import os, sys
from pathlib import Path
from rejoinder.pagestore.index import Index
index = Index(Path(sys.argv[1]))
index.make()
index.mark(["parent"], [], 0)
if not (child := os.fork()):
    inherited = hasattr(index._file._local, "connection")
    index.mark(["child"], [], 0)
    os._exit(3 if inherited else index.moment - 2)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
index.mark(["parent"], [], 0)
sys.exit(status or index.moment - 3)
"""


def test_forked_process_has_a_connection_of_its_own(file: Path) -> None:
    """With its parent's it would believe to hold locks that it does not hold."""
    command = [sys.executable, "-c", FORK, str(file)]
    assert subprocess.run(command, timeout=60).returncode == 0
