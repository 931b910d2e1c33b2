"""Pure decisions about posting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rejoinder.discussion.rules import is_blank, usable_url, wait_seconds
from tests.factories import NOON


@pytest.mark.parametrize(
    ("seconds_ago", "pause", "wait"),
    [
        (0, 15, 15),
        (4.2, 15, 11),
        (14.99, 15, 1),
        (15, 15, 0),
        (99, 15, 0),
        (-0.1, 0, 0),
    ],
)
def test_the_wait_is_what_is_left_of_the_pause(
    seconds_ago: float, pause: int, wait: int
) -> None:
    last_at = NOON - timedelta(seconds=seconds_ago)
    assert wait_seconds(last_at, pause, NOON) == wait


def test_who_has_not_spoken_need_not_wait() -> None:
    assert wait_seconds(None, 15, NOON) == 0


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u2060", "\u3164", "\xad\ufeff"])
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "علی", "\U0001f600", "\u200bx", "0"])
def test_what_shows_anything_is_not(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("example.org", "https://example.org"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("//example.org/x", "https://example.org/x"),
        ("https://müller.example/", "https://müller.example/"),
        ("https://example.org/علی", "https://example.org/علی"),
    ],
)
def test_web_addresses_are_kept(typed: str, kept: str) -> None:
    assert usable_url(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "mailto:a@example.org",
        "ftp://example.org/",
        "nowhere",
        "https://",
        "http://[",
        "http://a.example/'onmouseover='alert(1)",
        'http://a.example/"x',
        "http://a.example/<b>",
        "http://a.example/ b",
        "http://a.example/\u202egro.elpmaxe",
        "http://a.example\\@b.example/",
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        usable_url(typed)
