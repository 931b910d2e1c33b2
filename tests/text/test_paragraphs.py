"""Paragraphs as WordPress makes them of typed HTML."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.text import add_paragraphs
from tests.text.pieces import PLAIN_PIECES, SEPARATORS, WORDS, visible_texts


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"),
        ("one\n \t\n\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("one<br />\ntwo", "<p>one<br />\ntwo</p>\n"),
        ("one<br><br>two", "<p>one</p>\n<p>two</p>\n"),
        ("one<br>\n<br>two", "<p>one</p>\n<p>two</p>\n"),
        ("<em>one\n\ntwo</em>", "<p><em>one</p>\n<p>two</em></p>\n"),
        ('<img src="/a">', '<p><img src="/a"></p>\n'),
        (" \n\t\n", ""),
    ],
)
def test_blank_lines_end_paragraphs_and_line_ends_break(typed: str, html: str) -> None:
    assert add_paragraphs(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("a\n<div>b</div>\nc", "<p>a</p>\n<div>b</div>\n<p>c</p>\n"),
        ("<div>\n\na\n\n</div>", "<div><p>a</p>\n</div>\n"),
        ("<div>a\n\nb</div>", "<div><p>a</p>\n<p>b</p>\n</div>\n"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p>\n</blockquote>\n"),
        ("<ul>\n<li>a\nb</li></ul>", "<ul>\n<li>a<br>\nb</li>\n</ul>\n"),
        ("<h2>a\nb\n</h2>", "<h2>a<br>\nb</h2>\n"),
        ("a\n<hr>\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
        ("a<br>\n<ul></ul>", "<p>a</p>\n<ul></ul>\n"),
        ('<p class="x">a\n\nb</p>c', '<p class="x">a</p>\n<p>b</p>\n<p>c</p>\n'),
        ("<p></p>a", "<p>a</p>\n"),
        ("<a>\n<div>b</div></a>", "<a>\n<div>b</div>\n</a>\n"),
        ("<!-- a -->\n\nb", "<!-- a -->\n<p>b</p>\n"),
        ("<table>\n<tr>\n<td>a</td></tr>\n</table>",
         "<table>\n<tr>\n<td>a</td>\n</tr>\n\n</table>\n"),
    ],
)  # fmt: skip
def test_blocks_are_not_wrapped(typed: str, html: str) -> None:
    assert add_paragraphs(typed) == html


@pytest.mark.parametrize("name", ["pre", "script", "style", "textarea", "svg", "video"])
def test_what_has_its_own_line_ends_keeps_them(name: str) -> None:
    element = f"<{name}>\n\na\n<b>\n\n</{name}>"

    assert element in add_paragraphs(f"one\n\n{element}\n\ntwo")


def test_line_ends_inside_a_tag_or_comment_do_not_break() -> None:
    tag = "<a\n\nhref='/\n\n>'\n>b</a><!--\n\n-->"

    assert add_paragraphs(tag) == f"<p>{tag}</p>\n"


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.one_of(PLAIN_PIECES, st.sampled_from(WORDS)), SEPARATORS)))
def test_no_word_is_lost_or_hidden(pieces: list[tuple[str, str]]) -> None:
    typed = "".join(piece + gap for piece, gap in pieces)
    word = re.compile(r"word\d\d")

    before = word.findall(" ".join(visible_texts(typed)))
    after = word.findall(" ".join(visible_texts(add_paragraphs(typed))))

    assert sorted(before) == sorted(after)


def test_naughty_strings_come_out_whole(shared_data: Path) -> None:
    for typed in json.loads((shared_data / "unicode" / "blns.json").read_text("utf-8")):
        made = re.sub(r"</?p>|<br>|\s", "", add_paragraphs(typed))

        assert made == re.sub(r"</?p>|<br>|\s", "", typed)
