"""The store keeps to its size: what was not read for longest goes first."""

from __future__ import annotations

import time

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.store import FEW, PageStore
from tests.pagestore.pages import keep, read, stored_paths


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
