"""Reading sanitised HTML: its words and its links."""

from __future__ import annotations

import pytest

from rejoinder.text import count_links, links, plain_text, render_comment


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>one<br>\ntwo</p>\n<p>three  <b>four</b></p>", "one\ntwo\nthree four"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "a\nb"),
        ("<blockquote><p>q</p></blockquote>a<hr>b", "q\na\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre><code>a\n  b\n</code></pre>", "a\nb"),
        ("a &lt;b&gt; &amp;amp; &quot;c&quot;&nbsp;d", 'a <b> &amp; "c"\xa0d'),
        ('<abbr title="<b>">x</abbr>', "x"),
        ("", ""),
    ],
)
def test_plain_text_has_a_line_for_each_block(html: str, words: str) -> None:
    assert plain_text(html) == words


def test_plain_text_shows_typed_tags_as_typed() -> None:
    assert plain_text(render_comment("I <3 <you>")) == "I <3 <you>"


def test_links_are_read_unescaped_and_in_order() -> None:
    html = '<a href="https://a.example/?a&amp;b" rel="x">a</a><a rel="x">b</a>'

    assert links(html + '<a title="&lt;a href=" href="mailto:c@d.example">c</a>') == [
        "https://a.example/?a&b",
        "mailto:c@d.example",
    ]


def test_bare_addresses_count_as_links() -> None:
    html = render_comment("https://a.example www.b.example c@d.example [e](http://f.g)")

    assert count_links(html) == 4


def test_links_without_an_address_do_not_count() -> None:
    assert count_links(render_comment("<a>x</a> [y](javascript:1)")) == 0
