"""What we keep of text as it was sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rejoinder.text import normalise_source

OWN_DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\r\r\n\n", "\n\n\n"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
    ],
)
def test_line_ends_and_unstorable_characters_are_replaced(raw: str, kept: str) -> None:
    assert normalise_source(raw) == kept


def test_everything_else_stays_as_sent() -> None:
    source = "  e\u0301 \u00e9 \u200c\u202e\u2028\x1b\ufeff 👨‍👩‍👧 <b> &amp; \t\n "

    assert normalise_source(source) == source


def test_own_sentences_and_odd_strings_survive() -> None:
    sentences = json.loads((OWN_DATA / "sentences.json").read_text("utf-8")).values()
    odd = json.loads((OWN_DATA / "naughty.json").read_text("utf-8"))
    for source in [*sentences, *odd]:
        once = normalise_source(source)
        assert normalise_source(once) == once
        once.encode()


def test_published_strings_survive_exactly(shared_data: Path) -> None:
    naughty = json.loads((shared_data / "unicode" / "blns.json").read_text("utf-8"))
    sentences = [
        line
        for path in sorted((shared_data / "languages").glob("*.txt"))
        for line in path.read_text("utf-8").split("\n")
    ]
    assert len(sentences) > 1_000
    for source in [*naughty, *sentences]:
        assert normalise_source(source) == source


def test_the_longest_comment_with_a_tag_across_its_end_survives() -> None:
    source = "x" * 65_500 + '<b title="over the limit'
    source += "!" * (65_525 - len(source))

    assert normalise_source(source) == source
