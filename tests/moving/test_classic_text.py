"""Posts of the classic editor, and what both editors' posts share."""

from __future__ import annotations

import pytest

from rejoinder.moving.wordpress import Card, Html, PageBreak, convert_body, title_text
from tests.moving.surroundings import SmallSite

SITE = SmallSite()


def html_of(content: str) -> str:
    (part,) = convert_body(content, SITE).parts
    assert isinstance(part, Html)
    return part.html


def test_blank_lines_and_line_ends_are_paragraphs_and_breaks() -> None:
    assert html_of("one\ntwo\r\n\r\nthree") == "<p>one<br>\ntwo</p>\n<p>three</p>"


@pytest.mark.parametrize(
    "content",
    ["one<!--more-->two", "one\n\n<!--more Go on, reader!-->\n\ntwo"],
)
def test_the_beginning_is_a_part_of_its_own(content: str) -> None:
    assert convert_body(content, SITE).parts == (Html("<p>one</p>"), Html("<p>two</p>"))


def test_only_the_first_more_ends_the_beginning() -> None:
    parts = convert_body("a<!--more-->b<!--more-->c<!--noteaser-->d", SITE).parts

    assert parts == (Html("<p>a</p>"), Html("<p>b</p>\n<p>c</p>\n<p>d</p>"))


def test_pages_are_told_apart() -> None:
    parts = convert_body("<!--nextpage-->a\n<!--nextpage-->\n<em>b", SITE).parts

    assert parts == (Html("<p>a</p>"), PageBreak(), Html("<p><em>b</em></p>"))


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (
            '<a href="https://old.example/b/">a</a>',
            '<a href="/b/" rel="noopener">a</a>',
        ),
        ('<a href="../b">a</a>', '<a href="../b" rel="noopener">a</a>'),
        ('<a href="//c.d/b">a</a>', '<a href="https://c.d/b" rel="noopener">a</a>'),
        ('<a href="java\nscript:b">a</a>', '<a rel="noopener">a</a>'),
        ('<a href="data:text/html,b">a</a>', '<a rel="noopener">a</a>'),
        ('<a href="#respond">a</a>', '<a href="#respond" rel="noopener">a</a>'),
        ("<tt>a</tt><big>b</big>", "<code>a</code>b"),
        ("<font color=red><span>a</span></font>", "a"),
        ("a <math><mi>x</mi></math>", "a x"),
    ],
)
def test_inline_html_keeps_its_words_and_harmless_links(
    content: str, shown: str
) -> None:
    assert html_of(content) == f"<p>{shown}</p>"


def test_places_in_a_text_get_names_of_their_own() -> None:
    content = 'a<a href="#fn:1">1</a>\n\n<p id="fn:1">b</p>\n\n<a name="c"></a>c'

    assert html_of(content) == (
        '<p>a<a href="#text-fn:1" rel="noopener">1</a></p>\n<p id="text-fn:1">b</p>\n'
        '<p><a id="text-c" rel="noopener"></a>c</p>'
    )


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>"),
        ('<div dir="rtl"><p>a</p></div>', '<p dir="rtl">a</p>'),
        ("<center><h1>a</h1></center>", "<h2>a</h2>"),
        ("<ul><li><div>a</div><div>b</div></ul>",
         "<ul><li><p>a</p>\n<p>b</p>\n</li></ul>"),
        ("<td>a</td> <td>b</td>", "<p>a\n\n b</p>"),
        ("<font><p>a</p><p>b</p></font>", "<p>a</p>\n<p>b</p>"),
        ("<b><p>a</p></b>", "<b>\n<p>a</p>\n</b>"),
        ("<textarea>a <b></textarea>", "<pre>a &lt;b&gt;</pre>"),
        ("<h2>a <div>b</div></h2>", "<h2>a  b \n</h2>"),
        ("<p>&nbsp;</p>a", "<p>a</p>"),
    ],
)  # fmt: skip
def test_boxes_become_paragraphs(content: str, shown: str) -> None:
    assert html_of(content) == shown


@pytest.mark.parametrize(
    ("content", "card"),
    [
        ("https://www.youtube.com/watch?v=a&amp;b",
         Card("https://www.youtube.com/watch?v=a&b", "Video on youtube.com", "")),
        ("https://a.example/b?c", Card("https://a.example/b?c", "a.example/b", "")),
        ('<iframe src="//www.youtube-nocookie.com/embed/a-b?rel=0"></iframe>',
         Card("https://www.youtube.com/watch?v=a-b", "Video on youtube.com", "")),
        ('<p><span><iframe src="//player.vimeo.com/video/1" title="Sea"></iframe>',
         Card("https://vimeo.com/1", "Video on vimeo.com", "Sea")),
        ('<object><param name="movie" value="http://www.youtube.com/v/a"><embed '
         'src="http://www.youtube.com/v/a"></object>',
         Card("http://www.youtube.com/watch?v=a", "Video on youtube.com", "")),
        ('<embed src="https://w.soundcloud.com/player">',
         Card("https://w.soundcloud.com/player", "Sound on w.soundcloud.com", "")),
    ],
)  # fmt: skip
def test_what_is_embedded_becomes_a_card(content: str, card: Card) -> None:
    assert convert_body(f"one\n{content}", SITE).parts == (Html("<p>one</p>"), card)


def test_an_address_of_our_own_is_a_link_and_no_card() -> None:
    assert html_of("https://old.example/a/") == (
        '<p><a href="/a/" rel="noopener">https://old.example/a/</a></p>'
    )


def test_a_frame_within_a_list_is_a_link() -> None:
    assert html_of('<ul><li><iframe src="https://a.example/b"></iframe></ul>') == (
        '<ul><li><a href="https://a.example/b" rel="noopener">a.example/b</a></li></ul>'
    )


def test_what_is_taken_out_is_counted() -> None:
    content = (
        "<form><input><b>a</b></form><script>b</script>"
        '<iframe src="https://a.example/"></iframe><video src="https://a.example/b">'
    )

    removed = convert_body(content, SITE).removed

    assert removed == {"form": 1, "input": 1, "script": 1, "iframe": 1}


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Tom &amp; Ben&#8217;s", "Tom & Ben’s"),
        ("A <em>b</em><br />c", "A b c"),
        ("List<String> &lt;b&gt; < 3", "List<String> <b> < 3"),
        ("  a\n b ", "a b"),
        ("a<script>b</script>", "a"),
    ],
)
def test_a_title_is_plain_text(raw: str, title: str) -> None:
    assert title_text(raw) == title
