"""A comment of WordPress's: typed HTML of its allow-list, in paragraphs.

Nothing that was said is lost: what looks like a tag and is none of HTML's shows as
typed, and what a comment may not have leaves its words.
https://developer.wordpress.org/reference/hooks/comment_text/
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from rejoinder.text.autolinks import link_addresses
from rejoinder.text.nesting import untangled
from rejoinder.text.paragraphs import add_paragraphs
from rejoinder.text.sanitise import COMMENT_TAGS, sanitise_comment_html
from rejoinder.text.source import normalise_source
from rejoinder.text.tags import (
    BLOCK_TAGS,
    HTML_SPACE,
    HTML_TAGS,
    Kind,
    Token,
    html_tokens,
)

# An image becomes a link when it is sanitised.
_KEPT = COMMENT_TAGS | {"img"}
_TEXT_IN_RAW = {"textarea", "xmp"}
# No links are made inside these.
_WITHOUT_LINKS = {"a", "code", "pre"}

# What needs no parser: no tag, no entity, no address.
_NOT_PLAIN = re.compile("[<&@\x00\r\ud800-\udfff]|://|www\\.", re.IGNORECASE)


def render_typed_html(source: str) -> str:
    """The HTML of a comment as WordPress keeps it.

    A blank line ends a paragraph, bare web addresses are links, tags left open are
    closed, and a "<" that begins no tag is shown.
    """
    if not _NOT_PLAIN.search(source):
        return _plain_paragraphs(source)
    html = "".join(_known_html(normalise_source(source)))
    return sanitise_comment_html(untangled(add_paragraphs(html), _KEPT))


def _plain_paragraphs(text: str) -> str:
    """What the long way makes of text without markup, in a tenth of the time."""
    paragraphs: list[list[str]] = [[]]
    escaped = text.replace(">", "&gt;").replace("\xa0", "&nbsp;")
    for line in escaped.strip(HTML_SPACE).split("\n"):
        if line.strip(HTML_SPACE):
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    pieces = ("<br>\n".join(lines) for lines in paragraphs if lines)
    return "".join(f"<p>{piece}</p>\n" for piece in pieces)


def _known_html(source: str) -> Iterator[str]:
    """The source with links for addresses; what is no tag of HTML is escaped."""
    without_links = 0
    for token in html_tokens(source):
        name = token.name
        if token.kind is Kind.RAW:
            yield _text_of_raw(token)
        elif token.kind is Kind.TEXT:
            words = token.source.replace("<", "&lt;")
            yield words if without_links else link_addresses(words)
        elif token.kind is Kind.COMMENT:
            continue
        elif name not in HTML_TAGS:
            yield escape(token.source, quote=False)
        elif name in BLOCK_TAGS - COMMENT_TAGS:
            yield " " if name in ("td", "th") else "\n\n"
        else:
            if name in _WITHOUT_LINKS:
                without_links += 1 if token.kind is Kind.START else -1
                without_links = max(without_links, 0)
            yield token.source


def _text_of_raw(token: Token) -> str:
    """A box of text is text to be read; scripts and styles are not."""
    if token.name not in _TEXT_IN_RAW:
        return ""
    content = unescape(token.content) if token.name == "textarea" else token.content
    return f"<pre>{escape(content, quote=False)}</pre>"
