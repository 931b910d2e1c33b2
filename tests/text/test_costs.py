"""Slow texts: four times the text costs under six times the work (regression 39).

Work is counted, never timed: calls of Python functions and characters that come out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from rejoinder.text import (
    add_paragraphs,
    excerpt,
    fold_name,
    render_article_markdown,
    render_comment,
    render_typed_html,
    slugify,
)

# What is quadratic shows already here; sixteen times as much is for measuring by hand.
FEW_CHARS = 1_500

SLOW_PATTERNS = {
    "brackets": "[",
    "images": "![",
    "links": "[a](",
    "references": "[a][",
    "emphasis": "*a",
    "spaced emphasis": "*a ",
    "mixed emphasis": "*_",
    "parentheses": "((",
    "dots": "a.a.",
    "ampersands": "&",
    "quotes": "> ",
    "quotes on lines": "> a\n",
    "lists": "- ",
    "a word": "a",
    "words": "word ",
    "backticks": "`a",
    "backslashes": "\\",
    "less-than signs": "<",
    "open tags": "<b ",
    "comments": "<!--",
    "instructions": "<?",
    "typed tags": "<b>",
    "typed tags in paragraphs": "<b>a\n\n",
    "typed quotes": "<blockquote>",
    "crossed tags": "*<b>*a",
    "colons": "://",
    "half addresses": "http:// ",
    "addresses": "http://a.b/( ",
    "bare names": "www. ",
    "unclosed names": "www.a.b/[ ",
    "mail": "*a@b.cd* ",
    "at signs": "a@",
    "tables": "|a",
    "definitions": "[a]: b\n",
}


def work_of(function: Callable[[str], str], argument: str) -> int:
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        result = function(argument)
    finally:
        sys.setprofile(previous)
    return calls + len(result)


def _repeated(pattern: str, chars: int) -> str:
    return (pattern * (chars // len(pattern) + 1))[:chars]


TYPED_PATTERNS = {
    "line ends": "\n",
    "lines": "a\n",
    "paragraphs": "a\n\n",
    "breaks": "<br>",
    "breaks on lines": "<br> \n",
    "unclosed attributes": '<a b="',
    "scripts": "<script>",
    "boxes": "<textarea>",
    "preformatted": "<pre>",
    "drawings": "<svg>",
    "lists in lists": "<ul><li>",
    "items in items": "<li><b>",
    "tables in tables": "<table><tr><td>a",
    "words between cells": "<table>a<tr>",
    "end tags": "</b></p>",
    "crossed formatting": "<b><i></b>a",
}


@pytest.mark.parametrize("function", [add_paragraphs, render_typed_html])
@pytest.mark.parametrize(
    "pattern",
    [*SLOW_PATTERNS.values(), *TYPED_PATTERNS.values()],
    ids=[*SLOW_PATTERNS, *TYPED_PATTERNS],
)
def test_typed_html_four_times_as_long_is_under_six_times_the_work(
    function: Callable[[str], str], pattern: str
) -> None:
    once = work_of(function, _repeated(pattern, FEW_CHARS))
    four_times = work_of(function, _repeated(pattern, 4 * FEW_CHARS))

    assert four_times < 6 * max(once, 500)


@pytest.mark.parametrize("pattern", SLOW_PATTERNS.values(), ids=SLOW_PATTERNS)
def test_a_comment_four_times_as_long_is_under_six_times_the_work(pattern: str) -> None:
    once = work_of(render_comment, _repeated(pattern, FEW_CHARS))
    four_times = work_of(render_comment, _repeated(pattern, 4 * FEW_CHARS))

    assert four_times < 6 * once


# Everything else an article shares with comments.
@pytest.mark.parametrize(
    "pattern", ["|a", "|a\n", "<b ", "<!--", "<b>a\n\n", "*<b>*a", "<b lang=a>a<p>"]
)
def test_an_article_four_times_as_long_is_under_six_times_the_work(
    pattern: str,
) -> None:
    once = work_of(render_article_markdown, _repeated(pattern, FEW_CHARS))
    four_times = work_of(render_article_markdown, _repeated(pattern, 4 * FEW_CHARS))

    assert four_times < 6 * once


@pytest.mark.parametrize("pattern", ["a", "a.a.", "\u0301", "🇮", "\u200c", "مـ", " "])
@pytest.mark.parametrize(
    "function", [slugify, fold_name, lambda text: excerpt(text, len(text) - 1)]
)
def test_names_and_titles_cost_no_more_than_their_length(
    function: Callable[[str], str], pattern: str
) -> None:
    once = work_of(function, _repeated(pattern, FEW_CHARS))
    four_times = work_of(function, _repeated(pattern, 4 * FEW_CHARS))

    assert four_times < 6 * max(once, 1_000)


@pytest.mark.parametrize("use", ["[a]", "![a]"])
@pytest.mark.parametrize(
    "definition",
    [
        "[a]: http://a.example/" + "b" * 1_900,
        '[a]: http://a.example/ "' + "b" * 30_000 + '"',
    ],
)
def test_one_definition_used_often_does_not_multiply(definition: str, use: str) -> None:
    source = f"{definition}\n\n{use * 3_000}"

    assert len(render_comment(source)) < 20 * len(source) + 200_000
    assert len(render_article_markdown(source)) < 20 * len(source) + 200_000


def test_labels_that_can_be_read_in_two_ways_cost_no_more() -> None:
    """A library that we tried needs years for this: failing means hanging here."""
    labels = "xn--a." * 60

    assert labels in render_comment(f"http://{labels}_ x@{labels}_")
