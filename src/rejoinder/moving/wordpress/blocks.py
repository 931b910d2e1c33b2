"""The block editor's comments: taken away, and what they alone say kept.

    <!-- wp:image {"id":5} --> <figure>…</figure> <!-- /wp:image -->

The HTML between them is what a page shows, so that nesting needs no care. Blocks that
have no HTML are made when a page is shown (the latest posts, a calendar); they are
counted and left out. Text outside of all blocks is classic text.
https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from rejoinder.moving.wordpress.shortcodes import embed_html
from rejoinder.text import Kind, Token, html_tokens

_BLOCK = re.compile(
    r"\s+(?P<close>/?)wp:(?P<name>[a-z][a-z0-9_-]*+(?:/[a-z][a-z0-9_-]*+)?+)"
    r"(?:\s+(?P<attributes>\{.*\}))?\s+(?P<void>/?)",
    re.DOTALL,
)
# In these stands what was typed, without paragraphs.
_TYPED = {"freeform", "classic", "shortcode"}
# Empty when they have no HTML; nothing is missed.
# fmt: off
_EMPTY = {
    "button", "buttons", "column", "columns", "cover", "freeform", "gallery", "group",
    "heading", "html", "image", "list", "list-item", "more", "nextpage", "paragraph",
    "quote", "separator", "shortcode", "spacer", "table", "verse",
}
# fmt: on
_MAX_NAME_CHARS = 60


def has_blocks(content: str) -> bool:
    return "<!-- wp:" in content


@dataclass
class Blocks:
    """Reads the block comments of one post; `classic` makes paragraphs of text."""

    classic: Callable[[str], str]
    left: Counter[str] = field(default_factory=Counter)
    out: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    open_names: list[str] = field(default_factory=list)
    # Attributes for the next tag, which only the comment before it knows.
    waiting: str = ""

    def unwrapped(self, content: str) -> str:
        """The HTML of the post without block comments; other comments stay."""
        for token in html_tokens(content):
            block = None
            if token.kind is Kind.COMMENT:
                block = _BLOCK.fullmatch(token.content)
            if block:
                self._take_block(block)
            else:
                self._take_html(token)
        self._end_typed()
        return "".join(self.out)

    def _take_html(self, token: Token) -> None:
        if not self.open_names or self.open_names[-1] in _TYPED:
            self.typed.append(token.source)
        elif self.waiting and token.kind is Kind.START:
            opening = f"<{token.name}"
            self.out.append(opening + self.waiting + token.source[len(opening) :])
            self.waiting = ""
        else:
            self.out.append(token.source)

    def _take_block(self, block: re.Match[str]) -> None:
        self._end_typed()
        name = block["name"].removeprefix("core/")
        attributes = _read(block["attributes"])
        self.waiting = ""
        if block["close"]:
            if self.open_names:
                self.open_names.pop()
        elif block["void"]:
            self._take_void(name, attributes)
        else:
            self.open_names.append(name)
            self.waiting = _worth_keeping(name, attributes)

    def _take_void(self, name: str, attributes: Mapping[str, object]) -> None:
        url = attributes.get("url")
        if name.startswith(("embed", "core-embed/")) and isinstance(url, str):
            self.out.append(embed_html(url))
        elif name not in _EMPTY:
            self.left[f"wp:{name}"[:_MAX_NAME_CHARS]] += 1

    def _end_typed(self) -> None:
        if self.typed:
            self.out.append(self.classic("".join(self.typed)))
            self.typed.clear()


def _read(attributes: str | None) -> Mapping[str, object]:
    try:
        read = json.loads(attributes or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _worth_keeping(name: str, attributes: Mapping[str, object]) -> str:
    """A picture's number, the language of code, as attributes of a tag."""
    number = attributes.get("mediaId", attributes.get("id"))
    language = attributes.get("language")
    if isinstance(number, int) and number > 0:
        return f' data-id="{number}"'
    if isinstance(language, str) and name.endswith("code"):
        return f' data-language="{escape(language)}" class="wp-block-code"'
    return ""
