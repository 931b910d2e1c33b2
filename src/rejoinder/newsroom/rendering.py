"""From blocks to HTML. Whatever an editor or an import put in, this is the way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import BoundBlock, StreamValue
from wagtail.rich_text import RichText, expand_db_html

from rejoinder import text
from rejoinder.newsroom.pictures import prefetch_sizes

_PROSE = {"text", "markdown", "html"}
_OWN_ADDRESS = re.compile(r'( (?:href|src)=")/(?!/)')


def prose_html(kind: str, source: str) -> SafeString:
    """Sanitised HTML of a block of prose: rich text, Markdown or HTML."""
    if kind == "markdown":
        return mark_safe(text.render_article_markdown(source))  # noqa: S308 - sanitised
    html = expand_db_html(source) if kind == "text" else source
    return mark_safe(text.sanitise_article_html(html))  # noqa: S308 - sanitised


def rich_text_html(value: RichText) -> SafeString:
    return prose_html("text", value.source)


def body_pages(body: StreamValue) -> list[list[BoundBlock]]:
    """The blocks of each page, split at page breaks. At least one page; only that one
    may be empty."""
    pages: list[list[BoundBlock]] = [[]]
    for block in body:
        if block.block_type != "page_break":
            pages[-1].append(block)
        elif pages[-1]:
            pages.append([])
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def body_html(body: Iterable[BoundBlock], *, for_feed: bool = False) -> SafeString:
    """These blocks of a body. For feeds: plain pictures, as readers' programs know."""
    body = list(body)
    prefetch_sizes(
        block.value["picture"] for block in body if block.block_type == "picture"
    )
    parts = [block.render(context={"for_feed": for_feed}) for block in body]
    return mark_safe("\n".join(parts))  # noqa: S308 - from templates that escape


def feed_html(body: StreamValue, *, origin: str, language: str, direction: str) -> str:
    """A body that can be read elsewhere: addresses of ours get our host."""
    html = _OWN_ADDRESS.sub(rf"\g<1>{origin}/", body_html(body, for_feed=True))
    return format_html(
        '<div lang="{}" dir="{}">{}</div>',
        language,
        direction,
        mark_safe(html),  # noqa: S308 - from templates that escape
    )


def body_text(body: StreamValue) -> str:
    """The words of a body's prose, for excerpts. No query."""
    return " ".join(_plain_prose(body))


def body_excerpt(body: StreamValue, max_chars: int) -> str:
    """How the first block of prose begins."""
    return text.excerpt(next(_plain_prose(body), ""), max_chars)


def _plain_prose(body: StreamValue) -> Iterator[str]:
    # Stored values, since those of Wagtail would read pictures from the database.
    for block in body.raw_data:
        if block["type"] in _PROSE and block["value"]:
            html = text.sanitise_article_html(block["value"])
            if block["type"] == "markdown":
                html = text.render_article_markdown(block["value"])
            yield text.plain_text(html)
