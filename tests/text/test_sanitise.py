"""The allow-lists themselves, and the guards around the sanitiser."""

from __future__ import annotations

import re

import pytest

from rejoinder.text import sanitise, sanitise_article_html, sanitise_comment_html
from rejoinder.text.markup import TAG
from rejoinder.text.nesting import MAX_DEPTH, MAX_TAGS

# Browsers parse these by other rules, so that cleaned HTML can turn into something
# else when it is parsed again (regression 6).
PARSED_BY_OTHER_RULES = {
    "animate", "iframe", "math", "noembed", "noframes", "noscript", "plaintext",
    "script", "set", "style", "svg", "template", "textarea", "title", "xmp",
}  # fmt: skip


@pytest.mark.parametrize("tags", [sanitise.COMMENT_TAGS, sanitise.ARTICLE_TAGS])
def test_no_tag_that_browsers_parse_otherwise_is_allowed(tags: set[str]) -> None:
    assert not tags & PARSED_BY_OTHER_RULES


@pytest.mark.parametrize(
    "attributes", [sanitise.COMMENT_ATTRIBUTES, sanitise.ARTICLE_ATTRIBUTES]
)
def test_no_attribute_that_styles_names_or_acts_is_allowed(
    attributes: dict[str, set[str]],
) -> None:
    allowed = set().union(*attributes.values())

    assert not allowed & {"style", "name", "target", "srcset", "srcdoc", "rel"}
    assert not {name for name in allowed if name.startswith("on")}


def test_a_comment_names_nothing_on_the_page() -> None:
    assert sanitise_comment_html('<p id="text-a">a</p>') == "<p>a</p>"


@pytest.mark.parametrize(
    "name", ["respond", "comment-5", "text-", "Text-a", "text-a b", "text-a\n", "text"]
)
def test_an_article_takes_no_name_of_ours(name: str) -> None:
    assert sanitise_article_html(f'<p id="{name}">a</p>') == "<p>a</p>"


def test_an_article_may_lead_to_a_place_within_itself() -> None:
    html = '<p><a href="#text-n1" rel="noopener">1</a></p><p id="text-n1">note</p>'

    assert sanitise_article_html(html) == html


def test_only_three_schemes_are_allowed() -> None:
    assert {"http", "https", "mailto"} == sanitise.URL_SCHEMES


@pytest.mark.parametrize("sanitiser", [sanitise_article_html, sanitise_comment_html])
def test_text_that_never_settles_is_kept_as_words(
    sanitiser: sanitise.Sanitiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanitise, "MAX_PASSES", 0)

    assert sanitiser("<b>a & b</b><p>c</p>") == "<p>a &amp; b\nc</p>"


@pytest.mark.parametrize("sanitiser", [sanitise_article_html, sanitise_comment_html])
@pytest.mark.parametrize("tag", ["b", "code", "font", "strong"])
def test_unclosed_tags_do_not_multiply(sanitiser: sanitise.Sanitiser, tag: str) -> None:
    for count in (300, 4_000):
        html = "".join(f'<{tag} lang="{number}"><p>a' for number in range(count))

        assert len(sanitiser(html)) < 2_000_000


DEEP = ["<blockquote>", "<ul><li>", "<table><tr><td>", "<b><blockquote></b>", "<i><p>"]


@pytest.mark.parametrize("sanitiser", [sanitise_article_html, sanitise_comment_html])
@pytest.mark.parametrize("tags", DEEP)
def test_very_many_open_tags_lose_depth_and_no_word(
    sanitiser: sanitise.Sanitiser, tags: str
) -> None:
    html = "".join(f"{tags}word{number} " for number in range(6_000))

    shown = sanitiser(html)

    # The sanitiser adds a tbody to every table.
    assert nesting_depth(shown) <= MAX_DEPTH * 4 / 3
    assert re.findall(r"word\d+", shown) == re.findall(r"word\d+", html)
    assert sanitiser(shown) == shown


def test_past_very_many_tags_the_words_are_kept() -> None:
    html = "<p>a" * MAX_TAGS + "<p>one</p><p>two<b>three</b></p>"

    assert sanitise_article_html(html).endswith("a one twothree")


def nesting_depth(html: str) -> int:
    depth = deepest = 0
    for tag in TAG.finditer(html):
        if tag["name"] not in {"br", "hr", "img"}:
            depth += -1 if tag["close"] else 1
        deepest = max(deepest, depth)
    return deepest
