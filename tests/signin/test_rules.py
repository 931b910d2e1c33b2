"""How many tries at a password are too many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rejoinder.signin.rules import WINDOW, network_of, seconds_to_wait

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def tries(*seconds_ago: float) -> list[datetime]:
    return sorted(NOW - timedelta(seconds=seconds) for seconds in seconds_ago)


def test_below_the_limit_there_is_no_wait() -> None:
    assert seconds_to_wait(tries(1, 2), limit=3, now=NOW) == 0


def test_at_the_limit_the_oldest_of_them_must_pass() -> None:
    window = WINDOW.total_seconds()
    assert seconds_to_wait(tries(30, 20, 10), limit=3, now=NOW) == window - 30


def test_above_the_limit_as_many_must_pass_as_are_too_many() -> None:
    window = WINDOW.total_seconds()
    assert seconds_to_wait(tries(40, 30, 20, 10), limit=3, now=NOW) == window - 30


def test_a_part_of_a_second_is_a_whole_one() -> None:
    almost = WINDOW.total_seconds() - 0.2
    assert seconds_to_wait(tries(almost), limit=1, now=NOW) == 1


def test_what_is_long_ago_does_not_count() -> None:
    assert seconds_to_wait(tries(901, 902, 903), limit=3, now=NOW) == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
    ],
)
def test_a_reader_is_counted_by_connection(address: str, network: str) -> None:
    assert network_of(address) == network
