"""Pictures in text: links to foreign ones, so that reading tells no third party."""

import re

from rejoinder.text.markup import TAG, attributes

# An address on our own site. A tab or line feed would be dropped by browsers and turn
# "/<tab>/host/" into another host, and they read a backslash as a slash.
OWN_ADDRESS = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]*")
_FOREIGN_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def images_to_links(html: str, *, keep_own: bool) -> str:
    """Replace images in sanitised HTML by links that say what they show.

    An image inside a link becomes its words only, since links cannot nest. With
    `keep_own`, images of our own site stay; any other address leaves just the words.
    """
    inside_link = False

    def replace(tag: re.Match[str]) -> str:
        nonlocal inside_link
        if tag["name"] == "a":
            inside_link = not tag["close"]
        if tag["name"] != "img":
            return tag[0]
        return _without_image(tag, inside_link=inside_link, keep_own=keep_own)

    return TAG.sub(replace, html)


def _without_image(tag: re.Match[str], *, inside_link: bool, keep_own: bool) -> str:
    found = attributes(tag)
    address = found.get("src", "")
    if keep_own and OWN_ADDRESS.fullmatch(address):
        return tag[0]
    words = found.get("alt", "").strip() or address
    if inside_link or not _FOREIGN_ADDRESS.match(address):
        return words
    return f'<a href="{address}">{words}</a>'
