"""No word of a post is lost, whatever it is made of, and nothing is fetched."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.moving.wordpress import (
    Card,
    Code,
    ConvertedBody,
    FileLink,
    Html,
    Part,
    Picture,
    convert_body,
)
from rejoinder.text import links, plain_text, sanitise_article_html
from tests.moving.surroundings import SmallSite
from tests.text.allowed import assert_safe_article
from tests.text.pieces import PLAIN_PIECES, WORDS, visible_texts
from tests.text.test_costs import work_of

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HERE = SmallSite(
    pictures={"a.jpg": "a", "#5": "five"}, files={"a.mp3": "song"}, attached=(5, 6)
)
WORD = re.compile(r"[^\W_]+")


def shown_by(body: ConvertedBody) -> str:
    return "\n".join(map(_words_of_part, body.parts))


def _words_of_part(part: Part) -> str:
    match part:
        case Html(html):
            return plain_text(html) + " ".join(links(html))
        case Picture(_key, alt, caption, link_url):
            return f"{alt}\n{caption}\n{link_url}"
        case Card(url, title, description):
            return f"{url}\n{title}\n{description}"
        case FileLink(_key, title):
            return title
        case Code(source, _language):
            return source
        case _:
            return ""


def assert_well_made(body: ConvertedBody) -> None:
    for part in body.parts:
        if isinstance(part, Html):
            assert_safe_article(part.html, sanitise_article_html)
        elif isinstance(part, Card):
            assert re.match(r"https?://[^/\s]", part.url), part
        elif isinstance(part, Picture):
            assert part.key in HERE.pictures.values()
            assert not re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", part.link_url)


# fmt: off
OF_WORDPRESS = st.sampled_from([
    "[caption id=attachment_5]", "[/caption]", "[gallery]", "[gallery ids=5,6]", "[[",
    "]]", "[embed]", "[/embed]", "https://a.example/b", "[audio src=/a.mp3]",
    "[/audio]",
    "[code]", "[/code]", "[box a=b]", "[/box]", "[[gallery]]", "<!--more-->",
    "<!--nextpage-->", "<!-- wp:group -->", "<!-- /wp:group -->", "<!-- wp:image -->",
    '<!-- wp:a {"b":1} /-->', "<!-- wp:freeform -->", "<!-- /wp:freeform -->", "<div>",
    "</div>", "<figure>", "</figure>", "<figcaption>", "</figcaption>",
    "<img src=/a.jpg alt=''>", "<img src=https://f.example/x.jpg>",
    "<iframe src=//a.b>",
    "</iframe>", "<pre lang=php>", "<pre>", "</pre>", "<center>", "<font>", "</font>",
    "<object>", "</object>", "<embed src=//a.b>", "<hr>", "<h2>", "</h2>", "<dl><dt>",
    "<details><summary>", "<option>", "<button>", "<br>", "\n", "\n\n",
    "&nbsp;",
    "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<a href=/x>",
    "</a>",
])
# fmt: on


@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.one_of(OF_WORDPRESS, OF_WORDPRESS, PLAIN_PIECES, st.sampled_from(WORDS)),
        max_size=30,
    )
)
def test_any_mixture_keeps_its_words(pieces: list[str]) -> None:
    content = "".join(pieces)

    body = convert_body(content, HERE)

    assert_well_made(body)
    shown = shown_by(body)
    for texts in visible_texts(content):
        for word in re.findall(r"word\d\d", texts):
            assert word in shown, f"{word} of {content!r} not in {body.parts}"


def test_naughty_strings_keep_their_words(shared_data: Path) -> None:
    for content in json.loads((shared_data / "unicode/blns.json").read_text("utf-8")):
        body = convert_body(content, HERE)

        assert_well_made(body)
        assert_words_kept(content, body)


def test_published_attacks_do_nothing(shared_data: Path) -> None:
    for path in sorted((shared_data / "xss").glob("*.txt")):
        attacks = path.read_text(encoding="utf-8", errors="replace")
        for attack in [attacks, *attacks.splitlines()]:
            assert_well_made(convert_body(attack, HERE))


@pytest.mark.parametrize(
    "name",
    [
        "themeunittestdata.wordpress.xml",
        "hexo-fixture.xml",
        "nikola-export-example.xml",
        "small-export.xml",
        "slashes.xml",
        "wxr-utf-8-challenges.xml",
        "wxr-simple.xml",
        "valid-wxr-1.0.xml",
    ],
)
def test_real_posts_keep_their_words(shared_data: Path, name: str) -> None:
    tree = ElementTree.parse(shared_data / "wxr" / name)  # noqa: S314 - our own test data
    contents = [element.text or "" for element in tree.iter(CONTENT)]
    assert any(contents)
    for content in contents:
        body = convert_body(content, HERE)

        assert_well_made(body)
        assert_words_kept(content, body)


# Understood, so that their names and numbers are no words; a file's button is none.
_UNDERSTOOD = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|sourcecode)\b[^\]]*\]"
    r"|<a [^>]*wp-block-file__button[^>]*>.*?</a>"
)
_CAPTION = re.compile(r'\[caption [^\]]*caption="([^"]*)"')


def assert_words_kept(content: str, body: ConvertedBody) -> None:
    shown = unquote(shown_by(body))
    words = [text for text in visible_texts(_UNDERSTOOD.sub(" ", content))]
    for text in [*words, *_CAPTION.findall(content)]:
        for word in WORD.findall(unquote(text)):
            assert word in shown, f"{word} of {content!r} not in {shown!r}"


HOSTILE = [
    "[",
    "[[",
    "[a b='",
    "[caption]",
    "[caption id=1]<img src=a>",
    "[gallery]",
    "[code]",
    "[audio src=x][/audio]",
    "<pre lang=php>",
    "<!-- wp:group --><div>",
    "<!-- wp:a {",
    "<!--more",
    "a<!--nextpage-->",
    "<img>",
    "<hr><img src=/a.jpg>",
    "<figure>",
    "<ul><li><figure><img>",
    "<object><embed src=//a.b>",
    "<b lang=x>a<p>",
    "<table><td>a",
    "https://a.b\n",
    "a\n\n",
    "a<br>",
    "<details><summary>a",
    "<textarea>",
    "<a href=#x id=x>",
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_post_four_times_as_long_is_under_six_times_the_work(pattern: str) -> None:
    site = SmallSite(attached=range(50))

    def convert(content: str) -> str:
        return shown_by(convert_body(content, site))

    once = work_of(convert, pattern * (2_000 // len(pattern)))
    four_times = work_of(convert, pattern * (8_000 // len(pattern)))

    assert four_times < 6 * max(once, 1_000)


def test_blocks_ten_thousand_deep_are_read() -> None:
    content = "<!-- wp:group --><div>" * 10_000 + "deep" + "<!-- /wp:group -->" * 10_000

    assert convert_body(content, HERE).parts == (Html("<p>deep</p>"),)
