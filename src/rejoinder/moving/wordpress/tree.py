"""A post's HTML as a tree, read in time linear in its length and of bounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from rejoinder.text import (
    BLOCK_TAGS,
    HTML_TAGS,
    VOID_TAGS,
    Kind,
    Token,
    html_tokens,
    nested,
    tag_attributes,
)

_SPACE = re.compile(r"[ \t\n\f\r]+")


@dataclass
class Element:
    """An element; text among its children is decoded, comments are left out."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    # Whether a block stands anywhere inside it.
    has_block: bool = False

    @property
    def is_block(self) -> bool:
        return self.name in BLOCK_TAGS or self.name in ("textarea", "xmp")

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "").strip()


Node = Element | str

# What people never see, whatever it holds.
# fmt: off
UNSEEN = {
    "base", "basefont", "bgsound", "frame", "head", "input", "link", "meta", "noembed",
    "noframes", "noscript", "param", "script", "source", "style", "template", "title",
    "track",
}
# fmt: on


def parse(html: str) -> Element:
    """The HTML as children of an element without a name."""
    root = Element("")
    open_elements = [root]
    for token in nested(html_tokens(html)):
        parent = open_elements[-1]
        if token.kind is Kind.TEXT:
            parent.children.append(unescape(token.source))
        elif token.kind is Kind.END:
            closed = open_elements.pop()
            if closed.is_block or closed.has_block:
                open_elements[-1].has_block = True
        elif token.kind in (Kind.START, Kind.RAW):
            element = _element(token)
            parent.children.append(element)
            parent.has_block = parent.has_block or element.is_block
            if token.kind is Kind.START and element.name not in VOID_TAGS:
                open_elements.append(element)
    return root


def _element(token: Token) -> Element:
    content: list[Node] = []
    if token.kind is Kind.RAW:
        is_text = token.name == "textarea"
        content = [unescape(token.content) if is_text else token.content]
    return Element(token.name, tag_attributes(token), content)


def elements(nodes: Iterable[Node]) -> Iterator[Element]:
    """All elements among the nodes and inside them, in order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from elements(node.children)


def raw_text(nodes: Iterable[Node]) -> str:
    """The text of code: its white space as it is, a break as a line end."""
    return "".join(_texts(nodes))


def words_of(nodes: Iterable[Node]) -> str:
    """The text that people see, in one line."""
    return collapsed("".join(_texts(nodes)))


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.name == "br":
            yield "\n"
        elif node.name not in UNSEEN and node.name != "iframe":
            separator = " " if node.is_block and node.name != "pre" else ""
            yield separator
            yield from _texts(node.children)
            yield separator


def collapsed(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def is_blank(nodes: Sequence[Node]) -> bool:
    """Whether there is nothing to see, not even a place that a link leads to."""
    return not any(_shows(node) for node in nodes)


_SHOWN = {"audio", "embed", "hr", "iframe", "img", "object", "video"}


def _shows(node: Node) -> bool:
    if isinstance(node, str):
        # &nbsp; alone in a paragraph is how the old editor kept an empty line.
        return node.strip() != ""
    if node.name in UNSEEN:
        return False
    is_place = node.name == "a" and (
        "id" in node.attributes or "name" in node.attributes
    )
    return node.name in _SHOWN or is_place or not is_blank(node.children)


def title_text(raw: str) -> str:
    """A title as WordPress keeps it, with entities and inline HTML, as plain text.

    A name in angle brackets that is no tag of HTML is part of the title.
    """
    kept = []
    for token in html_tokens(raw):
        is_tag = token.kind in (Kind.START, Kind.END)
        if token.kind is Kind.TEXT:
            kept.append(unescape(token.source))
        elif is_tag and token.name not in HTML_TAGS:
            kept.append(token.source)
        elif is_tag and (token.name in BLOCK_TAGS or token.name == "br"):
            kept.append(" ")
    return collapsed("".join(kept))
