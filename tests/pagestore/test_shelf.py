"""Pages in memory are as fresh as those on the disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import brotli
import pytest

from rejoinder.pagestore.copies import Copy, Manner
from rejoinder.pagestore.pages import DESCRIPTION, Page
from rejoinder.pagestore.shelf import SECONDS_BETWEEN_NOTES, Shelf
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import BODY, NOON, PATH, SITE, new_store, page, publish

KEY = (SITE, PATH)
MOST_BYTES = 1_000_000


class Clock:
    def __init__(self) -> None:
        self.now = float(NOON)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    return new_store(tmp_path / "pages")


@pytest.fixture
def shelf(store: PageStore, clock: Clock) -> Shelf:
    return new_shelf(store, clock)


def new_shelf(store: PageStore, clock: Clock, most_bytes: int = MOST_BYTES) -> Shelf:
    """As another process has it: with a view of its own of the store."""
    return Shelf(PageStore(store.folder), Manner(), most_bytes, clock, clock)


def text_of(copy: Copy | None) -> bytes | None:
    return None if copy is None else brotli.decompress(copy.body)


def folder_of(store: PageStore, path: str = PATH) -> Path:
    folder = store.folder_of(SITE, path)
    assert folder is not None
    return folder


def test_a_page_is_fetched_once_and_then_within_reach(
    store: PageStore, shelf: Shelf
) -> None:
    publish(store, page())
    assert shelf.within_reach(KEY, "br") is None
    copy = shelf.fetch(KEY, "br")
    assert text_of(copy) == BODY
    assert shelf.within_reach(KEY, "br") is copy
    assert shelf.fetch(KEY, "br") is copy


def test_only_the_encodings_that_were_asked_for_are_kept(
    store: PageStore, shelf: Shelf
) -> None:
    publish(store, page())
    shelf.fetch(KEY, "br")
    assert shelf.within_reach(KEY, "gzip") is None
    size = shelf.size_bytes
    shelf.fetch(KEY, "gzip")
    assert shelf.within_reach(KEY, "br") is not None
    assert shelf.within_reach(KEY, "gzip") is not None
    assert shelf.size_bytes > size


def test_what_is_not_stored_is_not_found(shelf: Shelf) -> None:
    assert shelf.fetch(KEY, "br") is None
    assert shelf.fetch((SITE, "/../secret/"), "br") is None
    assert shelf.fetch((SITE, "no path"), "br") is None
    assert shelf.fetch((2, PATH), "br") is None


def test_a_page_of_another_path_in_its_place_is_not_taken_for_it(
    store: PageStore, shelf: Shelf
) -> None:
    """As on a file system that takes two names for one."""
    publish(store, page())
    other = folder_of(store, "/other/")
    shutil.copytree(folder_of(store), other)
    assert shelf.fetch((SITE, "/other/"), "br") is None


def test_a_page_that_was_replaced_is_seen_at_the_next_hit(
    store: PageStore, shelf: Shelf
) -> None:
    publish(store, page())
    shelf.fetch(KEY, "br")
    publish(store, page(body=BODY + b"One more."))
    assert shelf.within_reach(KEY, "br") is None
    assert text_of(shelf.fetch(KEY, "br")) == BODY + b"One more."


def test_a_page_that_was_taken_out_is_gone_at_the_next_hit(
    store: PageStore, shelf: Shelf
) -> None:
    publish(store, page())
    shelf.fetch(KEY, "br")
    store.take_out(["thread:1"])
    assert shelf.within_reach(KEY, "br") is None
    assert shelf.fetch(KEY, "br") is None
    assert shelf.size_bytes == 0


def test_what_is_changed_elsewhere_leaves_a_page_within_reach(
    store: PageStore, shelf: Shelf
) -> None:
    publish(store, page())
    copy = shelf.fetch(KEY, "br")
    publish(store, page("/other/"))
    assert shelf.within_reach(KEY, "br") is copy


def test_files_removed_by_hand_are_missed_within_a_second(
    store: PageStore, shelf: Shelf, clock: Clock
) -> None:
    publish(store, page())
    shelf.fetch(KEY, "br")
    shutil.rmtree(folder_of(store))
    clock.now += 1
    assert shelf.within_reach(KEY, "br") is None


def test_a_store_deleted_and_made_anew_is_followed_within_a_second(
    store: PageStore, shelf: Shelf, clock: Clock
) -> None:
    publish(store, page())
    shelf.fetch(KEY, "br")
    shutil.rmtree(store.folder)
    again = new_store(store.folder)
    publish(again, page(body=BODY + b"Again."))
    clock.now += 1
    assert text_of(shelf.fetch(KEY, "br")) == BODY + b"Again."
    publish(again, page(body=BODY + b"And again."))
    assert text_of(shelf.fetch(KEY, "br")) == BODY + b"And again."


def test_without_a_stamp_every_hit_looks(store: PageStore, shelf: Shelf) -> None:
    publish(store, page())
    (store.folder / "stamp").unlink()
    shelf.fetch(KEY, "br")
    assert shelf.within_reach(KEY, "br") is not None
    shutil.rmtree(folder_of(store))
    assert shelf.within_reach(KEY, "br") is None


def test_a_page_is_not_shown_past_its_time(
    store: PageStore, shelf: Shelf, clock: Clock
) -> None:
    publish(store, page(fresh_until=NOON + 0.5))
    assert shelf.fetch(KEY, "br") is not None
    clock.now += 0.5
    assert shelf.within_reach(KEY, "br") is None
    assert shelf.fetch(KEY, "br") is None


@pytest.mark.parametrize("name", [DESCRIPTION, "index.html", "index.html.br"])
def test_a_damaged_page_is_not_shown(store: PageStore, shelf: Shelf, name: str) -> None:
    publish(store, page())
    file = folder_of(store) / name
    file.write_bytes(file.read_bytes()[:-9])
    assert shelf.fetch(KEY, "br") is None


def test_the_page_that_was_not_read_for_longest_makes_room(
    store: PageStore, clock: Clock
) -> None:
    keys = [(SITE, f"/{name}/") for name in ("first", "second", "third")]
    for _site, path in keys:
        publish(store, page(path))
    size = new_shelf(store, clock)
    size.fetch(keys[0], "br")
    shelf = new_shelf(store, clock, most_bytes=2 * size.size_bytes)
    shelf.fetch(keys[0], "br")
    shelf.fetch(keys[1], "br")
    shelf.within_reach(keys[0], "br")
    shelf.fetch(keys[2], "br")
    assert shelf.within_reach(keys[0], "br") is not None
    assert shelf.within_reach(keys[1], "br") is None
    assert shelf.within_reach(keys[2], "br") is not None
    assert shelf.size_bytes <= 2 * size.size_bytes


def test_a_page_larger_than_the_shelf_is_answered_all_the_same(
    store: PageStore, clock: Clock
) -> None:
    publish(store, page())
    shelf = new_shelf(store, clock, most_bytes=10)
    assert text_of(shelf.fetch(KEY, "br")) == BODY
    assert shelf.size_bytes == 0


def test_reading_is_noted_at_first_and_then_once_a_minute(
    store: PageStore, shelf: Shelf, clock: Clock
) -> None:
    publish(store, page())
    file = folder_of(store) / DESCRIPTION

    def is_noted() -> bool:
        """Whether it was since the last question."""
        noted = os.stat(file).st_atime_ns != 0
        os.utime(file, ns=(0, os.stat(file).st_mtime_ns))
        return noted

    os.utime(file, ns=(0, os.stat(file).st_mtime_ns))
    shelf.fetch(KEY, "br")
    assert is_noted()
    clock.now += SECONDS_BETWEEN_NOTES - 1
    shelf.within_reach(KEY, "br")
    assert not is_noted()
    clock.now += 1
    shelf.within_reach(KEY, "br")
    assert is_noted()


def test_the_builder_sees_that_a_page_is_read(store: PageStore, shelf: Shelf) -> None:
    publish(store, page())
    row = store.index.find(*KEY)
    assert row is not None
    assert not store.is_read(row)
    shelf.fetch(KEY, "br")
    assert store.is_read(row)


def test_every_kind_of_content_is_found(store: PageStore, shelf: Shelf) -> None:
    kinds: list[Page] = [
        page("/feed/", content_type="application/rss+xml; charset=utf-8"),
        page("/sitemap.xml", content_type="application/xml"),
    ]
    for kind in kinds:
        publish(store, kind)
        key = SITE, kind.description.path
        copy = shelf.fetch(key, "gzip")
        assert copy is not None
        assert dict(copy.headers)["content-type"] == kind.description.content_type
