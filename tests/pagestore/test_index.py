"""The index: which pages carry which tags, when they are due, whatever happens."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rejoinder.pagestore.index import UNFINISHED_SECONDS, Index, Row
from rejoinder.pagestore.index_file import Unusable
from rejoinder.pagestore.marks import ARE_KEPT_SECONDS

NOW = 1_795_000_000.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite3"


@pytest.fixture
def index(file: Path) -> Index:
    index = Index(file)
    index.make()
    return index


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
    return row_of(index, path)


def row_of(index: Index, path: str) -> Row:
    row = index.find(1, path)
    assert row is not None
    return row


def paths_with(index: Index, *tags: str, after: int = 0, most: int = 100) -> list[str]:
    found = index.pages_with(tags, after=after, most=most)
    return [row.path for row, _slack in found]


def test_page_is_found_by_each_of_its_tags(index: Index) -> None:
    add(index, "/a/", "article:1", "layout")
    add(index, "/b/", "article:2", "layout")
    assert paths_with(index, "article:1") == ["/a/"]
    assert paths_with(index, "layout") == ["/a/", "/b/"]


def test_page_with_several_of_the_tags_is_found_once(index: Index) -> None:
    add(index, "/a/", "article:1", "layout")
    assert paths_with(index, "layout", "article:1", "article:1") == ["/a/"]


def test_page_may_wait_as_long_as_its_most_urgent_tag(index: Index) -> None:
    index.add(1, "/a/", {"count": 10.0, "article:1": 0.0, "layout": 5.0})
    found = index.pages_with(["count", "layout"], after=0, most=10)
    assert [slack for _row, slack in found] == [5.0]


def test_nobody_is_found_by_a_tag_that_no_page_has(index: Index) -> None:
    add(index, "/a/", "article:1")
    assert paths_with(index, "article:12") == []
    assert paths_with(index) == []


def test_pages_are_found_some_at_a_time(index: Index) -> None:
    rows = [add(index, f"/{n}/", "layout", f"section:{n % 2}") for n in range(5)]
    tags = ("layout", "section:0")
    assert paths_with(index, *tags, most=2) == ["/0/", "/1/"]
    assert paths_with(index, *tags, after=rows[1].id, most=2) == ["/2/", "/3/"]
    assert paths_with(index, *tags, after=rows[4].id) == []


def test_row_with_its_tags_is_there_before_the_files(index: Index) -> None:
    index.add(1, "/a/", {"article:1": 0.0})
    assert row_of(index, "/a/").bytes == 0
    assert paths_with(index, "article:1") == ["/a/"]


def test_earlier_tags_stay_until_the_files_are_in_place(index: Index) -> None:
    add(index, "/a/", "article:1")
    index.add(1, "/a/", {"article:2": 0.0})
    assert paths_with(index, "article:1", "article:2") == ["/a/"]
    add(index, "/a/", "article:2")
    assert paths_with(index, "article:1") == []


def test_page_whose_maker_was_killed_is_due_soon(index: Index) -> None:
    """Its files may be old, new, some of both, or none."""
    add(index, "/a/", "article:1")
    index.add(1, "/a/", {"article:1": 0.0})
    due_at = row_of(index, "/a/").due_at
    assert due_at is not None
    assert [row.path for row in index.due(due_at, 10)] == ["/a/"]
    assert index.due(due_at - UNFINISHED_SECONDS / 2, 10) == []
    assert [row.path for row in index.unfinished(10)] == ["/a/"]


def test_page_that_is_in_place_is_not_due(index: Index) -> None:
    add(index, "/a/", "article:1")
    assert index.next_due_at is None
    assert index.unfinished(10) == []


def test_page_that_is_due_is_no_later_for_being_made(index: Index) -> None:
    index.set_stale([(add(index, "/a/", "article:1").id, NOW)], NOW)
    index.add(1, "/a/", {"article:1": 0.0})
    assert row_of(index, "/a/").due_at == NOW
    assert index.unfinished(10) == []


def test_end_of_freshness_holds_for_whichever_files_lie_there(index: Index) -> None:
    index.add(1, "/a/", {}, NOW + 50)
    index.add(1, "/a/", {}, NOW + 90)
    index.add(1, "/a/", {}, None)
    assert index.next_due_at == NOW + 50


def test_failure_to_put_in_place_changes_nothing(index: Index) -> None:
    before = add(index, "/a/", "article:1")

    def fail() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        index.publish(
            1,
            "/a/",
            {"article:2": 0.0},
            began=0,
            size=999,
            fresh_until=None,
            put_in_place=fail,
        )
    assert row_of(index, "/a/") == before
    assert index.state("bytes") == 100
    assert paths_with(index, "article:1") == ["/a/"]


def test_stale_page_is_due_when_it_was_said_first(index: Index) -> None:
    page = add(index, "/a/", "article:1").id
    index.set_stale([(page, NOW + 10)], NOW)
    index.set_stale([(page, NOW + 12)], NOW + 2)
    assert index.next_due_at == NOW + 10
    assert row_of(index, "/a/").stale_since == NOW
    index.set_stale([(page, NOW + 3)], NOW + 3)
    assert index.next_due_at == NOW + 3


def test_due_pages_come_in_the_order_of_waiting(index: Index) -> None:
    pages = [add(index, path, "layout").id for path in ("/a/", "/b/", "/c/")]
    times = (NOW + 3, NOW + 1, NOW + 9)
    index.set_stale(zip(pages, times, strict=True), NOW)
    assert [row.path for row in index.due(NOW + 3, 10)] == ["/b/", "/a/"]
    assert [row.path for row in index.due(NOW + 3, 1)] == ["/b/"]


def test_page_that_time_has_changed_is_due(index: Index) -> None:
    index.add(1, "/a/", {}, NOW)
    assert index.set_outdated_stale(NOW - 1) == 0
    assert index.set_outdated_stale(NOW) == 1
    assert row_of(index, "/a/").stale_since == NOW
    assert index.set_outdated_stale(NOW) == 0


def test_failed_renewals_are_counted_and_put_off(index: Index) -> None:
    page = add(index, "/a/", "article:1").id
    assert [index.put_off(page, NOW + 5), index.put_off(page, NOW + 10)] == [1, 2]
    assert index.next_due_at == NOW + 10


def test_success_begins_the_count_again(index: Index) -> None:
    page = add(index, "/a/", "article:1").id
    index.put_off(page, NOW)
    add(index, "/a/", "article:1")
    assert index.put_off(page, NOW) == 1


def test_putting_off_a_page_that_is_gone_is_nothing(index: Index) -> None:
    assert index.put_off(77, NOW) == 0


def test_removed_page_goes_with_its_tags_and_counts(index: Index) -> None:
    kept, removed = add(index, "/a/", "layout", size=7), add(index, "/b/", "layout")
    gone: list[str] = []
    assert index.remove([removed], lambda row: gone.append(row.path)) == 1
    assert gone == ["/b/"]
    assert list(index.all_pages()) == [kept]
    assert paths_with(index, "layout") == ["/a/"]
    assert (index.state("pages"), index.state("bytes")) == (1, 7)


def test_page_stays_known_when_its_files_do_not_go(index: Index) -> None:
    row = add(index, "/a/", "layout")

    def fail(row: Row) -> None:
        raise PermissionError(row.path)

    with pytest.raises(PermissionError):
        index.remove([row], fail)
    assert row_of(index, "/a/") == row


def test_page_made_again_counts_once(index: Index) -> None:
    add(index, "/a/", "layout", size=100)
    add(index, "/a/", "layout", size=40)
    assert (index.state("pages"), index.state("bytes")) == (1, 40)


def test_every_page_is_passed_by(index: Index) -> None:
    for n in range(7):
        add(index, f"/{n}/", "layout")
    assert {row.path for row in index.all_pages()} == {f"/{n}/" for n in range(7)}


def test_pages_are_known_by_when_they_were_read(index: Index) -> None:
    pages = [add(index, path, "layout").id for path in ("/a/", "/b/", "/c/")]
    index.set_read_at(zip(pages, (NOW + 2, NOW, NOW + 1), strict=True))
    index.add(1, "/without files/", {})
    assert [row.path for row in index.longest_unread(2)] == ["/b/", "/c/"]


def test_marks_are_forgotten_and_so_are_renders_of_before(index: Index) -> None:
    index.mark(["article:1"], [], NOW)
    index.add(1, "/a/", {"article:2": 0.0})
    index.mark(["article:2"], [], NOW + ARE_KEPT_SECONDS + 1)
    began_before, began_since = 0, 1
    for began, is_put in ((began_before, False), (began_since, True)):
        answer = index.publish(
            1,
            "/a/",
            {"article:2": 0.0},
            began=began,
            size=1,
            fresh_until=None,
            put_in_place=nothing,
        )
        assert answer is is_put


def test_each_batch_of_changes_is_a_moment(index: Index) -> None:
    before = index.moment
    index.mark(["a", "b"], ["c"], NOW)
    assert index.moment == before + 1


def test_state_is_kept(index: Index) -> None:
    index.set_state(position=17, epoch="e1")
    index.set_state(position=18)
    assert (index.state("position"), index.state("epoch")) == (18, "e1")
    assert index.state("unheard of") is None


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
