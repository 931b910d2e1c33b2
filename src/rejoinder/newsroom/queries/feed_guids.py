"""What articles are called in feeds."""

from __future__ import annotations

from collections.abc import Iterable

from rejoinder.newsroom.models import FeedGuid


def feed_guids(article_ids: Iterable[int]) -> dict[int, str]:
    """By article, for those that came from another site; one query."""
    rows = FeedGuid.objects.filter(article__in=list(article_ids))
    return dict(rows.values_list("article_id", "guid"))
