"""What any HTML of ours may hold, checked with another parser than the one we use."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]  # It ships no types.

from rejoinder.text.sanitise import (
    ARTICLE_ATTRIBUTES,
    ARTICLE_TAGS,
    COMMENT_ATTRIBUTES,
    COMMENT_TAGS,
    Sanitiser,
)

_BROWSER_IGNORES = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def assert_safe_comment(html: str, sanitise: Sanitiser) -> None:
    _assert_allowed(html, COMMENT_TAGS, COMMENT_ATTRIBUTES, rel="nofollow ugc noopener")
    _assert_fixed_point(html, sanitise)


def assert_safe_article(html: str, sanitise: Sanitiser) -> None:
    _assert_allowed(html, ARTICLE_TAGS, ARTICLE_ATTRIBUTES, rel="noopener")
    _assert_fixed_point(html, sanitise)


def _assert_allowed(
    html: str, tags: set[str], attributes: dict[str, set[str]], *, rel: str
) -> None:
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in root.iter():
        if element is root:
            continue
        assert element.tag in tags, f"{element.tag} in {html!r}"
        known = attributes["*"] | attributes.get(element.tag, set())
        if element.tag == "a":
            assert element.attrib.pop("rel") == rel
        assert set(element.attrib) <= known, f"{element.attrib} in {html!r}"
        _assert_addresses(element)


def _assert_addresses(element: Element) -> None:
    for name in ("href", "src", "cite"):
        address = _BROWSER_IGNORES.sub("", element.get(name, ""))
        scheme = _SCHEME.match(address)
        if scheme:
            assert scheme[1].lower() in ("http", "https", "mailto"), address
        if name == "src":
            assert not scheme and address[:2] not in ("//", "/\\"), address


def _assert_fixed_point(html: str, sanitise: Sanitiser) -> None:
    assert sanitise(html) == html
    assert sanitise(_parsed_and_written_again(html)) == html


def _parsed_and_written_again(html: str) -> str:
    written = html5lib.serialize(
        html5lib.parseFragment(html),
        quote_attr_values="always",
        omit_optional_tags=False,
        minimize_boolean_attributes=False,
    )
    assert isinstance(written, str)
    return written
