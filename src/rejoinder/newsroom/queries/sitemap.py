"""All public addresses, for crawlers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from rejoinder.newsroom import tags
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.models import Address, Site

#: The format allows 50,000; a thousand are read at once without thought of memory.
ADDRESSES_A_FILE = 1_000
#: Crawlers come every few hours; every file changes with each article.
SLACK_SECONDS = 60


@dataclass(frozen=True)
class SitemapEntry:
    url: str
    changed_at: datetime | None = None


def sitemap_file_count(site: Site) -> int:
    depends_on(tags.sitemap(site.pk), slack_seconds=SLACK_SECONDS)
    return max(1, -(-_rows(site).count() // ADDRESSES_A_FILE))


def sitemap_file(site: Site, number: int) -> list[SitemapEntry]:
    """The entries of a file, counted from 1; the first also has front and sections."""
    start = (number - 1) * ADDRESSES_A_FILE
    rows = list(_rows(site)[start : start + ADDRESSES_A_FILE])
    changed = _changed_at([row.object_id for row in rows])
    entries = [
        SitemapEntry(quoted(row.path), changed.get(row.object_id)) for row in rows
    ]
    if number > 1:
        return entries
    tree = section_tree(site)
    lists = [SitemapEntry("/")]
    lists += [SitemapEntry(quoted(tree.path(section))) for section in tree.sections]
    return lists + entries


def _rows(site: Site) -> QuerySet[Address]:
    """Current addresses of what is published, oldest first, so that files stay."""
    published = [
        kind.objects.live().filter(site=site).values("pk")
        for kind in (Article, PlainPage)
    ]
    # Articles and plain pages are numbered together, as pages of one tree.
    current = Address.objects.filter(site=site, is_current=True)
    articles = current.filter(kind=Article.address_kind, object_id__in=published[0])
    pages = current.filter(kind=PlainPage.address_kind, object_id__in=published[1])
    return (articles | pages).order_by("pk")


def _changed_at(ids: list[int]) -> dict[int, datetime | None]:
    changed: dict[int, datetime | None] = {}
    for kind in (Article, PlainPage):
        rows = kind.objects.filter(pk__in=ids)
        changed |= dict(rows.values_list("pk", "last_published_at"))
    return changed
