"""The beginning of a text, cut where no reader minds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rejoinder.text import excerpt, excerpt_html
from rejoinder.text.graphemes import cut_at_grapheme

OWN_DATA = Path(__file__).parent / "data"
FAMILY = "👨‍👩‍👧‍👦"
GRAPHEMES = [
    "e\u0301",
    "क्षि",
    "क्‍ष",
    "น้ำ",
    "각",
    "\u1100\u1161\u11a8",
    FAMILY,
    "👍🏽",
    "1\ufe0f\u20e3",
    "🇮🇷",
    "🏴\U000e0067\U000e0062\U000e007f",
    "ｶﾞ",
    "\u06001",
    "می\u200cروم"[1:4],
]


def test_a_text_that_fits_is_whole_and_on_one_line() -> None:
    assert excerpt(" one\n two\t", 7) == "one two"


@pytest.mark.parametrize(
    ("max_chars", "start"),
    [
        (12, "one two…"),
        (11, "one two…"),
        (8, "one two…"),
        (7, "one…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_a_long_text_is_cut_between_words(max_chars: int, start: str) -> None:
    assert excerpt("one two three four", max_chars) == start


def test_a_word_longer_than_half_is_cut_itself() -> None:
    assert excerpt("a " + "b" * 50, 10) == "a bbbbbbb…"


@pytest.mark.parametrize("grapheme", GRAPHEMES)
def test_no_grapheme_is_cut(grapheme: str) -> None:
    whole = {"", "x", *("x" + grapheme * times for times in range(1, 4))}

    for max_chars in range(len("x" + grapheme * 3) + 1):
        assert cut_at_grapheme("x" + grapheme * 3, max_chars) in whole


def test_flags_are_cut_between_pairs() -> None:
    assert cut_at_grapheme("🇮🇷🇮🇱🇮🇳", 5) == "🇮🇷🇮🇱"


def test_excerpts_of_every_language_are_starts_of_their_text() -> None:
    for sentence in json.loads(
        (OWN_DATA / "sentences.json").read_text("utf-8")
    ).values():
        _assert_all_starts(sentence)


def test_excerpts_of_published_sentences_are_starts_of_their_text(
    shared_data: Path,
) -> None:
    for path in sorted((shared_data / "languages").glob("*.txt")):
        for sentence in path.read_text("utf-8").split("\n")[::20]:
            _assert_all_starts(" ".join(sentence.split()))


def _assert_all_starts(sentence: str) -> None:
    for max_chars in range(1, len(sentence) + 1):
        start = excerpt(sentence, max_chars)
        assert len(start) <= max_chars
        assert sentence.startswith(start.removesuffix("…"))
        assert start.removesuffix("…")[-1:] not in ("\u200c", "\u200d", " ")


def test_an_excerpt_of_html_is_plain_text() -> None:
    assert excerpt_html("<p>one &lt;b&gt;</p><p>two</p>", 11) == "one <b> two"
