"""The store: what is put in place, what is taken out, and what no accident changes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.index import Row
from rejoinder.pagestore.pages import NoSuchPage
from rejoinder.pagestore.store import FEW, PageStore
from tests.pagestore.making import BODY, a_page, keep, stored_paths


def read(store: PageStore, *paths: str) -> None:
    """As a reader does."""
    for path in paths:
        store.note_reading(1, path)


def row_of(store: PageStore, path: str) -> Row:
    row = store.index.find(1, path)
    assert row is not None
    return row


def due_paths(store: PageStore, within: float = 0) -> set[str]:
    return {row.path for row in store.index.due(time.time() + within, 1_000)}


# Putting in place


def test_published_page_is_read(store: PageStore) -> None:
    assert keep(store, "/a/", "article:1")
    assert store.page(1, "/a/").encodings["identity"] == BODY
    assert store.description(1, "/a/").tags == ("article:1",)


def test_published_page_is_of_its_site_alone(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    with pytest.raises(NoSuchPage):
        store.page(2, "/a/")


def test_page_lies_where_web_servers_look_for_it(store: PageStore) -> None:
    keep(store, "/2026/11/24/a/", "article:1")
    keep(store, "/", "front:1")
    sites = store.folder / "sites" / "1"
    assert (sites / "2026/11/24/a/index.html").read_bytes() == BODY
    assert (sites / "index.html").read_bytes() == BODY


def test_new_page_takes_the_place_of_the_old(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    keep(store, "/a/", "article:1", body=b"<p>new</p>")
    assert store.page(1, "/a/").encodings["identity"] == b"<p>new</p>"


def test_store_knows_how_large_it_is(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    keep(store, "/b/", "article:1")
    keep(store, "/b/", "article:1")
    each = sum(a_page("/a/").description.sizes.values())
    assert (store.size.pages, store.size.bytes) == (2, 2 * each)


def test_address_without_a_place_is_not_stored(store: PageStore) -> None:
    with pytest.raises(NoSuchPage):
        keep(store, "/a/../b/", "article:1")
    with pytest.raises(NoSuchPage):
        store.page(1, "/a/../b/")


def test_page_of_another_address_in_the_same_folder_is_not_given(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a file system be stranger than we know."""
    monkeypatch.setattr(store_module, "place_of", lambda path: path.lower().strip("/"))
    keep(store, "/A/", "article:1")
    with pytest.raises(NoSuchPage):
        store.page(1, "/a/")
    with pytest.raises(NoSuchPage):
        store.description(1, "/a/")


# Changes


