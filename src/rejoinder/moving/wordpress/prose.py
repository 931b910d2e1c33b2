"""HTML that stays HTML: links led right, images replaced, places given names of ours.

What comes out is sanitised afterwards; here is decided what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rejoinder.moving.wordpress.embeds import card_for, frame_address
from rejoinder.moving.wordpress.links import Links, name_of_place
from rejoinder.moving.wordpress.pictures import Pictures, Shown, is_tracker
from rejoinder.moving.wordpress.tree import UNSEEN, Element, Node, collapsed
from rejoinder.text import ARTICLE_TAGS, VOID_TAGS

_RENAMED = {"tt": "code", "h1": "h2"}
# fmt: off
_ATTRIBUTES = {
    "cite", "colspan", "datetime", "dir", "lang", "open", "reversed", "rowspan",
    "scope", "span", "start", "title", "type", "value",
}
# Blocks have no place in these.
_OF_WORDS = {
    "a", "caption", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "legend",
    "p", "pre", "summary",
}
_WITHOUT_PARAGRAPHS = {
    "colgroup", "dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul",
}
# fmt: on
_KEPT = (ARTICLE_TAGS | _RENAMED.keys()) - {"img"}
_ALIGNED = re.compile(r"(?:has-text-align-)?(left|center|right)\Z")


@dataclass
class Prose:
    """Writes the HTML of one post."""

    links: Links
    pictures: Pictures
    missing_pictures: int = 0

    def html(self, nodes: Sequence[Node], around: str, *, linked: bool = False) -> str:
        """The nodes inside an element called `around`, and perhaps inside a link."""
        return "".join(self._pieces(nodes, around, linked))

    def opening(self, element: Element, inherited: dict[str, str]) -> str:
        """A start tag with the attributes that an article may have."""
        name = _RENAMED.get(element.name, element.name)
        kept = dict(inherited)
        kept |= {k: v for k, v in element.attributes.items() if k in _ATTRIBUTES}
        if place := name_of_place(element.get("id")):
            kept["id"] = place
        if name == "a":
            kept |= self._link_attributes(element)
        if name in ("td", "th") and (side := _side(element)):
            kept["class"] = f"align-{side}"
        if name == "code" and element.get("class"):
            kept["class"] = element.get("class")
        attributes = "".join(f' {k}="{escape(v)}"' for k, v in kept.items())
        return f"<{name}{attributes}>"

    def _link_attributes(self, link: Element) -> dict[str, str]:
        found: dict[str, str] = {}
        if target := self.links.target(link.get("href")):
            found["href"] = target
        if "id" not in link.attributes and (place := name_of_place(link.get("name"))):
            found["id"] = place
        return found

    def _pieces(
        self, nodes: Sequence[Node], around: str, linked: bool
    ) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, str):
                yield escape(node, quote=False)
            elif node.name in UNSEEN:
                continue
            elif node.name == "img":
                yield self.image(Shown(node), linked=linked)
            elif address := frame_address(node):
                yield self._frame(node, address, linked=linked)
                if node.name == "object":
                    yield from self._pieces(node.children, around, linked)
            elif node.name in ("audio", "video"):
                yield self._media(node, linked=linked)
            elif node.name in ("textarea", "xmp"):
                name = "code" if around in _OF_WORDS else "pre"
                yield f"<{name}>{escape(words_or_all(node), quote=False)}</{name}>"
            elif node.name == "embed" or node.name == "iframe":
                continue
            else:
                yield from self._element(node, around, linked)

    def _element(self, element: Element, around: str, linked: bool) -> Iterator[str]:
        is_link = element.name == "a"
        inner = linked or is_link
        if element.is_block and around in _OF_WORDS:
            yield " "
            yield from self._pieces(element.children, around, inner)
            yield " "
        elif element.name in VOID_TAGS:
            yield self.opening(element, {}) if element.name in _KEPT else " "
        elif element.name in _KEPT:
            within = element.name if element.is_block or is_link else around
            yield self.opening(element, {})
            yield from self._pieces(element.children, within, inner)
            yield f"</{_RENAMED.get(element.name, element.name)}>"
        elif element.is_block and not element.has_block and _may_hold_paragraph(around):
            yield "<p>"
            yield from self._pieces(element.children, "p", inner)
            yield "</p>"
        else:
            separator = " " if element.is_block or element.name == "option" else ""
            yield separator
            yield from self._pieces(element.children, around, inner)
            yield separator

    def image(self, shown: Shown, *, linked: bool) -> str:
        """A picture within running text, or the words that stand for it."""
        if is_tracker(shown.image):
            return ""
        found = self.pictures.find(shown)
        if found.key is None:
            self.missing_pictures += 1
            return self.pictures.link_html(shown, found, "", linked=linked)
        sizes = "".join(
            f' {name}="{escape(shown.image.get(name))}"'
            for name in ("width", "height", "title")
            if shown.image.get(name)
        )
        address = self.pictures.around.inline_address(found.key)
        return f'<img src="{escape(address)}" alt="{escape(found.alt)}"{sizes}>'

    def _frame(self, element: Element, address: str, *, linked: bool) -> str:
        card = card_for(self.links.target(address), collapsed(element.get("title")))
        if card is None:
            return escape(collapsed(element.get("title")), quote=False)
        return self.anchor(card.url, card.description or card.title, linked=linked)

    def _media(self, element: Element, *, linked: bool) -> str:
        url, number = media_address(element)
        words = self.pictures.around.words(number) if number else None
        target = self.links.target(url or (words.url if words else ""))
        title = collapsed(element.get("title")) or (words.title if words else "")
        return self.anchor(target, title or url.rpartition("/")[2], linked=linked)

    def anchor(self, target: str, words: str, *, linked: bool = False) -> str:
        if linked or not target:
            return escape(words, quote=False)
        return f'<a href="{escape(target)}">{escape(words, quote=False)}</a>'


def _may_hold_paragraph(around: str) -> bool:
    return around not in _OF_WORDS and around not in _WITHOUT_PARAGRAPHS


def _side(cell: Element) -> str:
    for written in (cell.get("align").lower(), *cell.classes):
        if found := _ALIGNED.match(written):
            return found[1]
    return ""


def words_or_all(element: Element) -> str:
    return "".join(node for node in element.children if isinstance(node, str))


def media_address(element: Element) -> tuple[str, int | None]:
    """Where a sound or film is, and the number of its attachment."""
    candidates = [element.get("src")]
    for child in element.children:
        if isinstance(child, Element) and child.name in ("source", "a"):
            candidates += [child.get("src"), child.get("href")]
    number = element.get("data-id")
    is_number = re.fullmatch("[0-9]{1,18}", number) is not None
    url = next(filter(None, candidates), "")
    return url, int(number) if is_number else None
