"""Whether an editor changed an article or a page: a word that changes when they do.

Imports keep it beside the source's number. What came again, and was changed here since,
is left alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from rejoinder.newsroom.models import Article, BinnedArticle, PlainPage

# The editor of rich text gives each paragraph one, whether it was changed or not.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')

_NOTHING: tuple[object, ...] = (None, "", [], {})


def article_fingerprint(article: Article) -> str:
    """Of its latest draft, and of whether readers see it (or are about to), it is a
    draft, or in the bin. Saved unchanged, it stays; the time of coming out does not
    count where it was scheduled. 32 hexadecimal digits."""
    draft: Article = article.get_latest_revision_as_object()
    return _digest(
        {
            **_facts(draft),
            "state": _state_of_article(article),
            "standfirst": _words(draft.standfirst),
            "section": draft.section_id,
            "further": sorted(row.section_id for row in draft.further_sections.all()),
            "tags": sorted(row.tag_id for row in draft.tagged_items.all()),
            "bylines": [row.writer_id for row in draft.bylines.all()],
            "comments": draft.comments_open,
            "is_pinned": draft.is_pinned,
            "picture": draft.lead_picture_id,
            "picture_words": [_words(draft.lead_alt), _words(draft.lead_caption)],
            "time": _minute(draft.published_on or draft.go_live_at),
        }
    )


def page_fingerprint(page: PlainPage) -> str:
    """As article_fingerprint, for a plain page, with where it stands in the tree."""
    draft: PlainPage = page.get_latest_revision_as_object()
    return _digest(
        {
            **_facts(draft),
            "state": "shown" if page.live or _is_scheduled(page) else "draft",
            "in_menus": draft.show_in_menus,
            "comments": draft.comments_open,
            # The place of the page above, which is part of its own.
            "above": page.get_parent().pk,
        }
    )


def _facts(draft: Article | PlainPage) -> dict[str, object]:
    """What articles and pages have both."""
    return {
        "title": _words(draft.title),
        "body": [_canonical(block) for block in draft.body.raw_data],
        "language": draft.language,
        "address_part": draft.address_part,
        "description": _words(draft.search_description),
        "expires": _minute(draft.expire_at),
    }


def _state_of_article(article: Article) -> str:
    if article.live:
        return "shown"
    if BinnedArticle.objects.filter(article_id=article.pk).exists():
        return "binned"
    return "shown" if _is_scheduled(article) else "draft"


def _is_scheduled(page: Article | PlainPage) -> bool:
    is_waiting: bool = page.revisions.exclude(approved_go_live_at=None).exists()
    return is_waiting


def _canonical(value: Any) -> Any:
    """A block without what saving it in the editor changes by itself: its number, words
    that are empty, lines that end as forms send them."""
    if isinstance(value, dict):
        inside = {key: _canonical(each) for key, each in value.items() if key != "id"}
        return {key: each for key, each in inside.items() if each not in _NOTHING}
    if isinstance(value, list):
        return [_canonical(each) for each in value]
    return _words(value) if isinstance(value, str) else value


def _words(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BLOCK_KEY.sub("", lines).strip()


def _minute(time: datetime | None) -> str:
    """The editor's form knows no seconds."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M}" if time else ""


def _digest(facts: dict[str, object]) -> str:
    encoded = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    data = encoded.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
