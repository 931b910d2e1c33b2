"""Paragraphs out of blank lines and line ends, as WordPress makes them of typed text.

The same outcome for what people write, by rules of our own: text between block tags is
cut at blank lines, and what surrounds it decides whether a piece becomes a paragraph.
https://developer.wordpress.org/reference/functions/wpautop/
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rejoinder.text.tags import (
    BLOCK_TAGS,
    FORMATTING_TAGS,
    HTML_SPACE,
    VOID_TAGS,
    Kind,
    Token,
    html_tokens,
)

# fmt: off
# Line ends have a meaning of their own in these, or none at all.
_AS_WRITTEN = {"audio", "math", "object", "pre", "select", "svg", "template", "video"}
# Every piece of text right in one of these is a paragraph, even the only one.
_OF_PARAGRAPHS = {"", "blockquote", "body", "html", "p"}
# Text has no place right in these.
_WITHOUT_TEXT = {
    "colgroup", "dl", "hgroup", "menu", "ol", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
}
# These hold a line or a few, never paragraphs.
_OF_LINES = {
    "caption", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "legend", "summary",
}
# A piece of these alone shows nothing, and is no paragraph.
_SHOWING_NOTHING = FORMATTING_TAGS | {
    "abbr", "cite", "del", "ins", "label", "link", "mark", "meta", "noscript", "q",
    "script", "span", "style", "sub", "sup", "title",
}
# fmt: on


def add_paragraphs(html: str) -> str:
    """Make a blank line the end of a paragraph, and a single line end a `<br>`.

    Block elements are not wrapped; what stands in pre, script, style and the like stays
    as it is, and so do line ends inside tags. Time is linear in the length.
    """
    maker = _Paragraphs()
    for token in html_tokens(html.strip(HTML_SPACE)):
        maker.take(token)
    maker.end()
    return "".join(maker.out)


@dataclass
class _Paragraphs:
    out: list[str] = field(default_factory=list)
    # The text since the last block tag.
    text: list[Token] = field(default_factory=list)
    open_blocks: list[str] = field(default_factory=list)
    open_counts: dict[str, int] = field(default_factory=dict)
    # The tag of a <p> that was typed; it belongs to its first piece.
    typed_opening: str = ""
    as_written: list[Token] = field(default_factory=list)
    as_written_depth: int = 0

    def take(self, token: Token) -> None:
        if self.as_written:
            self._take_as_written(token)
        elif token.kind is Kind.START and token.name in _AS_WRITTEN:
            self.as_written.append(token)
            self.as_written_depth = 1
        elif token.kind in (Kind.START, Kind.END) and token.name in BLOCK_TAGS:
            self._end_text()
            self._take_block(token)
        else:
            self.text.append(token)

    def end(self) -> None:
        self._end_as_written()
        self._end_text()

    def _take_as_written(self, token: Token) -> None:
        self.as_written.append(token)
        if token.name != self.as_written[0].name:
            return
        self.as_written_depth += 1 if token.kind is Kind.START else -1
        if self.as_written_depth == 0:
            self._end_as_written()

    def _end_as_written(self) -> None:
        if not self.as_written:
            return
        name = self.as_written[0].name
        source = "".join(token.source for token in self.as_written)
        self.as_written.clear()
        if name in BLOCK_TAGS:
            self._end_text()
            self.out.append(f"{source}\n")
        else:
            self.text.append(Token(Kind.RAW, source, name))

    def _take_block(self, token: Token) -> None:
        name = token.name
        if name == "p":
            # Written again where its text is known: a blank line may cut it in two.
            self.typed_opening = token.source if token.kind is Kind.START else ""
            return
        self.typed_opening = ""
        self.out.append(token.source)
        if name in VOID_TAGS or token.kind is Kind.END:
            self.out.append("\n")
        if token.kind is Kind.START and name not in VOID_TAGS:
            self.open_blocks.append(name)
            self.open_counts[name] = self.open_counts.get(name, 0) + 1
        elif self.open_counts.get(name):
            self._close(name)

    def _close(self, name: str) -> None:
        closed = ""
        while closed != name:
            closed = self.open_blocks.pop()
            self.open_counts[closed] -= 1

    def _end_text(self) -> None:
        if not self.text:
            return
        text, self.text = self.text, []
        around = self.open_blocks[-1] if self.open_blocks else ""
        if around in _WITHOUT_TEXT:
            self.out.extend(token.source for token in text)
            return
        pieces, had_blank_line = _pieces_of(text)
        is_wrapped = around not in _OF_LINES and (
            around in _OF_PARAGRAPHS or had_blank_line or self.typed_opening != ""
        )
        shown = [self._shown(piece, is_wrapped=is_wrapped) for piece in pieces]
        self.out.append(("\n" if is_wrapped else "<br>\n").join(filter(None, shown)))
        self.out.append("\n" if is_wrapped else "")

    def _shown(self, piece: list[Token], *, is_wrapped: bool) -> str:
        source = "".join(token.source for token in piece)
        if not is_wrapped or all(_shows_nothing(token) for token in piece):
            return source
        opening, self.typed_opening = self.typed_opening or "<p>", ""
        return f"{opening}{source}</p>"


_LINE_END = Token(Kind.TEXT, "\n", "line end")
_PIECE_END = Token(Kind.TEXT, "\n\n", "piece end")
_BREAK = Token(Kind.START, "<br>\n", "br")


def _pieces_of(text: list[Token]) -> tuple[list[list[Token]], bool]:
    """The text cut at blank lines and at pairs of breaks; whether there was any."""
    tokens = _with_piece_ends(_lines(text))
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token is _PIECE_END:
            pieces.append([])
        else:
            pieces[-1].append(token)
    trimmed = [_with_breaks(_trimmed(piece)) for piece in pieces]
    return [piece for piece in trimmed if piece], len(pieces) > 1


def _lines(text: list[Token]) -> Iterator[Token]:
    """The same tokens, with the line ends in their text as tokens of their own."""
    for token in text:
        if token.kind is not Kind.TEXT:
            yield token
            continue
        for number, words in enumerate(token.source.split("\n")):
            if number:
                yield _LINE_END
            if words:
                yield Token(Kind.TEXT, words)


def _with_piece_ends(tokens: Iterable[Token]) -> list[Token]:
    """Two line ends, or two breaks, with only space between them end a piece."""
    kept: list[Token] = []
    # Where the last break or line end stands, while only space has followed it.
    last: dict[str, int] = {}
    for token in tokens:
        if token is not _LINE_END and token.name != "br":
            if not _is_space(token):
                last.clear()
            kept.append(token)
        elif token.name in last:
            del kept[min(last.values()) :]
            kept.append(_PIECE_END)
            last = {_LINE_END.name: len(kept) - 1} if token is _LINE_END else {}
        else:
            last[token.name] = len(kept)
            kept.append(token)
    return kept


def _trimmed(piece: list[Token]) -> list[Token]:
    """The piece without the space and the breaks at its ends."""
    start, end = 0, len(piece)
    while start < end and (_is_space(piece[start]) or piece[start].name == "br"):
        start += 1
    while end > start and (_is_space(piece[end - 1]) or piece[end - 1].name == "br"):
        end -= 1
    return piece[start:end]


def _with_breaks(piece: list[Token]) -> list[Token]:
    """Each line end is a break, unless a break stands right before it."""
    broken: list[Token] = []
    for token in piece:
        if token is _LINE_END:
            follows_break = next(
                (t.name == "br" for t in reversed(broken) if not _is_space(t)), False
            )
            broken.append(token if follows_break else _BREAK)
        else:
            broken.append(token)
    return broken


def _is_space(token: Token) -> bool:
    return token.kind is Kind.TEXT and not token.source.strip(HTML_SPACE)


def _shows_nothing(token: Token) -> bool:
    if token.kind is Kind.TEXT:
        return _is_space(token)
    return token.kind is Kind.COMMENT or token.name in _SHOWING_NOTHING
