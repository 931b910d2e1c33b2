"""Pictures of a post: which file each shows, its words, and what it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from urllib.parse import unquote, urlsplit

from rejoinder.moving.wordpress.links import Links
from rejoinder.moving.wordpress.parts import Picture, Surroundings, Words
from rejoinder.moving.wordpress.tree import UNSEEN, Element, Node, collapsed

_NUMBER_CLASS = re.compile(r"wp-image-([0-9]{1,18})\Z")
_NUMBER_REL = re.compile(r"wp-att-([0-9]{1,18})\Z")
_FIGURE_ID = re.compile(r"attachment_([0-9]{1,18})\Z")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)\Z", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:\s*url\(\s*[\"']?([^\"')]+)", re.IGNORECASE
)
_OTHER_THINGS = {"audio", "embed", "hr", "iframe", "object", "video"}
MAX_SIZES = 10


@dataclass(frozen=True)
class Shown:
    """An image element, and the link around it."""

    image: Element
    link: Element | None = None


@dataclass(frozen=True)
class Found:
    """What is known of an image; `key` is None when its file is not at hand."""

    key: str | None
    url: str
    alt: str
    words: Words | None
    number: int | None


def number_of(element: Element | None) -> int | None:
    """The attachment's number that an element names."""
    if element is None:
        return None
    for attribute in ("data-id", "data-attachment-id"):
        if re.fullmatch("[0-9]{1,18}", element.get(attribute)):
            return int(element.get(attribute))
    named = [_NUMBER_CLASS.match(name) for name in element.classes]
    named += [_NUMBER_REL.match(word) for word in element.get("rel").split()]
    named.append(_FIGURE_ID.match(element.get("id")))
    return next((int(found[1]) for found in named if found), None)


def is_tracker(image: Element) -> bool:
    """A picture of one pixel, which tells another site who reads."""
    return image.get("width") in ("0", "1") and image.get("height") in ("0", "1")


def pictures_among(nodes: Sequence[Node]) -> list[Shown] | None:
    """The images, if nothing but images is shown; None if there is more, or none."""
    shown: list[Shown] = []
    is_only = _collect(nodes, None, shown)
    return shown if is_only and shown else None


def _collect(nodes: Sequence[Node], link: Element | None, shown: list[Shown]) -> bool:
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                return False
        elif node.name == "img":
            if not is_tracker(node):
                shown.append(Shown(node, link))
        elif node.name in ("br", *UNSEEN):
            continue
        else:
            around = node if node.name == "a" else link
            is_other = node.name in _OTHER_THINGS
            if is_other or not _collect(node.children, around, shown):
                return False
    return True


def background_of(element: Element) -> Element | None:
    """The picture behind a box (a cover), as an image of its own."""
    found = _BACKGROUND.search(element.get("style"))
    if not found or not {"wp-block-cover", "wp-block-cover-image"} & set(
        element.classes
    ):
        return None
    return Element(
        "img", {"src": found[1], "alt": "", "data-id": element.get("data-id")}
    )


@dataclass(frozen=True)
class Pictures:
    """Looks up the pictures of one post."""

    around: Surroundings
    links: Links

    def find(self, shown: Shown, number: int | None = None) -> Found:
        number = number_of(shown.image) or number_of(shown.link) or number
        words = self.around.words(number) if number else None
        addresses = list(islice(_addresses(shown.image), MAX_SIZES))
        if not addresses and words:
            addresses = [words.url]
        keys = (self.around.picture(url, number) for url in addresses or [""])
        key = next(filter(None, keys), None)
        alt = shown.image.attributes.get("alt")
        if alt is None:
            alt = words.alt if words else ""
        url = addresses[0] if addresses else ""
        return Found(key, url, collapsed(alt), words, number)

    def picture(self, shown: Shown, found: Found, caption: str) -> Picture | None:
        """The picture as a part of its own; None if it is not at hand."""
        if found.key is None:
            return None
        link = self._link(shown.link, found)
        return Picture(found.key, found.alt, caption, link)

    def caption_of(self, found: Found) -> str:
        return collapsed(found.words.caption) if found.words else ""

    def _link(self, link: Element | None, found: Found) -> str:
        """What a picture links to, unless that is the picture, or the page about it."""
        href = link.get("href") if link else ""
        if link is None or not href or _NUMBER_REL.search(link.get("rel")):
            return ""
        path = _path(href)
        if _PICTURE_FILE.search(path):
            if self.around.picture(href, found.number) == found.key:
                return ""
        elif found.number and re.search(rf"attachment_id={found.number}\Z", href):
            return ""
        return self.links.target(href)

    def link_html(
        self, shown: Shown, found: Found, caption: str, *, linked: bool
    ) -> str:
        """Words in place of a picture that is not at hand, and where it was."""
        title = collapsed(shown.image.get("title"))
        name = unquote(_path(found.url).rpartition("/")[2])
        words = caption or found.alt or title
        if not words and found.words:
            words = found.words.title
        if not words and not found.url.lower().startswith("data:"):
            words = name or found.url
        href = shown.link.get("href") if shown.link else ""
        target = self.links.target(href) or self.links.target(found.url)
        if linked or not target or not words:
            return escape(words, quote=False)
        return f'<a href="{escape(target)}">{escape(words, quote=False)}</a>'


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _addresses(image: Element) -> Iterator[str]:
    """Where a browser would look, then where scripts and other sizes are."""
    for attribute in (
        "src",
        "data-src",
        "data-lazy-src",
        "data-orig-file",
        "data-full-url",
    ):
        if image.get(attribute):
            yield image.get(attribute)
    for size in image.get("srcset").split(",")[:MAX_SIZES]:
        if size.strip():
            yield size.split()[0]