def test_changed_page_that_is_read_stays_and_is_due(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    read(store, "/a/")
    store.take_in(["article:1"])
    assert store.page(1, "/a/")
    assert due_paths(store) == {"/a/"}
    assert row_of(store, "/a/").stale_since is not None


def test_changed_page_that_nobody_reads_is_removed(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    store.take_in(["article:1"])
    assert stored_paths(store) == set()
    assert store.index.find(1, "/a/") is None
    assert (store.size.pages, store.size.bytes) == (0, 0)


def test_change_leaves_pages_without_its_tag(store: PageStore) -> None:
    keep(store, "/a/", "article:1", "layout:1")
    keep(store, "/b/", "article:2", "layout:1")
    store.take_in(["article:2"])
    assert stored_paths(store) == {"/a/"}


def test_page_is_due_when_its_slack_is_over(store: PageStore) -> None:
    page = a_page("/front/", tags=["count:1", "front:1"])
    store.publish(1, page, {"count:1": 10.0, "front:1": 0.0}, store.begin())
    read(store, "/front/")
    store.take_in(["count:1"])
    assert due_paths(store, within=8) == set()
    assert due_paths(store, within=10) == {"/front/"}
    store.take_in(["front:1"])
    assert due_paths(store) == {"/front/"}


def test_page_without_files_yet_is_due_when_something_of_it_changes(
    store: PageStore,
) -> None:
    """Somebody asked for it, and whoever makes it may have read what was before."""
    store.index.add(1, "/a/", {"article:1": 0.0})
    store.take_in(["article:1"])
    assert due_paths(store) == {"/a/"}


def test_change_with_more_pages_than_are_looked_at_at_once(store: PageStore) -> None:
    for n in range(2 * store_module.AT_ONCE + 5):
        store.index.add(1, f"/{n}/", {"layout:1": 0.0})
    store.take_in(["layout:1"])
    assert len(due_paths(store)) == 2 * store_module.AT_ONCE + 5


def test_page_that_time_changes_is_due_then(store: PageStore) -> None:
    now = time.time()
    keep(store, "/a/", "article:1", fresh_until=now + 50)
    assert store.index.next_due_at == now + 50
    assert store.index.set_outdated_stale(now + 50) == 1
    assert due_paths(store, within=60) == {"/a/"}


# Readers


def test_page_was_not_read_before_anybody_did(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    assert not store.is_read(row_of(store, "/a/"))
    read(store, "/a/")
    assert store.is_read(row_of(store, "/a/"))


def test_renewed_page_was_not_read_yet(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    read(store, "/a/")
    keep(store, "/a/", "article:1")
    assert not store.is_read(row_of(store, "/a/"))


def test_page_that_another_web_server_serves_is_read(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    folder = store.folder_of(1, "/a/")
    assert folder is not None
    written_at = os.stat(folder / "index.html.gz").st_mtime
    os.utime(folder / "index.html.gz", (written_at + 1, written_at))
    assert store.is_read(row_of(store, "/a/"))


def test_page_whose_files_were_lost_is_not_read(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    shutil.rmtree(store.folder / "sites" / "1")
    assert not store.is_read(row_of(store, "/a/"))


def test_reading_what_is_not_stored_is_noted_nowhere(store: PageStore) -> None:
    read(store, "/a/", "/../")
    assert stored_paths(store) == set()


# What must not be seen any more


def test_removed_tag_takes_its_pages_out_though_they_are_read(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    keep(store, "/b/", "article:1")
    keep(store, "/c/", "article:2")
    read(store, "/a/", "/b/", "/c/")
    assert store.take_out(["article:1"]) == 2
    assert stored_paths(store) == {"/c/"}
    assert not list((store.folder / "sites").rglob("[ab]"))


def test_removal_leaves_what_lies_below(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    keep(store, "/a/feed/", "feed:1")
    store.take_out(["article:1"])
    assert stored_paths(store) == {"/a/feed/"}


def test_removal_leaves_no_empty_folders(store: PageStore) -> None:
    keep(store, "/2026/11/24/a/", "article:1")
    store.take_out(["article:1"])
    assert list((store.folder / "sites").iterdir()) == []


def test_render_that_began_before_a_removal_is_refused(store: PageStore) -> None:
    began = store.begin()
    store.take_out(["comment:1"])
    assert not keep(store, "/a/", "comment:1", began=began)
    assert stored_paths(store) == set()
    assert keep(store, "/a/", "comment:1")


def test_render_that_began_before_something_else_was_removed_is_published(
    store: PageStore,
) -> None:
    began = store.begin()
    store.take_out(["comment:2"])
    assert keep(store, "/a/", "comment:1", began=began)


def test_render_held_up_in_the_middle_brings_nothing_back(store: PageStore) -> None:
    """Begun before the comment was hidden, and put in place as far as it gets after."""
    keep(store, "/a/", "comment:1", body=b"<p>before</p>")
    goes_on, is_made = threading.Event(), threading.Event()
    answers: list[bool] = []

    def render() -> None:
        began = store.begin()
        is_made.set()
        goes_on.wait(10)
        answers.append(keep(store, "/a/", "comment:1", began=began, body=b"<p>old</p>"))

    other = threading.Thread(target=render)
    other.start()
    is_made.wait(10)
    assert store.take_out(["comment:1"]) == 1
    goes_on.set()
    other.join()
    assert answers == [False]
    assert stored_paths(store) == set()


def test_render_held_up_while_its_files_are_written_brings_nothing_back(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_aside = store_module.write_aside

    def write_while_it_is_hidden(*values: Any) -> Any:
        written = write_aside(*values)
        store.take_out(["comment:1"])
        return written

    monkeypatch.setattr(store_module, "write_aside", write_while_it_is_hidden)
    assert not keep(store, "/a/", "comment:1")
    assert stored_paths(store) == set()
    assert list((store.folder / "scratch").iterdir()) == []


def test_render_that_missed_a_change_is_published_and_due_again(
    store: PageStore,
) -> None:
    began = store.begin()
    store.take_in(["thread:1"])
    assert keep(store, "/a/", "thread:1", "layout:1", began=began)
    assert store.page(1, "/a/")
    assert due_paths(store) == {"/a/"}


def test_render_that_missed_a_change_that_may_wait_is_due_after_its_slack(
    store: PageStore,
) -> None:
    """Or a front page under a storm of comments would be made without a pause."""
    began = store.begin()
    store.take_in(["count:1"])
    tags = {"count:1": 10.0, "front:1": 0.0}
    store.publish(1, a_page("/", tags=tags), tags, began)
    assert due_paths(store, within=8) == set()
    assert due_paths(store, within=10) == {"/"}


def test_older_render_does_not_replace_a_later_one(store: PageStore) -> None:
    began = store.begin()
    store.take_in(["thread:1"])
    assert keep(store, "/a/", "thread:1", body=b"<p>new</p>")
    assert not keep(store, "/a/", "thread:1", began=began, body=b"<p>old</p>")
    assert store.page(1, "/a/").encodings["identity"] == b"<p>new</p>"
    assert row_of(store, "/a/").due_at is None


def test_removal_is_found_by_tags_that_only_the_coming_page_has(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, "/front/", "article:1")
    write_aside = store_module.write_aside

    def write_while_the_article_goes(*values: Any) -> Any:
        written = write_aside(*values)
        assert store.take_out(["article:2"]) == 1
        return written

    monkeypatch.setattr(store_module, "write_aside", write_while_the_article_goes)
    assert not keep(store, "/front/", "article:2")
    assert stored_paths(store) == set()


# Room


def test_store_shrinks_by_what_was_not_read_for_longest(store: PageStore) -> None:
    for path in ("/a/", "/b/", "/c/"):
        keep(store, path, "layout:1")
    read(store, "/a/")
    each = store.size.bytes // 3
    assert store.shrink(2 * each) == 1
    assert stored_paths(store) == {"/a/", "/c/"}
    assert store.size.bytes <= 2 * each


def test_store_that_is_small_enough_stays(store: PageStore) -> None:
    keep(store, "/a/", "layout:1")
    assert store.shrink(store.size.bytes) == 0


def test_store_shrinks_to_nothing(store: PageStore) -> None:
    for n in range(FEW + 3):
        keep(store, f"/{n}/", "layout:1")
    assert store.shrink(0) == FEW + 3
    assert store.size.pages == 0


def test_store_shrinks_though_all_pages_are_being_read(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(FEW + 3):
        keep(store, f"/{n}/", "layout:1")
    moments = iter(range(1, 1_000_000))
    monkeypatch.setattr(
        store_module, "last_read_at", lambda folder: time.time() + next(moments)
    )
    store.shrink(store.size.bytes - 1)
    assert store.size.pages == FEW + 2


# Starting


def test_store_is_kept_over_a_start(store: PageStore, folder: Path) -> None:
    keep(store, "/a/", "article:1")
    again = PageStore(folder)
    assert again.prepare("release 1") is False
    assert again.page(1, "/a/")


def test_first_start_begins_afresh(folder: Path) -> None:
    assert PageStore(folder).prepare("release 1") is True


def test_another_release_begins_afresh(store: PageStore, folder: Path) -> None:
    keep(store, "/a/", "article:1")
    again = PageStore(folder)
    assert again.prepare("release 2") is True
    assert stored_paths(again) == set()
    assert again.size.pages == 0
    assert again.prepare("release 2") is False


@pytest.mark.parametrize("boot", ["another", ""])
def test_start_of_the_machine_begins_afresh(
    store: PageStore, monkeypatch: pytest.MonkeyPatch, boot: str
) -> None:
    """Or one that may have been: nothing waited for the disk."""
    keep(store, "/a/", "article:1")
    monkeypatch.setattr(store_module, "this_boot", lambda: boot)
    assert store.prepare("release 1") is True
    assert stored_paths(store) == set()


@pytest.mark.parametrize("damage", ["gone", "empty", "damaged", "of another version"])
def test_unusable_index_begins_afresh(
    store: PageStore, folder: Path, damage: str
) -> None:
    keep(store, "/a/", "article:1")
    store.index.close()
    file = folder / "index.sqlite3"
    if damage == "of another version":
        db = sqlite3.connect(file)
        db.execute("PRAGMA user_version = 999")
        db.close()
    else:
        for part in folder.glob("index.sqlite3*"):
            part.unlink()
        if damage != "gone":
            file.write_bytes(b"" if damage == "empty" else b"no index" * 1_000)
    assert store.prepare("release 1") is True
    assert stored_paths(store) == set()
    assert keep(store, "/a/", "article:1")


def test_start_removes_what_a_killed_render_left(store: PageStore) -> None:
    (store.folder / "scratch" / "0123index.html").write_bytes(b"half")
    store.prepare("release 1")
    assert list((store.folder / "scratch").iterdir()) == []


@pytest.mark.parametrize("steps", range(5))
def test_start_removes_a_page_whose_maker_was_killed(
    store: PageStore, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its files are by then, nobody knows of changes since."""
    keep(store, "/a/", "article:1")
    put_in_place = os.replace
    replaced: list[object] = []

    class Killed(BaseException):
        pass

    def replace_and_be_killed(*values: Any) -> None:
        if len(replaced) == steps:
            raise Killed
        replaced.append(values)
        put_in_place(*values)

    monkeypatch.setattr(os, "replace", replace_and_be_killed)
    if steps == 4:  # all files are there; the index has not been told
        monkeypatch.setattr(
            store_module, "rename_into", kill_after(store_module.rename_into, Killed)
        )
    with pytest.raises(Killed):
        keep(store, "/a/", "article:1", "article:2", body=b"<p>new</p>")
    monkeypatch.undo()
    assert store.prepare("release 1") is False
    assert list((store.folder / "sites").rglob("*")) == []
    assert list(store.index.all_pages()) == []


def kill_after(function: Any, killed: type[BaseException]) -> Any:
    def do_and_be_killed(*values: Any) -> None:
        function(*values)
        raise killed

    return do_and_be_killed


def test_start_leaves_a_page_that_waits_to_be_renewed(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    read(store, "/a/")
    store.take_in(["article:1"])
    store.prepare("release 1")
    assert stored_paths(store) == due_paths(store) == {"/a/"}


def test_what_a_fresh_start_put_aside_is_deleted_later(
    store: PageStore, folder: Path
) -> None:
    keep(store, "/a/", "article:1")
    store.start_afresh()
    assert list(folder.glob("rubbish-*"))
    store.empty_rubbish()
    assert not list(folder.glob("rubbish-*"))


def test_start_killed_between_index_and_pages_begins_afresh_again(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, "/a/", "article:1")
    rename = Path.rename

    class Killed(BaseException):
        pass

    def rename_but_sites(file: Path, target: Path) -> Path:
        if file.name == "sites":
            raise Killed
        return rename(file, target)

    monkeypatch.setattr(Path, "rename", rename_but_sites)
    with pytest.raises(Killed):
        store.start_afresh()
    monkeypatch.undo()
    assert store.prepare("release 1") is True
    assert stored_paths(store) == set()


def test_render_that_was_on_its_way_at_a_fresh_start_leaves_nothing(
    store: PageStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_aside = store_module.write_aside

    def write_while_all_is_thrown_away(*values: Any) -> Any:
        written = write_aside(*values)
        PageStore(folder).start_afresh()
        return written

    monkeypatch.setattr(store_module, "write_aside", write_while_all_is_thrown_away)
    assert not keep(store, "/a/", "article:1")
    assert stored_paths(store) == set()
    assert list(store.index.all_pages()) == []


@pytest.mark.parametrize("clock_goes", ["on", "back"])
def test_render_that_began_before_a_fresh_start_is_refused(
    store: PageStore, monkeypatch: pytest.MonkeyPatch, clock_goes: str
) -> None:
    """The new index has never heard of what was taken out in between."""
    began = store.begin()
    if clock_goes == "back":
        monkeypatch.setattr(time, "time_ns", lambda: 1)
    store.start_afresh()
    assert not keep(store, "/a/", "comment:1", began=began)
    store.take_out(["comment:1"])
    assert not keep(store, "/a/", "comment:1", began=began)
    assert keep(store, "/a/", "comment:1")


# Accidents while running


def test_deleted_store_is_made_anew_and_goes_on(store: PageStore, folder: Path) -> None:
    keep(store, "/a/", "article:1")
    shutil.rmtree(folder)
    with pytest.raises(NoSuchPage):
        store.page(1, "/a/")
    for act in (
        store.begin,
        lambda: keep(store, "/a/", "article:1"),
        lambda: store.take_in(["article:1"]),
        lambda: store.shrink(0),
    ):
        with pytest.raises(OSError):
            act()
    assert not folder.exists()
    assert store.prepare("release 1") is True
    assert keep(store, "/a/", "article:1")


def test_full_disk_keeps_the_old_page(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, "/a/", "article:1")
    read(store, "/a/")
    store.take_in(["article:1"])

    def no_room(*values: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module, "write_aside", no_room)
    with pytest.raises(OSError, match="No space"):
        keep(store, "/a/", "article:1", body=b"<p>new</p>")
    monkeypatch.undo()
    assert store.page(1, "/a/").encodings["identity"] == BODY
    assert due_paths(store) == {"/a/"}


def test_full_disk_is_no_hindrance_to_taking_out(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a reserve, which is made again when there is room for it."""
    keep(store, "/a/", "comment:1")
    mark, reserve = store.index.mark, store.folder / "reserve"

    def mark_if_there_is_room(*values: Any) -> None:
        if reserve.exists():
            raise OSError(28, "No space left on device")
        mark(*values)

    monkeypatch.setattr(store.index, "mark", mark_if_there_is_room)
    assert reserve.stat().st_size == store_module.RESERVE_BYTES
    assert store.take_out(["comment:1"]) == 1
    assert stored_paths(store) == set()
    assert list(store.index.all_pages()) == []
    store.shrink(1_000_000)
    assert reserve.stat().st_size == store_module.RESERVE_BYTES


def test_reserve_that_finds_no_room_is_tried_again(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = store.folder / "reserve"
    reserve.unlink()

    def write_half(file: Path, content: bytes) -> int:
        file.touch()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(Path, "write_bytes", write_half)
        store.shrink(1_000_000)
    assert not reserve.exists()
    store.shrink(1_000_000)
    assert reserve.exists()


def test_damaged_index_takes_all_pages_out_with_it(store: PageStore) -> None:
    """As nobody can say any more which ones show what must not be seen."""
    keep(store, "/a/", "comment:1")
    keep(store, "/b/", "comment:2")
    store.index.close()
    (store.folder / "index.sqlite3").write_bytes(b"no index" * 1_000)
    store.take_out(["comment:1"])
    assert stored_paths(store) == set()
    assert keep(store, "/b/", "comment:2")


def test_taking_out_of_a_deleted_store_makes_it_anew(
    store: PageStore, folder: Path
) -> None:
    shutil.rmtree(folder)
    assert store.take_out(["comment:1"]) == 0
    assert keep(store, "/b/", "comment:2")


def test_hosts_are_known_to_every_process(store: PageStore, folder: Path) -> None:
    assert store.hosts() == {}
    store.set_hosts({"example.org": 1, "www.example.org": 1})
    assert PageStore(folder).hosts() == {"example.org": 1, "www.example.org": 1}
    assert list((folder / "scratch").iterdir()) == []
