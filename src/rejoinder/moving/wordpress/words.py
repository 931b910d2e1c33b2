"""One-line texts of WordPress: kept there with entities and, in titles, with HTML."""

from __future__ import annotations

from rejoinder import text


def title_text(raw: str) -> str:
    """A title, name or caption as readers see it: no tags, entities read, one line."""
    if "<" in raw or "&" in raw:
        raw = text.plain_text(text.sanitise_article_html(raw))
    return " ".join(raw.split())
