"""A post's text in the parts of a body: what it says, in the order in which it is said.

    shortcodes → block comments, paragraphs → a tree → parts

Words are never lost, nothing is fetched, and what a reader sees asks no other site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rejoinder.moving.wordpress.blocks import Blocks, has_blocks
from rejoinder.moving.wordpress.code import protected_code
from rejoinder.moving.wordpress.flow import Flow
from rejoinder.moving.wordpress.links import Links
from rejoinder.moving.wordpress.parts import (
    ConvertedBody,
    PageBreak,
    Part,
    Surroundings,
)
from rejoinder.moving.wordpress.pictures import Pictures
from rejoinder.moving.wordpress.prose import Prose
from rejoinder.moving.wordpress.shortcodes import Shortcodes
from rejoinder.moving.wordpress.tree import Element, elements, parse
from rejoinder.text import add_paragraphs, normalise_source, removed_tags

# Where WordPress cuts a post: after the beginning that lists show, and into pages.
_MARK = re.compile(
    r"<!--\s*+(?:(?P<more>more(?![a-z]))[^<>]*+(?<=--)|(?P<page>nextpage)\s*+--"
    r"|noteaser\s*+--)>"
)
# Taken out as tags, while what they showed has become a part or text.
_CARRIED_OVER = {"audio", "label", "option", "textarea", "tt", "video", "xmp"}


def convert_body(content: str, around: Surroundings) -> ConvertedBody:
    """The parts of a post's content, as an export file has it.

    Time is linear in the length. `around` answers about the site; nothing is written.
    """
    left: Counter[str] = Counter()
    html = _prepared(normalise_source(content), around, left)
    stretches = [(begins, parse(stretch)) for begins, stretch in _stretches(html)]
    links = Links(around, _places(tree for _begins, tree in stretches))
    prose = Prose(links, Pictures(around, links))
    parts: list[Part] = []
    for begins_page, tree in stretches:
        # A page break before everything is none, for WordPress as well.
        if begins_page and parts:
            parts.append(PageBreak())
        flow = Flow(around, prose)
        flow.take(tree.children)
        parts += flow.finished()
    removed = Counter(
        {tag: n for tag, n in removed_tags(html).items() if tag not in _CARRIED_OVER}
    )
    return ConvertedBody(tuple(parts), removed, left, prose.missing_pictures)


def _prepared(content: str, around: Surroundings, left: Counter[str]) -> str:
    """HTML in paragraphs, without block comments and understood shortcodes."""
    codes = Shortcodes(around, left)
    html = "".join(
        stretch if is_code else codes.understood(stretch)
        for stretch, is_code in protected_code(content)
    )
    if has_blocks(html):
        return Blocks(_classic, left).unwrapped(html)
    return _classic(html)


def _classic(html: str) -> str:
    """Classic text in paragraphs; a mark between words ends one."""
    position = 0
    made: list[str] = []
    for mark in _MARK.finditer(html):
        made += [add_paragraphs(html[position : mark.start()]), mark[0]]
        position = mark.end()
    made.append(add_paragraphs(html[position:]))
    return "".join(made)


def _stretches(html: str) -> Iterator[tuple[bool, str]]:
    """The HTML between marks, each with whether it begins a page.

    Only the first "more" is where the beginning ends; others are comments.
    """
    position = 0
    begins_page = has_more = False
    for mark in _MARK.finditer(html):
        if mark["page"] or (mark["more"] and not has_more):
            has_more = has_more or mark["more"] is not None
            yield begins_page, html[position : mark.start()]
            begins_page, position = mark["page"] is not None, mark.end()
    yield begins_page, html[position:]


def _places(trees: Iterator[Element]) -> set[str]:
    found: set[str] = set()
    for tree in trees:
        for element in elements(tree.children):
            found.add(element.get("id"))
            if element.name == "a":
                found.add(element.get("name"))
    return found - {""}
