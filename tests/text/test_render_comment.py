"""A reader's comment, from what was typed to what is shown."""

from __future__ import annotations

import pytest

from rejoinder.text import count_links, links, render_comment

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        ("~~c~~ `d`", "<p><s>c</s> <code>d</code></p>\n"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("```py\nx = 1\n```", "<pre><code>x = 1\n</code></pre>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown_works(typed: str, shown: str) -> None:
    assert render_comment(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        '<abbr title="World Wide Web">WWW</abbr>',
        '<acronym title="Mister">Mr</acronym>',
        "<b>b</b><cite>c</cite><code>c</code><em>e</em><i>i</i>",
        '<del datetime="2024-01-02">d</del>',
        '<q cite="https://a.example/">q</q>',
        "<s>s</s><strike>s</strike><strong>s</strong>",
    ],
)
def test_the_tags_of_wordpress_work(typed: str) -> None:
    assert render_comment(typed) == f"<p>{typed}</p>\n"


def test_a_typed_link_works() -> None:
    shown = render_comment('<a href="https://a.example/" title="t">a</a>')

    assert shown == f'<p><a href="https://a.example/" title="t" {REL}>a</a></p>\n'


def test_a_typed_quote_holds_several_paragraphs() -> None:
    shown = render_comment(
        '<blockquote cite="https://a.example/">one\n\ntwo</blockquote>\nmy answer'
    )

    assert shown == (
        '<blockquote cite="https://a.example/"><p>one</p>\n<p>two</p>\n'
        "</blockquote><p>my answer</p>\n"
    )


def test_a_quote_in_a_list_item_ends_with_it() -> None:
    shown = render_comment("- <blockquote>one\n- two</blockquote>")

    assert shown == (
        "<ul>\n<li>\n<blockquote>one</blockquote></li>\n"
        "<li>two&lt;/blockquote&gt;</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("I <3 you", "I &lt;3 you"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<!-- aside -->", "&lt;!-- aside --&gt;"),
        ("a <br> b", "a &lt;br&gt; b"),
        ("</b>", "&lt;/b&gt;"),
        ("x < y > z & w", "x &lt; y &gt; z &amp; w"),
    ],
)
def test_other_tags_are_shown_as_typed(typed: str, shown: str) -> None:
    assert render_comment(typed) == f"<p>{shown}</p>\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<b>a\n\nb", "<p><b>a</b></p>\n<p>b</p>\n"),
        ("<b><i>a</b>b</i>", "<p><b><i>a</i></b>b&lt;/i&gt;</p>\n"),
        ("*<b>a*b</b>", "<p><em><b>a</b></em>b&lt;/b&gt;</p>\n"),
        ("<B>a</b>", "<p><b>a</b></p>\n"),
    ],
)
def test_unbalanced_tags_are_balanced(typed: str, shown: str) -> None:
    assert render_comment(typed) == shown


def test_a_link_in_a_link_keeps_the_outer_one() -> None:
    shown = render_comment("<a href=https://a.example>x [y](https://b.example)</a>")

    assert links(shown) == ["https://a.example"]
    assert ">x y</a>" in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Loud", "<p><strong>Loud</strong></p>\n"),
        ("so long\n---\nBen", "<p>so long</p>\n<hr>\n<p>Ben</p>\n"),
        ("#1 answer", "<p>#1 answer</p>\n"),
    ],
)
def test_no_heading_joins_the_page(typed: str, shown: str) -> None:
    assert render_comment(typed) == shown


def test_an_image_is_a_link_to_it() -> None:
    shown = render_comment("![a cat](https://a.example/cat.png)")

    assert shown == f'<p><a href="https://a.example/cat.png" {REL}>a cat</a></p>\n'


def test_an_image_in_a_link_is_its_words() -> None:
    shown = render_comment("[![a cat](https://a.example/c.png)](https://b.example/)")

    assert shown == f'<p><a href="https://b.example/" {REL}>a cat</a></p>\n'


