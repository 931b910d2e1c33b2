"""A comment as WordPress keeps it: typed HTML, in paragraphs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.text import plain_text, render_typed_html, sanitise_comment_html
from rejoinder.text.nesting import untangled
from rejoinder.text.paragraphs import add_paragraphs
from rejoinder.text.sanitise import COMMENT_TAGS
from tests.text.pieces import PLAIN_PIECES, WORDS, visible_texts

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"),
        ("*a* _b_ # c", "<p>*a* _b_ # c</p>\n"),
        ("<b>a\n\nb", "<p><b>a</b></p>\n<p><b>b</b></p>\n"),
        ("a &amp; b &lt;c> &#8217;", "<p>a &amp; b &lt;c&gt; ’</p>\n"),
        ("I <3 <you>, List<int>", "<p>I &lt;3 &lt;you&gt;, List&lt;int&gt;</p>\n"),
        ("a <b", "<p>a &lt;b</p>\n"),
        ("<blockquote>a\n\nb</blockquote>c",
         "<blockquote><p>a</p>\n<p>b</p>\n</blockquote>\n<p>c</p>\n"),
        ("<div>a</div><h2>b</h2>", "<p>a</p>\n<p>b</p>\n"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a  b</p>\n"),
        ("<script>a</script>b<!-- c -->", "<p>b</p>\n"),
        ("<textarea>a &lt;b></textarea>", "<pre>a &lt;b&gt;</pre>\n"),
        ('<img src="https://a.example/b.png" alt="c">',
         f'<p><a href="https://a.example/b.png" {REL}>c</a></p>\n'),
        ("", ""),
    ],
)  # fmt: skip
def test_a_comment_is_shown_as_wordpress_meant_it(source: str, shown: str) -> None:
    assert render_typed_html(source) == shown


@pytest.mark.parametrize(
    ("source", "address", "words"),
    [
        ("see http://a.example/b.", "http://a.example/b", "http://a.example/b"),
        ("www.a.example", "http://www.a.example", "www.a.example"),
        ("a@b.example", "mailto:a@b.example", "a@b.example"),
        ("https://a.b/?c=1&amp;d", "https://a.b/?c=1&amp;d", "https://a.b/?c=1&amp;d"),
    ],
)
def test_bare_addresses_are_links(source: str, address: str, words: str) -> None:
    assert f'<a href="{address}" {REL}>{words}</a>' in render_typed_html(source)


@pytest.mark.parametrize(
    "source", ["http://", "a.example", "<code>http://a.b</code>", "<pre>www.a.b</pre>"]
)
def test_other_words_are_not(source: str) -> None:
    assert "<a" not in render_typed_html(source)


def test_an_address_inside_a_link_is_part_of_it() -> None:
    shown = render_typed_html('<a href="http://a.b/">http://c.d/</a>')

    assert shown == f'<p><a href="http://a.b/" {REL}>http://c.d/</a></p>\n'


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(st.sampled_from("ab \t\f\n>\"'\xa0é\ufeff\u202e\x01"), max_size=30))
def test_text_without_markup_comes_out_as_by_the_long_way(source: str) -> None:
    long_way = sanitise_comment_html(untangled(add_paragraphs(source), COMMENT_TAGS))

    assert render_typed_html(source) == long_way


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.one_of(PLAIN_PIECES, st.sampled_from(WORDS)), max_size=25))
def test_any_mixture_keeps_its_words(pieces: list[str]) -> None:
    assert_words_kept("".join(pieces), re.compile(r"word\d\d"))


def test_naughty_strings_keep_their_words(shared_data: Path) -> None:
    for source in json.loads(
        (shared_data / "unicode" / "blns.json").read_text("utf-8")
    ):
        assert_words_kept(source, re.compile(r"[^\W_]{2,}"))


def assert_words_kept(source: str, word: re.Pattern[str]) -> None:
    shown = plain_text(render_typed_html(source))
    for visible in visible_texts(source):
        for found in word.findall(visible):
            assert found in shown, f"{found} of {source!r} not in {shown!r}"
