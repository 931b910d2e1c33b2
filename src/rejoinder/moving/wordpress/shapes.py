"""What stretches of a post look like: an address alone, a gallery, one film.

Questions about a tree, without the site around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rejoinder.moving.wordpress.embeds import BARE_ADDRESS, card_for
from rejoinder.moving.wordpress.pictures import is_tracker, pictures_among
from rejoinder.moving.wordpress.tree import UNSEEN, Element, Node, collapsed, words_of
from rejoinder.text import ARTICLE_TAGS

FRAMES_AND_MEDIA = {"audio", "embed", "iframe", "object", "video"}
_STAYING = ARTICLE_TAGS | FRAMES_AND_MEDIA | {"tt"}


def unwrapped(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes with those inside elements that an article does not have."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.name in UNSEEN or (node.name == "img" and is_tracker(node)):
            continue
        elif node.name in _STAYING:
            yield node
        else:
            yield from unwrapped(node.children)


def is_named(node: Node, name: str) -> bool:
    return isinstance(node, Element) and node.name == name


def is_formatting(element: Element) -> bool:
    """Bold, a link and the like around whole blocks."""
    return not element.is_block and element.name in ARTICLE_TAGS


def address_alone(nodes: Sequence[Node]) -> str:
    """The address that a line consists of; a link has its own words, and is none."""
    if any(isinstance(node, Element) and node.name != "div" for node in nodes):
        return ""
    words = words_of(nodes)
    return words if BARE_ADDRESS.fullmatch(words) and card_for(words) else ""


def media_alone(nodes: Sequence[Node]) -> Element | None:
    shown = [node for node in nodes if isinstance(node, Element) or collapsed(node)]
    only = shown[0] if len(shown) == 1 else None
    if isinstance(only, Element) and only.name in FRAMES_AND_MEDIA:
        return only
    if isinstance(only, Element) and only.name == "div":
        return media_alone(only.children)
    return None


def items_of_pictures(listed: Element) -> list[Element]:
    """The items of a list that is a gallery; none if any item is something else."""
    items = [child for child in listed.children if isinstance(child, Element)]
    is_gallery = items and all(
        item.name == "li" and pictures_among(_without_captions(item.children))
        for item in items
    )
    return items if is_gallery else []


def _without_captions(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of an item, a figure in it without its caption."""
    plain: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.name == "figure":
            plain += [n for n in node.children if not is_named(n, "figcaption")]
        else:
            plain.append(node)
    return plain


def without_outer_breaks(nodes: list[Node]) -> list[Node]:
    start, end = 0, len(nodes)
    while start < end and _is_break(nodes[start]):
        start += 1
    while end > start and _is_break(nodes[end - 1]):
        end -= 1
    return nodes[start:end]


def _is_break(node: Node) -> bool:
    return is_named(node, "br") or (isinstance(node, str) and not collapsed(node))
