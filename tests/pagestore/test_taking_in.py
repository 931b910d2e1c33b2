"""What a change does to stored pages: renewed if they are read, else removed."""

from __future__ import annotations

import os
import shutil
import time

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import due_paths, keep, page, read, row_of, stored_paths


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
    front = page("/front/", tags=["count:1", "front:1"])
    store.publish(1, front, {"count:1": 10.0, "front:1": 0.0}, store.begin())
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
