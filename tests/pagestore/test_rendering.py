"""What a page says about itself while it is made."""

from __future__ import annotations

from contextvars import copy_context
from datetime import UTC, datetime, timedelta

import pytest

from rejoinder.pagestore.rendering import (
    current_rendering,
    depends_on,
    fresh_until,
    never_store,
    rendering,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_page_collects_what_it_depends_on() -> None:
    with rendering() as page:
        depends_on("article:1", "layout:1")
        depends_on("thread:1")
    assert page.tags == {"article:1": 0, "layout:1": 0, "thread:1": 0}
    assert page.is_shared
    assert page.fresh_until is None


def test_nobody_listens_while_no_page_is_made() -> None:
    depends_on("article:1")
    fresh_until(NOON)
    never_store()
    assert current_rendering() is None


@pytest.mark.parametrize("seconds", [(10, 0), (0, 10), (0, 0)])
def test_tag_may_wait_as_long_as_its_most_urgent_use(
    seconds: tuple[float, float],
) -> None:
    with rendering() as page:
        for slack in seconds:
            depends_on("count:1", slack_seconds=slack)
    assert page.tags == {"count:1": 0}


def test_tag_that_may_wait_says_so() -> None:
    with rendering() as page:
        depends_on("count:1", slack_seconds=10)
    assert page.tags == {"count:1": 10}


def test_page_is_fresh_until_the_first_of_what_is_to_come() -> None:
    with rendering() as page:
        for minutes in (5, 3, 4):
            fresh_until(NOON + timedelta(minutes=minutes))
    assert page.fresh_until == NOON + timedelta(minutes=3)


def test_page_for_one_reader_is_not_shared() -> None:
    with rendering() as page:
        never_store()
    assert not page.is_shared


def test_page_is_the_current_one_only_while_it_is_made() -> None:
    with rendering() as page:
        assert current_rendering() is page
    assert current_rendering() is None


def test_page_that_failed_is_not_the_current_one_any_more() -> None:
    with pytest.raises(ZeroDivisionError), rendering():
        _ = 1 / 0
    assert current_rendering() is None


def test_page_made_within_another_keeps_to_itself() -> None:
    with rendering() as outer:
        with rendering() as inner:
            depends_on("inner")
        depends_on("outer")
    assert (set(outer.tags), set(inner.tags)) == ({"outer"}, {"inner"})


def test_page_made_elsewhere_at_the_same_time_keeps_to_itself() -> None:
    elsewhere = copy_context()
    with rendering() as page:
        elsewhere.run(depends_on, "somewhere else")
    assert page.tags == {}


def test_each_page_has_a_mark_that_nobody_can_guess() -> None:
    with rendering() as one, rendering() as other:
        assert one.mark != other.mark
    assert len(one.mark) == 32
