"""Whatever is typed, only the allow-list comes out, and it reads the same twice."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder import text
from rejoinder.text.nesting import untangled
from rejoinder.text.sanitise import ARTICLE_TAGS
from tests.text.allowed import assert_safe_article, assert_safe_comment
from tests.text.pieces import PIECES, SEPARATORS

OWN_DATA = Path(__file__).parent / "data"


def assert_everything_is_safe(typed: str) -> None:
    for comment in (
        text.render_comment(typed),
        text.render_typed_html(typed),
        text.sanitise_comment_html(typed),
    ):
        assert_safe_comment(comment, text.sanitise_comment_html)
    for article in (
        text.render_article_markdown(typed),
        text.sanitise_article_html(typed),
        text.sanitise_article_html(text.add_paragraphs(typed)),
        text.sanitise_article_html(untangled(typed, ARTICLE_TAGS)),
    ):
        assert_safe_article(article, text.sanitise_article_html)


def test_our_own_attacks_do_nothing() -> None:
    attacks = (OWN_DATA / "hostile.txt").read_text(encoding="utf-8")
    for attack in [*attacks.splitlines(), attacks]:
        assert_everything_is_safe(attack)


@pytest.mark.parametrize("name", ["html-fragments.json", "naughty.json"])
def test_our_own_odd_strings_are_safe(name: str) -> None:
    for odd in json.loads((OWN_DATA / name).read_text(encoding="utf-8")):
        assert_everything_is_safe(odd)


def test_published_attacks_do_nothing(shared_data: Path) -> None:
    lists = sorted((shared_data / "xss").glob("*.txt"))
    assert len(lists) == 7
    for path in lists:
        # Some lists hold bytes that are no UTF-8; a form would send them as U+FFFD.
        attacks = path.read_text(encoding="utf-8", errors="replace")
        for attack in [attacks, *attacks.splitlines(), *_mario_vectors(attacks)]:
            assert_everything_is_safe(attack)


def _mario_vectors(attacks: str) -> list[str]:
    return re.findall(r'<div id="\d+">(.*?)//\["\'`-->\]\]>\]</div>', attacks, re.S)


def test_published_parser_cases_are_safe(shared_data: Path) -> None:
    archives = sorted((shared_data / "html5lib").glob("*.tar.gz"))
    cases = {case for archive in archives for case in _html5lib_cases(archive)}
    assert len(cases) > 1_000
    for case in sorted(cases):
        assert_everything_is_safe(case)


def _html5lib_cases(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as files:
        for member in files.getmembers():
            content = files.extractfile(member)
            if content is None:
                continue
            raw = content.read().decode("utf-8", errors="replace")
            if member.name.endswith(".dat"):
                yield from re.findall(r"^#data\n(.*?)\n#errors", raw, re.S | re.M)
            else:
                yield from _strings_in(json.loads(raw))


def _strings_in(value: object) -> Iterator[str]:
    """Every string of a JSON file; descriptions are odd enough to be tried too."""
    if isinstance(value, str):
        yield value
        yield re.sub(r"\\u([0-9A-Fa-f]{4})", lambda code: chr(int(code[1], 16)), value)
    elif isinstance(value, list):
        for item in value:
            yield from _strings_in(item)
    elif isinstance(value, dict):
        yield from _strings_in(list(value.values()))


def test_published_naughty_strings_are_safe(shared_data: Path) -> None:
    strings = json.loads((shared_data / "unicode" / "blns.json").read_text("utf-8"))
    assert len(strings) == 515
    for naughty in strings:
        assert_everything_is_safe(naughty)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(PIECES, SEPARATORS), max_size=25))
def test_any_mixture_is_safe(parts: list[tuple[str, str]]) -> None:
    assert_everything_is_safe("".join(piece + gap for piece, gap in parts))
