"""Bounds on what a Markdown text may cost, without losing a word of it."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Enough for ten quotes or five lists in each other. The parser would drop what lies
# deeper, and looks ahead this deep at brackets: it is the factor of the slowest texts.
MAX_NESTING = 12
_LEVELS_OF_A_LIST = 2

# cmark has the same guard: one long definition, used ten thousand times, would turn
# 64 kB into gigabytes. https://github.com/commonmark/cmark/blob/0.31.1/src/map.c
FREE_LINK_CHARS = 100_000
LINK_CHARS_PER_SOURCE_CHAR = 10

BlockRule = Callable[[StateBlock, int, int, bool], bool]

# Which rules a deeper block may interrupt, as in markdown_it.parser_block.
_BOUNDED_RULES: tuple[tuple[str, BlockRule, list[str]], ...] = (
    ("blockquote", blockquote, ["paragraph", "reference", "blockquote", "list"]),
    ("list", list_block, ["paragraph", "reference", "blockquote"]),
)


def bound_costs(md: MarkdownIt) -> None:
    """Teach a parser to show, as typed, what would be too deep or too long."""
    md.options["maxNesting"] = MAX_NESTING
    for name, rule, interrupted in _BOUNDED_RULES:
        md.block.ruler.at(name, _not_too_deep(rule), {"alt": interrupted})
    md.core.ruler.before("text_join", "bound_link_chars", _bound_link_chars)


def _not_too_deep(rule: BlockRule) -> BlockRule:
    def refuse_when_deep(
        state: StateBlock, start_line: int, end_line: int, silent: bool
    ) -> bool:
        if state.level + _LEVELS_OF_A_LIST >= MAX_NESTING:
            return False
        return rule(state, start_line, end_line, silent)

    return refuse_when_deep


def _bound_link_chars(state: StateCore) -> None:
    """Keep only the words of links and images once their addresses sum up too far."""
    left = FREE_LINK_CHARS + LINK_CHARS_PER_SOURCE_CHAR * len(state.src)
    for block in state.tokens:
        kept: list[Token] = []
        inside_refused = False
        for token in block.children or []:
            left -= sum(len(str(value)) for value in token.attrs.values())
            if token.type == "link_open" and left < 0:
                inside_refused = True
            elif token.type == "link_close" and inside_refused:
                inside_refused = False
            elif token.type == "image" and left < 0:
                kept.append(Token("text", "", 0, content=token.content))
            else:
                kept.append(token)
        if block.children:
            block.children = kept
