"""Reading HTML that our sanitiser wrote: its words and its links.

The sanitiser always quotes attributes and escapes stray brackets, which is why a
regular expression is enough here. HTML from elsewhere is sanitised first.
"""

import re
from collections.abc import Iterator
from html import unescape

TAG = re.compile(
    r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>'
)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')

# fmt: off
_BLOCKS = {
    "address", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "summary", "table", "tr", "ul",
}
# fmt: on
_CELLS = {"td", "th"}
_HTML_SPACE = re.compile(r"[ \t\n\f\r]+")


def attributes(tag: re.Match[str]) -> dict[str, str]:
    """The attributes of a TAG match, their values still escaped."""
    return dict(_ATTRIBUTE.findall(tag["attributes"]))


def links(html: str) -> list[str]:
    """The address of every link, in order, repeats included."""
    addresses = []
    for tag in TAG.finditer(html):
        if tag["name"] == "a" and "href" in (found := attributes(tag)):
            addresses.append(unescape(found["href"]))
    return addresses


def count_links(html: str) -> int:
    """How many links a text has; bare addresses count, as they do in WordPress."""
    return len(links(html))


def plain_text(html: str) -> str:
    """The words of sanitised HTML, one line for each block, no empty lines."""
    text = "".join(_words(html))
    lines = (line.strip(" \t\n\f\r") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(html: str) -> Iterator[str]:
    preformatted = 0
    position = 0
    for tag in TAG.finditer(html):
        yield _shown(html[position : tag.start()], preformatted=preformatted > 0)
        position = tag.end()
        name = tag["name"]
        if name == "pre":
            preformatted += -1 if tag["close"] else 1
        if name in _BLOCKS or name == "br":
            yield "\n"
        elif name in _CELLS and tag["close"]:
            yield " "
    yield _shown(html[position:], preformatted=preformatted > 0)


def _shown(text: str, *, preformatted: bool) -> str:
    # Spaces are collapsed before entities are read: &nbsp; is not one of them.
    return unescape(text if preformatted else _HTML_SPACE.sub(" ", text))
