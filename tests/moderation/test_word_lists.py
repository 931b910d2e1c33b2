"""Words of a list are found as WordPress finds them."""

from __future__ import annotations

import pytest

from rejoinder.moderation.rules import Found, Place, find_word


def found_in(text: str, word_list: str) -> bool:
    return find_word(word_list, {"text": text}) is not None


@pytest.mark.parametrize(
    ("text", "word_list"),
    [
        ("Buy CASINO chips", "casino"),
        ("buy casino chips", "CASINO"),
        ("I use WordPress", "press"),
        ("line one\nline two", "line two"),
        ("ΟΔΟΣ", "οδος"),
        ("ПРИВЕТ", "привет"),
        ("a (b) [c] .*", "(b) [c] .*"),
        ("#hashtag", "#hashtag"),
        ("x", "\r\n  \r\nx\r\n"),
        ("padded", "   padded  "),
    ],
)
def test_word_is_found(text: str, word_list: str) -> None:
    assert found_in(text, word_list)


@pytest.mark.parametrize(
    ("text", "word_list"),
    [
        ("anything", ""),
        ("anything", "\n \n\r\n"),
        ("abc", "a.c"),
        ("Straße", "strasse"),
        ("one\ntwo", "onetwo"),
        ("192.0.2.10", "0"),
        ("a word", "# a comment?"),
    ],
)
def test_word_is_not_found(text: str, word_list: str) -> None:
    assert not found_in(text, word_list)


def test_the_first_word_of_the_list_is_named_as_the_list_has_it() -> None:
    places: dict[Place, str] = {"name": "Spammer", "text": "cheap watches"}
    assert find_word("nothing\nWATCH\nspam", places) == Found("WATCH", "text")


def test_a_word_does_not_reach_from_one_place_into_the_next() -> None:
    assert find_word("endstart", {"name": "end", "text": "start"}) is None
