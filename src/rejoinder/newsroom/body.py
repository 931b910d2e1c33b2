"""The blocks of an article's body, made by programs: imports, the demo, tests.

Each function returns one block as Wagtail stores it. Sources are kept as given;
whatever they hold, showing them goes through the allow-list or escapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rejoinder.newsroom.models import Picture

Block = dict[str, Any]


def rich_text(html: str) -> Block:
    """Wagtail's own rich text, with every tag closed: its editor opens no other.

    HTML from elsewhere goes into raw_html.
    """
    return {"type": "text", "value": html}


def markdown(source: str) -> Block:
    return {"type": "markdown", "value": source}


def raw_html(html: str) -> Block:
    return {"type": "html", "value": html}


def quote(text: str, *, attribution: str = "", source_url: str = "") -> Block:
    value = {"text": text, "attribution": attribution, "source_url": source_url}
    return {"type": "quote", "value": value}


def link(url: str, title: str, *, description: str = "") -> Block:
    value = {"url": url, "title": title, "description": description}
    return {"type": "link", "value": value}


def code(source: str, *, language: str = "") -> Block:
    return {"type": "code", "value": {"code": source, "language": language}}


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = ""
) -> Block:
    """Each row has as many cells as there are headings."""
    columns = [{"type": "text", "heading": heading} for heading in headings]
    cells = [{"values": list(row)} for row in rows]
    return {
        "type": "table",
        "value": {"columns": columns, "rows": cells, "caption": caption},
    }


def picture(
    picture: Picture,
    *,
    alt: str = "",
    is_decorative: bool = False,
    caption: str = "",
    credit: str = "",
    licence: str = "",
) -> Block:
    """Empty words: the picture's own are shown."""
    image = {"image": picture.pk, "alt_text": alt, "decorative": is_decorative}
    value = {
        "picture": image,
        "caption": caption,
        "credit": credit,
        "licence": licence,
    }
    return {"type": "picture", "value": value}


def page_break() -> Block:
    """What follows stands on the next page. Pages with nothing on them are left out."""
    return {"type": "page_break", "value": None}
