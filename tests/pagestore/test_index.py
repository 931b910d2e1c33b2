"""The index: which pages carry which tags, and what is counted of them."""

from __future__ import annotations

import pytest

from rejoinder.pagestore.index import Index
from rejoinder.pagestore.marks import ARE_KEPT_SECONDS
from rejoinder.pagestore.rows import Row
from tests.pagestore.rows import NOW, add, nothing, paths_with, row_in


def test_page_is_found_by_each_of_its_tags(index: Index) -> None:
    add(index, "/a/", "article:1", "layout")
    add(index, "/b/", "article:2", "layout")
    assert paths_with(index, "article:1") == ["/a/"]
    assert paths_with(index, "layout") == ["/a/", "/b/"]


def test_page_with_several_of_the_tags_is_found_once(index: Index) -> None:
    add(index, "/a/", "article:1", "layout")
    assert paths_with(index, "layout", "article:1", "article:1") == ["/a/"]


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
    assert row_in(index, "/a/").bytes == 0
    assert paths_with(index, "article:1") == ["/a/"]


def test_earlier_tags_stay_until_the_files_are_in_place(index: Index) -> None:
    add(index, "/a/", "article:1")
    index.add(1, "/a/", {"article:2": 0.0})
    assert paths_with(index, "article:1", "article:2") == ["/a/"]
    add(index, "/a/", "article:2")
    assert paths_with(index, "article:1") == []


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
    assert row_in(index, "/a/") == before
    assert index.state("bytes") == 100
    assert paths_with(index, "article:1") == ["/a/"]


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
    assert row_in(index, "/a/") == row


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
