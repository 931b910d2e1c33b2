"""What must not be seen any more is taken out, and no render brings it back."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import due_paths, keep, page, read, row_of, stored_paths


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
    store.publish(1, page("/", tags=tags), tags, began)
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
