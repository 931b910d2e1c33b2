"""The allow-lists themselves, and the guards around the sanitiser."""

from __future__ import annotations

import pytest

from rejoinder.text import sanitise, sanitise_article_html, sanitise_comment_html

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

    assert not allowed & {"style", "id", "name", "target", "srcset", "srcdoc", "rel"}
    assert not {name for name in allowed if name.startswith("on")}


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
