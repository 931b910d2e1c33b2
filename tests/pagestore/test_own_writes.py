"""Whoever has written something sees it on the next page."""

from __future__ import annotations

import pytest

from rejoinder.pagestore.own_writes import (
    CLOCKS_DIFFER_SECONDS,
    cookie_value,
    is_new_enough,
)

WRITTEN = 1_795_000_000.1234


def test_a_page_made_after_the_write_is_new_enough() -> None:
    assert is_new_enough(WRITTEN + 0.002, cookie_value("here", WRITTEN), "here")


def test_a_page_made_before_the_write_is_not() -> None:
    assert not is_new_enough(WRITTEN, cookie_value("here", WRITTEN), "here")


def test_clocks_of_two_machines_may_differ() -> None:
    cookie = cookie_value("there", WRITTEN)
    assert not is_new_enough(WRITTEN + CLOCKS_DIFFER_SECONDS, cookie, "here")
    assert is_new_enough(WRITTEN + CLOCKS_DIFFER_SECONDS + 0.002, cookie, "here")


@pytest.mark.parametrize(
    "cookie", ["", "x", "here.", "here.x", "here.-5", "here.²", "." * 99]
)
def test_a_cookie_that_is_not_ours_asks_for_nothing(cookie: str) -> None:
    assert is_new_enough(0, cookie, "here")


def test_a_cookie_of_the_far_future_asks_for_a_fresh_page_every_time() -> None:
    assert not is_new_enough(WRITTEN, "here.999999999999999", "here")
    assert is_new_enough(WRITTEN, "here.9999999999999999", "here")
