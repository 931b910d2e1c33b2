"""What a start keeps, tidies up, and throws away."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore import store_folder
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import due_paths, keep, read, stored_paths


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
    monkeypatch.setattr(store_folder, "this_boot", lambda: boot)
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
            store_module, "put_in_place", kill_after(store_module.put_in_place, Killed)
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
