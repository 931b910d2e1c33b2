"""Deleted, full and damaged while it is used."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.pages import NoSuchPage
from rejoinder.pagestore.store import PageStore
from rejoinder.pagestore.store_folder import RESERVE_BYTES
from tests.pagestore.pages import BODY, due_paths, keep, read, stored_paths


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
    assert reserve.stat().st_size == RESERVE_BYTES
    assert store.take_out(["comment:1"]) == 1
    assert stored_paths(store) == set()
    assert list(store.index.all_pages()) == []
    store.shrink(1_000_000)
    assert reserve.stat().st_size == RESERVE_BYTES


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
