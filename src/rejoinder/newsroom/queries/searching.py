"""Search among published articles, with the words in their context."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from rejoinder import text
from rejoinder.newsroom.queries.lists import published
from rejoinder.newsroom.queries.shown import Teaser
from rejoinder.newsroom.queries.teasers import section_tree, teasers
from rejoinder.newsroom.rendering import body_text
from rejoinder.sites.models import Site
from rejoinder.web.pagination import Page, page_of

MAX_SEARCH_CHARACTERS = 200
EXCERPT_CHARACTERS = 260
_BEFORE_MATCH = 80


@dataclass(frozen=True)
class Piece:
    """A stretch of an excerpt; `is_match` where it is what was searched for."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Hit:
    teaser: Teaser
    excerpt: tuple[Piece, ...]


def searched_words(raw: str) -> str:
    """What was typed, as it is looked for and shown again."""
    words = unicodedata.normalize("NFC", text.normalise_source(raw))
    return " ".join(words.split())[:MAX_SEARCH_CHARACTERS]


def search_page(site: Site, words: str, number: int, query: str) -> Page[Hit]:
    """A page of hits, best first. No words, or only signs: an empty page."""
    found: Any = published(site).order_by()
    wanted = " ".join(_words_of(words))
    rows = found.search(wanted) if wanted else []
    page: Page[Any] = page_of(
        rows,
        number=number,
        per_page=site.articles_per_page,
        base_path="/",
        query=query,
    )
    shown = teasers(page.items, site, section_tree(site))
    hits = [
        Hit(each, excerpt_around(f"{each.summary} {body_text(article.body)}", words))
        for each, article in zip(shown, page.items, strict=True)
    ]
    return replace(page, items=hits)


def _words_of(typed: str) -> list[str]:
    """Letters, marks and digits only, in lower case.

    Signs and words such as OR mean something in the query language of SQLite's full
    text index, and a reader's parenthesis is no mistake.
    """
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in typed)
    return kept.lower().split()


def excerpt_around(source: str, words: str) -> tuple[Piece, ...]:
    """Some text around the first word found, with all that are found marked."""
    wanted = [re.escape(word) for word in _words_of(words)]
    if not wanted:
        return (Piece(text.excerpt(source, EXCERPT_CHARACTERS), False),)
    pattern = re.compile("|".join(wanted), re.IGNORECASE)
    first = pattern.search(source)
    start = max(0, first.start() - _BEFORE_MATCH) if first else 0
    if start:
        start = source.find(" ", start, start + _BEFORE_MATCH) + 1 or start
    shown = text.excerpt(source[start:], EXCERPT_CHARACTERS)
    shown = f"… {shown}" if start else shown
    pieces: list[Piece] = []
    end = 0
    for match in pattern.finditer(shown):
        pieces += [Piece(shown[end : match.start()], False), Piece(match[0], True)]
        end = match.end()
    pieces.append(Piece(shown[end:], False))
    return tuple(piece for piece in pieces if piece.text)
