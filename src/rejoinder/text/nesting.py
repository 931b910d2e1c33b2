"""Tags made to nest properly, to a bounded depth, in time linear in the text.

The parser behind our sanitiser repairs nesting as browsers do, and like them it takes
time quadratic in the depth: minutes for two megabytes of open tags. What passed here
has nothing left to repair. Where HTML is only slightly wrong the outcome is what
browsers make of it; where it is very wrong, the words stay and some tags go.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from rejoinder.text.tags import (
    BLOCK_TAGS,
    FORMATTING_TAGS,
    HTML_SPACE,
    RAW_TAGS,
    VOID_TAGS,
    Kind,
    Token,
    html_tokens,
)

# Browsers stop at 512. Nobody nests quotes, lists or tables as deep as this.
MAX_DEPTH = 100
# A book has fewer. What follows them keeps its words.
MAX_TAGS = 100_000
# A table takes up to four: table, tbody, tr, td.
_LEVELS_OF_A_TABLE = 4

MAX_REOPENED = 10
FREE_REOPENED_CHARS = 100_000

_CELLS = {"td", "th", "caption"}
_SECTIONS = {"tbody", "thead", "tfoot", "colgroup"}
_TABLE_PARTS = {*_CELLS, *_SECTIONS, "tr", "col"}
# What may hold them, and what is opened for them where none of these is.
_PARENTS = {
    "tr": ("tbody", "thead", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "col": ("colgroup",),
}
_IMPLIED = {"tr": "tbody", "td": "tr", "th": "tr", "col": "colgroup"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

# What a start tag closes when it comes: the nearest of the first set, unless one of the
# second lies between. Looking further than this many levels up would be quadratic.
_ENDED_BY = {
    "li": ({"li"}, {"ol", "ul", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "rt": ({"rt", "rp"}, {"ruby"}),
    "rp": ({"rt", "rp"}, {"ruby"}),
    "option": ({"option"}, {"select"}),
}
_LEVELS_SEEN = 16
_SPACE = Token(Kind.TEXT, " ")


def untangled(html: str, kept: Set[str]) -> str:
    """The HTML with only the `kept` tags, properly nested; comments are left out.

    Of elements whose content is no text the content goes too.
    """
    return "".join(
        token.source.replace("<", "&lt;") if token.kind is Kind.TEXT else token.source
        for token in nested(html_tokens(html))
        if token.kind is Kind.TEXT
        or (token.name in kept and token.name not in RAW_TAGS)
    )


def nested(tokens: Iterable[Token]) -> Iterator[Token]:
    """Give each start tag its end tag, in proper order; void tags have none.

    Start tags too deep, and those past the first MAX_TAGS, are left out.
    """
    nesting = _Nesting()
    for token in tokens:
        nesting.take(token)
        yield from nesting.out
        nesting.out.clear()
    nesting.close_all()
    yield from nesting.out


@dataclass
class _Scope:
    """A table or a cell: tags outside of it are not closed from within."""

    owner: str
    base: int
    open_names: dict[str, int] = field(default_factory=dict)
    # Formatting whose block ended before it did.
    waiting: list[Token] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return self.open_names.get(name, 0) > 0


@dataclass
class _Nesting:
    out: list[Token] = field(default_factory=list)
    open: list[Token] = field(default_factory=list)
    scopes: list[_Scope] = field(default_factory=lambda: [_Scope("", 0)])
    # End tags to pass over, because their start tags would have been too deep.
    left_out: dict[str, int] = field(default_factory=dict)
    tags: int = 0
    chars: int = 0
    reopened_chars: int = 0

    def take(self, token: Token) -> None:
        self.chars += len(token.source)
        if token.kind is Kind.START:
            self._start(token)
        elif token.kind is Kind.END:
            self._end(token.name)
        elif token.kind is Kind.TEXT and token.source.strip(HTML_SPACE):
            self._make_room_for_words()
            self.out.append(token)
        else:
            self.out.append(token)

    def close_all(self) -> None:
        while self.open:
            self._pop()

    def _start(self, token: Token) -> None:
        name = token.name
        if name in _TABLE_PARTS:
            if self._find_place_in_table(name):
                self._push(token, must_fit=True)
            else:
                self._separate()
            return
        if self.scopes[-1].owner == "table":
            self._open_cell()
        if name in BLOCK_TAGS:
            if self.scopes[-1].has("p"):
                self._close_through("p")
            if name in _HEADINGS and self.open and self.open[-1].name in _HEADINGS:
                self._pop()
        self._close_what_ends(name)
        if name not in BLOCK_TAGS:
            self._reopen()
        self._push(token)

    def _close_what_ends(self, name: str) -> None:
        if name == "a":
            self.scopes[-1].waiting[:] = [
                token for token in self.scopes[-1].waiting if token.name != "a"
            ]
            if self.scopes[-1].has("a"):
                self._close_through("a")
        if name not in _ENDED_BY:
            return
        ended, limits = _ENDED_BY[name]
        floor = max(self.scopes[-1].base, len(self.open) - _LEVELS_SEEN)
        for token in reversed(self.open[floor:]):
            if token.name in limits:
                return
            if token.name in ended:
                self._close_through(token.name)
                return

    def _push(self, token: Token, *, must_fit: bool = False) -> None:
        name = token.name
        # Each has an end tag too, and an image may become a link that has one.
        self.tags += 2
        levels = _LEVELS_OF_A_TABLE if name == "table" else 1
        is_too_deep = len(self.open) + levels > MAX_DEPTH and not must_fit
        if self.tags > MAX_TAGS or (is_too_deep and name not in VOID_TAGS):
            self._leave_out(name)
            return
        if name in VOID_TAGS:
            self.out.append(token)
            return
        names = self.scopes[-1].open_names
        names[name] = names.get(name, 0) + 1
        self.open.append(token)
        self.out.append(token)
        if name == "table" or name in _CELLS:
            self.scopes.append(_Scope(name, len(self.open)))

    def _pop(self) -> Token:
        token = self.open.pop()
        if self.scopes[-1].base > len(self.open):
            self.scopes.pop()
        self.scopes[-1].open_names[token.name] -= 1
        self.out.append(Token(Kind.END, f"</{token.name}>", token.name))
        return token

    def _leave_out(self, name: str) -> None:
        if name not in VOID_TAGS:
            self.left_out[name] = self.left_out.get(name, 0) + 1
        if name in BLOCK_TAGS or name == "br":
            self._separate()

    def _separate(self) -> None:
        self.out.append(_SPACE)

    def _end(self, name: str) -> None:
        scope = self.scopes[-1]
        if self.left_out.get(name):
            self.left_out[name] -= 1
        elif name == "table" or name in _TABLE_PARTS:
            self._end_in_table(name)
        elif scope.has(name):
            self._close_through(name)
        elif any(token.name == name for token in scope.waiting):
            names = [token.name for token in scope.waiting]
            del scope.waiting[len(names) - 1 - names[::-1].index(name)]
        elif name == "br":
            self.out.append(Token(Kind.START, "<br>", "br"))

    def _close_through(self, name: str) -> None:
        """Close the innermost `name`, which is open in this scope, and all inside it.

        Formatting that was open in it goes on after it.
        """
        cut: list[Token] = []
        while (token := self._pop()).name != name:
            if token.name in FORMATTING_TAGS:
                cut.append(token)
        waiting = self.scopes[-1].waiting
        waiting[:0] = reversed(cut)
        del waiting[MAX_REOPENED:]

    def _reopen(self) -> None:
        waiting = self.scopes[-1].waiting
        if not waiting:
            return
        for token in waiting:
            self.reopened_chars += len(token.source)
            # A long tag, opened again in each of many paragraphs, would multiply.
            if self.reopened_chars <= self.chars + FREE_REOPENED_CHARS:
                self._push(token)
        waiting.clear()

    def _make_room_for_words(self) -> None:
        if self.scopes[-1].owner == "table":
            self._open_cell()
        self._reopen()

    def _open_cell(self) -> None:
        """Words between the cells of a table, which browsers would move before it."""
        if self.tags >= MAX_TAGS - 2 * _LEVELS_OF_A_TABLE:
            self._close_scope()
            return
        for name in ("tr", "td"):
            if self.open[-1].name != "tr" or name == "td":
                self._find_place_in_table(name)
                self._push(Token(Kind.START, f"<{name}>", name), must_fit=True)

    def _find_place_in_table(self, name: str) -> bool:
        """Close what a part of a table ends; False if it stands in no table."""
        if self.scopes[-1].owner in _CELLS:
            self._close_scope()
        if self.scopes[-1].owner != "table":
            return False
        for parent in _PARENTS.get(name, ()):
            if self.scopes[-1].has(parent):
                while self.open[-1].name not in _PARENTS[name]:
                    self._pop()
                return True
        while self.open[-1].name != "table":
            self._pop()
        if implied := _IMPLIED.get(name):
            self._find_place_in_table(implied)
            self._push(Token(Kind.START, f"<{implied}>", implied), must_fit=True)
        return True

    def _end_in_table(self, name: str) -> None:
        if name in _CELLS:
            if self.scopes[-1].owner == name:
                self._close_scope()
            return
        if self.scopes[-1].owner in _CELLS and (
            name == "table" or self.scopes[-2].has(name)
        ):
            self._close_scope()
        if self.scopes[-1].owner != "table":
            return
        if name == "table":
            self._close_scope()
        elif self.scopes[-1].has(name):
            self._close_through(name)

    def _close_scope(self) -> None:
        base = self.scopes[-1].base
        while len(self.open) >= base:
            self._pop()
