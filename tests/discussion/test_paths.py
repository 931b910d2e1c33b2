"""Places in a thread as sortable text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.discussion.paths import (
    MAX_ORDINAL,
    level_of,
    numbered_under,
    page_bounds,
    page_of,
    path_part,
    root_ordinal,
)

ORDINALS = st.integers(min_value=1, max_value=MAX_ORDINAL)


@given(ORDINALS, ORDINALS)
def test_paths_sort_as_their_ordinals(one: int, other: int) -> None:
    assert (path_part(one) < path_part(other)) == (one < other)


@given(ORDINALS)
def test_a_path_tells_its_root(ordinal: int) -> None:
    assert root_ordinal(path_part(ordinal) + path_part(7)) == ordinal


def test_replies_come_right_after_what_they_answer() -> None:
    first, second = path_part(1), path_part(2)
    paths = [second, first + path_part(2), first, first + path_part(1) + path_part(1)]
    assert sorted(paths) == [
        first,
        first + path_part(1) + path_part(1),
        first + path_part(2),
        second,
    ]


def test_an_ordinal_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="between"):
        path_part(MAX_ORDINAL + 1)


def test_pages_are_stable_buckets() -> None:
    assert [page_of(n, 50) for n in (1, 50, 51, 100, 101)] == [1, 1, 2, 2, 3]


def test_bounds_of_pages_hold_their_paths_and_no_other() -> None:
    start, end = page_bounds(2, 3, 50)
    inside = [n for n in range(1, 300) if start <= path_part(n) < end]
    assert inside == list(range(51, 151))


def test_below_the_last_level_a_reply_is_numbered_beside_its_parent() -> None:
    path = "".join(path_part(n) for n in range(1, 11))
    assert level_of(path) == 9
    assert numbered_under(path) == path[:-5]
    assert numbered_under(path[:-5]) == path[:-5]
