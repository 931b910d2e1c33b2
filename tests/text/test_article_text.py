"""An editor's Markdown and HTML."""

from __future__ import annotations

import pytest

from rejoinder.text import plain_text, render_article_markdown, sanitise_article_html


def test_a_table_says_its_alignment_by_class() -> None:
    shown = render_article_markdown("|a|b|\n|:-:|-:|\n|1|2|")

    assert '<th class="align-center">a</th>' in shown
    assert '<td class="align-right">2</td>' in shown
    assert "style" not in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Title\n## Part", "<h2>Title</h2>\n<h2>Part</h2>\n"),
        ("Title\n=====", "<h2>Title</h2>\n"),
        ("~~no~~", "<p><s>no</s></p>\n"),
        ("```python\nx\n```", '<pre><code class="language-python">x\n</code></pre>\n'),
        ("one\ntwo", "<p>one\ntwo</p>\n"),
        ("<mark>m</mark><sup>2</sup>", "<p><mark>m</mark><sup>2</sup></p>\n"),
        ("[x](/own?a=1#b)", '<p><a href="/own?a=1#b" rel="noopener">x</a></p>\n'),
        ("https://a.example", '<p><a href="https://a.example" rel="noopener">'
         "https://a.example</a></p>\n"),
    ],
)  # fmt: skip
def test_markdown_works(typed: str, shown: str) -> None:
    assert render_article_markdown(typed) == shown


def test_own_images_stay_and_foreign_ones_are_links() -> None:
    shown = render_article_markdown(
        "![own](/media/a.png) ![foreign](https://f.example/a.png)"
    )

    assert shown == (
        '<p><img src="/media/a.png" alt="own"> '
        '<a href="https://f.example/a.png" rel="noopener">foreign</a></p>\n'
    )


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<img src="//f.example/a.png" alt="a">',
         '<a href="//f.example/a.png" rel="noopener">a</a>'),
        ('<img src="/&#9;/f.example/a.png" alt="a">', "a"),
        ('<img src="/\\f.example/a.png" alt="a">', "a"),
        ('<img src="data:image/png;base64,x" alt="a">', "a"),
        ('<a href="/a"><img src="https://f.example/a.png" alt="a"></a>',
         '<a href="/a" rel="noopener">a</a>'),
        ('<h1 lang="fa">a</h1>', '<h2 lang="fa">a</h2>'),
        ("<script>alert(1)</script>a<svg><text>b</text></svg>", "a"),
        ("<div>a</div>", "a"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener">a</a>'),
        ('<code class="language-c++ evil">a</code>', "<code>a</code>"),
        ('<td rowspan="65534">a</td>', "a"),
        ('<p dir="rtl" style="color:red" id="x">a</p>', '<p dir="rtl">a</p>'),
        ("<pre>\n\n\na</pre>", "<pre>a</pre>"),
        ('<ol reversed type="a" start="3"><li value="9">a</li></ol>',
         '<ol reversed="" type="a" start="3"><li value="9">a</li></ol>'),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
    ],
)  # fmt: skip
def test_html_is_reduced_to_the_allow_list(html: str, kept: str) -> None:
    assert sanitise_article_html(html) == kept


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="/a.png" alt=""><figcaption>a</figcaption></figure>',
        '<details open=""><summary>a</summary><p>b</p></details>',
        "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>",
        '<p><time datetime="2024-01-02T03:04Z">a</time> <bdo dir="rtl">b</bdo></p>',
        "<p><u>a</u><small>b</small><kbd>c</kbd><samp>d</samp><var>e</var></p>",
        '<p><dfn title="t">a</dfn><bdi>b</bdi>c<wbr>d</p>',
        "<address>a</address>",
        '<table><colgroup span="2"></colgroup><tbody></tbody></table>',
        '<table><colgroup><col span="2"></colgroup><tbody></tbody></table>',
    ],
)
def test_what_real_posts_use_is_kept(html: str) -> None:
    assert sanitise_article_html(html) == html


def test_plain_text_sets_captions_and_summaries_on_lines_of_their_own() -> None:
    html = "<figure>a<figcaption>b</figcaption></figure><details><summary>c</summary>d"

    assert plain_text(sanitise_article_html(html)) == "a\nb\nc\nd"
