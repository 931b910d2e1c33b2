"""What search engines and social networks are told: JSON for linked data."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from rejoinder import text
from rejoinder.discussion.queries import ShownComment, ThreadPage
from rejoinder.newsroom.queries.shown import ShownArticle, ShownPage
from rejoinder.sites.models import Site

#: A page may hold a thousand; a search engine learns from fifty what it is about.
MAX_COMMENTS = 50

# Inside <script> a browser looks for these before it looks at the JSON.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def linked_data(data: dict[str, Any]) -> SafeString:
    """JSON for `<script type="application/ld+json">`: data, which no policy blocks."""
    encoded = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(encoded)  # noqa: S308 - escaped above


def news_article(
    shown: ShownArticle, site: Site, origin: str, thread_page: ThreadPage | None
) -> dict[str, Any]:
    """schema.org NewsArticle, with the comments of this page. Empty facts are left out.

    Vocabulary: https://schema.org/NewsArticle
    """
    teaser = shown.teaser
    url = f"{origin}{teaser.url}"
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "url": url,
        "headline": teaser.headline,
        "description": shown.search_description,
        "inLanguage": teaser.language,
        "datePublished": teaser.published_on.isoformat(),
        "dateModified": (shown.updated_on or teaser.published_on).isoformat(),
        "articleSection": teaser.section.name if teaser.section else "",
        "keywords": [tag.name for tag in shown.tags],
        "author": [
            {"@type": "Person", "name": link.name, "url": f"{origin}{link.url}"}
            for link in teaser.bylines
        ],
        "publisher": {"@type": "Organization", "name": site.name, "url": f"{origin}/"},
    }
    if teaser.lead:
        facts["image"] = {
            "@type": "ImageObject",
            "url": f"{origin}{teaser.lead.picture.src}",
            "width": teaser.lead.picture.width,
            "height": teaser.lead.picture.height,
        }
    if thread_page is not None:
        facts |= _comments(thread_page, origin)
    return {name: value for name, value in facts.items() if value not in ("", [])}


def web_page(shown: ShownPage, origin: str, thread_page: ThreadPage) -> dict[str, Any]:
    """schema.org WebPage, for a plain page with comments.

    Vocabulary: https://schema.org/WebPage
    """
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": f"{origin}{shown.url}",
        "name": shown.title,
        "description": shown.description,
        "inLanguage": shown.language,
        **_comments(thread_page, origin),
    }
    return {name: value for name, value in facts.items() if value not in ("", [])}


def _comments(page: ThreadPage, origin: str) -> dict[str, Any]:
    """How many there are only where the page says so itself."""
    shown = [comment for comment in page.comments if comment.kind == "comment"]
    facts: dict[str, Any] = {
        "comment": [_comment(comment, origin) for comment in shown[:MAX_COMMENTS]],
    }
    if page.count is not None:
        facts["commentCount"] = page.count
    return facts


def _comment(comment: ShownComment, origin: str) -> dict[str, Any]:
    """Name and text only, both of which stand on the page anyway."""
    return {
        "@type": "Comment",
        "url": f"{origin}{comment.lasting_url}",
        "dateCreated": comment.written_at.isoformat(),
        "author": {"@type": "Person", "name": comment.author_name},
        "text": text.plain_text(comment.body_html),
    }
