"""The blocks an article is made of, and the reading of them from a body.

A body is Markdown. Whatever is not plain text stands between a line `::: kind` and
a line `:::`. Inside a picture, a quote or a link are TOML fields; code, table and
markdown are taken as they stand. The words after the kind are the language of
code and the caption of a table.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt

CREDIT = "Rejoinder demo"
LICENCE = "CC0"
FENCE = ":::"

# Raw HTML stays off, so that the text of a block has no tags but Markdown's own.
_markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs, lists and sub-headings as HTML."""

    html: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture; `file` is a name in the folder `pictures`."""

    file: str
    alt: str
    caption: str
    credit: str = CREDIT
    licence: str = LICENCE
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Somebody's words; `source_url` is empty when they were spoken."""

    text: str
    attribution: str
    source_url: str = ""
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class LinkBlock:
    """A link shown as a card."""

    url: str
    title: str
    description: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Source code; `language` is a name that Pygments knows."""

    language: str
    code: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of plain text; each row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """Markdown left for the site to render."""

    source: str
    kind: Literal["markdown"] = "markdown"


DemoBlock = (
    TextBlock
    | PictureBlock
    | QuoteBlock
    | LinkBlock
    | CodeBlock
    | TableBlock
    | MarkdownBlock
)


def read_blocks(body: str) -> tuple[DemoBlock, ...]:
    """Return the blocks of a body in order; raise ValueError for a bad one."""
    return tuple(_blocks(body.splitlines()))


def _blocks(lines: list[str]) -> Iterator[DemoBlock]:
    text: list[str] = []
    rest = iter(lines)
    for line in rest:
        if not line.startswith(FENCE):
            text.append(line)
            continue
        yield from _text(text)
        text = []
        kind, _, words = line.removeprefix(FENCE).strip().partition(" ")
        if kind not in _READERS:
            raise ValueError(f"unknown kind of block: {line!r}")
        yield _READERS[kind](words.strip(), _inside(rest, opened_by=line))
    yield from _text(text)


def _text(lines: list[str]) -> Iterator[TextBlock]:
    source = "\n".join(lines).strip()
    if source:
        yield TextBlock(html=_markdown.render(source).strip())


def _inside(rest: Iterator[str], *, opened_by: str) -> str:
    taken: list[str] = []
    for line in rest:
        if line.rstrip() == FENCE:
            return "\n".join(taken)
        taken.append(line)
    raise ValueError(f"a block is never closed: {opened_by!r}")


def _picture(_words: str, inside: str) -> PictureBlock:
    return PictureBlock(**tomllib.loads(inside))


def _quote(_words: str, inside: str) -> QuoteBlock:
    return QuoteBlock(**tomllib.loads(inside))


def _link(_words: str, inside: str) -> LinkBlock:
    return LinkBlock(**tomllib.loads(inside))


def _code(words: str, inside: str) -> CodeBlock:
    return CodeBlock(language=words, code=inside)


def _table(words: str, inside: str) -> TableBlock:
    header, *rows = (
        tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        for line in inside.splitlines()
    )
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"a row is wider or narrower than the header: {words!r}")
    return TableBlock(caption=words, header=header, rows=tuple(rows))


def _markdown_source(_words: str, inside: str) -> MarkdownBlock:
    return MarkdownBlock(source=inside)


_READERS: dict[str, Callable[[str, str], DemoBlock]] = {
    "picture": _picture,
    "quote": _quote,
    "link": _link,
    "code": _code,
    "table": _table,
    "markdown": _markdown_source,
}
