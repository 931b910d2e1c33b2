"""Posts of the block editor."""

from __future__ import annotations

import pytest

from rejoinder.moving.wordpress import (
    Card,
    Code,
    FileLink,
    Html,
    PageBreak,
    Picture,
    convert_body,
)
from tests.moving.surroundings import SmallSite

SITE = SmallSite(pictures={"a.jpg": "a"}, files={"a.pdf": "pdf", "#9": "nine"})


def block(name: str, html: str = "", attributes: str = "") -> str:
    return f"<!-- wp:{name} {attributes} -->\n{html}\n<!-- /wp:{name} -->\n\n"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (block("paragraph", "<p>one\ntwo</p>"), "<p>one\ntwo</p>"),
        (block("heading", '<h2 class="x">a</h2>', '{"level":2}'), "<h2>a</h2>"),
        (block("group", f'<div>{block("paragraph", "<p>a</p>")}</div>'), "<p>a</p>"),
        (block("quote", "<blockquote><p>a</p><cite>b</cite></blockquote>"),
         "<blockquote><p>a</p><cite>b</cite></blockquote>"),
        (block("pullquote", "<figure><blockquote><p>a</p></blockquote></figure>"),
         "<blockquote><p>a</p></blockquote>"),
        (block("table", "<figure><table><tbody><tr><td class='has-text-align-right'>a"
               "</td></tr></tbody></table><figcaption>b</figcaption></figure>"),
         '<table><tbody><tr><td class="align-right">a</td></tr></tbody></table>'
         "\n<p>b</p>"),
        (block("details", "<details><summary>a</summary><p>b</p></details>"),
         "<details><summary>a</summary><p>b</p></details>"),
        (block("buttons", '<div><div><a class="x" href="/b">a</a></div></div>'),
         '<p><a href="/b" rel="noopener">a</a></p>'),
        (block("verse", '<pre class="x">a\n  b</pre>'), "<pre>a\n  b</pre>"),
        (block("separator", "<hr/>"), "<hr>"),
        (block("freeform", "one\n\ntwo"), "<p>one</p>\n<p>two</p>"),
        (block("paragraph", "<p>a</p>") + "one\ntwo\n" + block("spacer", "<div></div>"),
         "<p>a</p>\n<p>one<br>\ntwo</p>"),
        (block("html", "<b>a</b>\n\nb"), "<p><b>a</b>\n\nb</p>"),
    ],
)  # fmt: skip
def test_blocks_are_the_html_in_them(content: str, shown: str) -> None:
    body = convert_body(content, SITE)

    assert body.parts == (Html(shown),)
    assert not body.shortcodes


def test_columns_and_boxes_come_one_after_the_other() -> None:
    column = block("column", '<div class="wp-block-column"><p>{}</p></div>')
    content = block(
        "columns",
        f"<div>{column.replace('{}', 'a')}{column.replace('{}', 'b')}</div>",
    ) + block(
        "media-text",
        '<div><figure><img src="/a.jpg" alt=""></figure><div><p>c</p></div></div>',
        '{"mediaId":5}',
    )

    assert convert_body(content, SITE).parts == (
        Html("<p>a</p>\n<p>b</p>"),
        Picture("a", "", "", ""),
        Html("<p>c</p>"),
    )


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (block("code", "<pre class='wp-block-code'><code>a &lt;b></code></pre>"),
         Code("a <b>", "")),
        (block("syntaxhighlighter/code", "<pre>a</pre>", '{"language":"php"}'),
         Code("a", "php")),
        (block("embed", '<figure class="wp-block-embed"><div class='
               '"wp-block-embed__wrapper">\nhttps://vimeo.com/1\n</div>'
               "<figcaption>Sea</figcaption></figure>", '{"url":"x"}'),
         Card("https://vimeo.com/1", "Video on vimeo.com", "Sea")),
        ('<!-- wp:core-embed/youtube {"url":"https://youtu.be/1"} /-->',
         Card("https://youtu.be/1", "Video on youtube.com", "")),
        (block("video", '<figure><video controls src="https://f.example/x.mp4"></video>'
               "<figcaption>Sea</figcaption></figure>", '{"id":9}'),
         Card("https://f.example/x.mp4", "f.example/x.mp4", "Sea")),
        (block("file", '<div class="wp-block-file"><a href="/a.pdf">Plan</a>'
               '<a href="/a.pdf" download>Download</a></div>'),
         FileLink("pdf", "Plan")),
        (block("image", '<figure><img src="/a.jpg" alt=""/></figure>'),
         Picture("a", "", "", "")),
    ],
)  # fmt: skip
def test_some_blocks_are_parts_of_their_own(content: str, part: object) -> None:
    assert convert_body(content, SITE).parts == (part,)


def test_blocks_without_html_are_left_out_and_counted() -> None:
    content = '<!-- wp:latest-posts {"n":3} /--><!-- wp:core/calendar /-->' * 2

    body = convert_body(content + "<!-- wp:spacer /--><!-- wp:my/map /-->", SITE)

    assert body.parts == ()
    assert body.shortcodes == {"wp:latest-posts": 2, "wp:calendar": 2, "wp:my/map": 1}


def test_more_and_nextpage_work_in_blocks() -> None:
    content = (
        block("paragraph", "<p>a</p>")
        + block("more", "<!--more Go on-->")
        + block("paragraph", "<p>b</p>")
        + block("nextpage", "<!--nextpage-->")
        + block("paragraph", "<p>c</p>")
    )

    assert convert_body(content, SITE).parts == (
        Html("<p>a</p>"),
        Html("<p>b</p>"),
        PageBreak(),
        Html("<p>c</p>"),
    )


def test_blocks_that_are_never_closed_lose_nothing() -> None:
    content = "<!-- wp:group {bad json} --><div><!-- wp:paragraph --><p>a</p>\n\nb"

    assert convert_body(content, SITE).parts == (Html("<p>a</p>\n<p>b</p>"),)