def test_an_image_without_words_shows_its_address() -> None:
    assert ">https://a.example/c.png</a>" in render_comment(
        "![](https://a.example/c.png)"
    )


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("see https://a.example/_x_?y=1&z=2.", "https://a.example/_x_?y=1&z=2"),
        ("(http://a.example/b_(c))", "http://a.example/b_(c)"),
        ("**https://a.example/**", "https://a.example/"),
        ("HTTPS://A.example", "HTTPS://A.example"),
        ("www.a.example/_b_c, and", "http://www.a.example/_b_c"),
        ("[https://a.example/?a;b&amp;]", "https://a.example/?a;b"),
        ("«https://a.example/»", "https://a.example/"),
        ("見てhttps://a.example/。次", "https://a.example/"),
        ("https://a.example/\u202ecod.exe", "https://a.example/"),
        ("https://a.example/b\ufeff", "https://a.example/b"),
        ("Ada.Ben_c+d@a.example.", "mailto:Ada.Ben_c+d@a.example"),
        ("https://مثال.example/می‌روم", "https://xn--mgbh0fb.example/"
         "%D9%85%DB%8C%E2%80%8C%D8%B1%D9%88%D9%85"),
        ("<https://a.example/>", "https://a.example/"),
    ],
)  # fmt: skip
def test_a_bare_address_is_linked(typed: str, address: str) -> None:
    assert links(render_comment(typed)) == [address]


@pytest.mark.parametrize(
    "typed",
    [
        "example.com",
        "the end.So it goes",
        "xhttps://a.example",
        "`https://a.example`",
        "ftp://a.example",
        "https://",
        "www.",
        "a@b",
        "@ada and a@",
        "~/www.a/b@",
        "https://a.example/" + "x" * 2_000,
    ],
)
def test_what_is_no_bare_address_stays_text(typed: str) -> None:
    assert links(render_comment(typed)) == []


def test_no_address_is_linked_inside_a_link() -> None:
    shown = render_comment(
        "<a href=https://a.example>www.b.example c@d.example https://e.example</a>"
    )

    assert links(shown) == ["https://a.example"]


# Regression 5: schemes were filtered by a list of bad ones.
@pytest.mark.parametrize(
    "typed",
    [
        "[x](java&#10;script:alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](vbscript:msgbox)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//a.example/)",
        "[x](/own)",
        "[x](#top)",
        "<javascript:alert(1)>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href=/own>x</a>",
        "[x]\n\n[x]: javascript:alert(1)",
    ],
)
def test_no_other_scheme_is_linked(typed: str) -> None:
    shown = render_comment(typed)

    assert count_links(shown) == 0
    assert "href" not in shown


# Regression 2: quotes in an attribute broke out when rel was added.
def test_an_attribute_does_not_break_out_of_its_quotes() -> None:
    shown = render_comment(
        """<a title='x" onmouseover=alert(1) y' href=http://a.example>z</a>"""
    )

    assert shown == (
        '<p><a title="x&quot; onmouseover=alert(1) y" href="http://a.example" '
        f"{REL}>z</a></p>\n"
    )


# Regression 1: a comment was cut inside a tag after the sanitiser had passed it.
def test_a_tag_cut_at_the_end_of_the_longest_comment_is_shown() -> None:
    source = "x" * 65_500 + '<b title="onmouseover=alert(1) '
    shown = render_comment(source[:65_525])

    assert "<b" not in shown
    assert shown.count("<") == 2  # The paragraph's own.


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_what_is_nested_too_deep_is_shown_as_typed(mark: str) -> None:
    shown = render_comment(mark * 100 + "the bottom")

    assert "the bottom</" in shown
    assert shown.count("<blockquote>") + shown.count("<li>") < 20


def test_text_renders_as_the_stored_source_does() -> None:
    assert render_comment("a\r\nb\x00\ud800") == "<p>a<br>\nb\ufffd\ufffd</p>\n"
