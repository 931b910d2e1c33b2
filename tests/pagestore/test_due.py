"""The index: which pages are due to be renewed, and when."""

from __future__ import annotations

from rejoinder.pagestore.index import UNFINISHED_SECONDS, Index
from tests.pagestore.rows import NOW, add, row_in


def test_page_may_wait_as_long_as_its_most_urgent_tag(index: Index) -> None:
    index.add(1, "/a/", {"count": 10.0, "article:1": 0.0, "layout": 5.0})
    found = index.pages_with(["count", "layout"], after=0, most=10)
    assert [slack for _row, slack in found] == [5.0]


def test_page_whose_maker_was_killed_is_due_soon(index: Index) -> None:
    """Its files may be old, new, some of both, or none."""
    add(index, "/a/", "article:1")
    index.add(1, "/a/", {"article:1": 0.0})
    due_at = row_in(index, "/a/").due_at
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
    assert row_in(index, "/a/").due_at == NOW
    assert index.unfinished(10) == []


def test_end_of_freshness_holds_for_whichever_files_lie_there(index: Index) -> None:
    index.add(1, "/a/", {}, NOW + 50)
    index.add(1, "/a/", {}, NOW + 90)
    index.add(1, "/a/", {}, None)
    assert index.next_due_at == NOW + 50


def test_stale_page_is_due_when_it_was_said_first(index: Index) -> None:
    page = add(index, "/a/", "article:1").id
    index.set_stale([(page, NOW + 10)], NOW)
    index.set_stale([(page, NOW + 12)], NOW + 2)
    assert index.next_due_at == NOW + 10
    assert row_in(index, "/a/").stale_since == NOW
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
    assert row_in(index, "/a/").stale_since == NOW
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
