"""The HTML that readers type in comments: known tags work, others show as typed.

A tag left open is closed where its paragraph ends, so that a forgotten </b> does not
reach the next one. A typed blockquote may hold several paragraphs: typed_quotes.py.
"""

import re
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rejoinder.text.limits import MAX_NESTING
from rejoinder.text.sanitise import TYPED_TAGS

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
QUOTE = "blockquote"


def typed_tag(token: Token) -> tuple[str, bool]:
    """The name of a known typed tag, "" for any other token; whether it closes."""
    tag = _TAG.match(token.content) if token.type == "html_inline" else None
    if tag is None or tag[2].lower() not in TYPED_TAGS:
        return "", False
    return tag[2].lower(), tag[1] == "/"


def balance_typed_tags(state: StateCore) -> None:
    """Make the typed tags of each run of text nest properly, with Markdown's too.

    Repairing them is not left to the sanitiser: by the rules of HTML, crossed tags
    are copied, and four thousand of them become millions.
    """
    for block in state.tokens:
        if block.children:
            block.children = _Balance().of(block.children)


@dataclass
class _Element:
    """A Markdown element that is open, and the typed tags open inside it."""

    is_shown: bool = True
    typed: list[str] = field(default_factory=list)


@dataclass
class _Balance:
    tokens: list[Token] = field(default_factory=list)
    elements: list[_Element] = field(default_factory=lambda: [_Element()])
    open_links: int = 0

    def of(self, tokens: list[Token]) -> list[Token]:
        for token in tokens:
            if token.type == "html_inline":
                self._take_typed_tag(token)
            elif token.nesting == 1:
                self._open_markdown(token)
            elif token.nesting == -1:
                self._close_markdown(token)
            else:
                self.tokens.append(token)
        self._close_typed_down_to(0)
        return self.tokens

    def _take_typed_tag(self, token: Token) -> None:
        name, closes = typed_tag(token)
        typed = self.elements[-1].typed
        if closes and name in typed:
            innermost = len(typed) - 1 - typed[::-1].index(name)
            self._close_typed_down_to(innermost)
        elif name and not closes and self._may_open(name):
            typed.append(name)
            self.open_links += name == "a"
            self.tokens.append(token)
        else:
            self.tokens.append(Token("text", "", 0, content=token.content))

    def _may_open(self, name: str) -> bool:
        if name == "a" and self.open_links:
            return False
        return name != QUOTE and len(self.elements[-1].typed) < MAX_NESTING

    def _close_typed_down_to(self, depth: int) -> None:
        typed = self.elements[-1].typed
        while len(typed) > depth:
            name = typed.pop()
            self.open_links -= name == "a"
            self.tokens.append(Token("html_inline", "", 0, content=f"</{name}>"))

    def _open_markdown(self, token: Token) -> None:
        is_link = token.type == "link_open"
        element = _Element(is_shown=not (is_link and self.open_links))
        self.elements.append(element)
        if element.is_shown:
            self.open_links += is_link
            self.tokens.append(token)

    def _close_markdown(self, token: Token) -> None:
        self._close_typed_down_to(0)
        if self.elements.pop().is_shown:
            self.open_links -= token.type == "link_close"
            self.tokens.append(token)
