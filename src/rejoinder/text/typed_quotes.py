"""A typed <blockquote> as a block of its own, over one or several paragraphs.

Left where it was typed it would stand inside a paragraph, and HTML has no place for
a block there.
"""

from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rejoinder.text.limits import MAX_NESTING
from rejoinder.text.typed_tags import QUOTE, typed_tag


def make_typed_quotes_blocks(state: StateCore) -> None:
    """Cut paragraphs at typed blockquote tags; close what was left open."""
    state.tokens = _Quotes().cut(state.tokens)


@dataclass
class _Quotes:
    blocks: list[Token] = field(default_factory=list)
    # The levels of nesting at which the open ones began.
    open_at_levels: list[int] = field(default_factory=list)

    def cut(self, blocks: list[Token]) -> list[Token]:
        remaining = iter(blocks)
        for block in remaining:
            # The end of a list item or Markdown quote ends what began inside it.
            self._close_above(block.level)
            if block.type == "paragraph_open":
                self._cut_paragraph(block, next(remaining), next(remaining))
            else:
                self.blocks.append(block)
        self._close_above(-1)
        return self.blocks

    def _close_above(self, level: int) -> None:
        while self.open_at_levels and self.open_at_levels[-1] > level:
            self._close()

    def _close(self) -> None:
        self.open_at_levels.pop()
        self.blocks.append(_raw(f"</{QUOTE}>"))

    def _cut_paragraph(self, opening: Token, text: Token, closing: Token) -> None:
        piece: list[Token] = []
        for token in text.children or []:
            name, closes = typed_tag(token)
            # Inside emphasis or a link a block has no place either.
            if name != QUOTE or token.level > 0 or not self._fits(closes, opening):
                piece.append(token)
                continue
            self._add_paragraph(opening, text, closing, piece)
            piece = []
            if closes:
                self._close()
            else:
                self.open_at_levels.append(opening.level)
                self.blocks.append(_raw(token.content))
        self._add_paragraph(opening, text, closing, piece)

    def _fits(self, closes: bool, paragraph: Token) -> bool:
        if closes:
            return self.open_at_levels[-1:] == [paragraph.level]
        return len(self.open_at_levels) < MAX_NESTING

    def _add_paragraph(
        self, opening: Token, text: Token, closing: Token, piece: list[Token]
    ) -> None:
        shown = _without_outer_breaks(piece)
        if shown:
            self.blocks.extend((opening, text.copy(children=shown), closing))


def _raw(tag: str) -> Token:
    return Token("html_block", "", 0, content=tag)


def _without_outer_breaks(tokens: list[Token]) -> list[Token]:
    start, end = 0, len(tokens)
    while start < end and _is_blank(tokens[start]):
        start += 1
    while end > start and _is_blank(tokens[end - 1]):
        end -= 1
    return tokens[start:end]


def _is_blank(token: Token) -> bool:
    is_break = token.type in ("softbreak", "hardbreak")
    return is_break or (token.type == "text" and not token.content.strip())
