"""One article or page made ready for its template; saved, or being previewed."""

from __future__ import annotations

from datetime import datetime

from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage, Tag, Writer
from rejoinder.newsroom.pictures import prefetch_sizes
from rejoinder.newsroom.queries.shown import Link, ShownArticle, ShownPage
from rejoinder.newsroom.queries.teasers import (
    SUMMARY_CHARACTERS,
    byline_link,
    section_tree,
    summary_of,
    teaser,
)
from rejoinder.newsroom.rendering import body_excerpt
from rejoinder.sites.languages import direction_of
from rejoinder.sites.models import Site


def shown_article(
    article: Article, site: Site, path: str, now: datetime
) -> ShownArticle:
    """`now` stands in for the time of a draft that is being previewed."""
    if article.published_on is None:
        article.published_on = article.go_live_at or now
    prefetch_sizes([article.lead_picture])
    first, last = article.first_published_at, article.last_published_at
    return ShownArticle(
        teaser=teaser(article, site, section_tree(site), path, _bylines(article)),
        standfirst=article.standfirst,
        body=article.body,
        tags=_tags(article),
        updated_on=last if first and last and last > first else None,
        search_description=article.search_description or summary_of(article),
    )


def _bylines(article: Article) -> list[Link]:
    # Through the article, since in a preview they are not in the database.
    ids = [byline.writer_id for byline in article.bylines.all()]
    writers = Writer.objects.in_bulk(ids)
    present = [writers[pk] for pk in ids if pk in writers]
    return [byline_link(writer.name, writer.slug) for writer in present]


def _tags(article: Article) -> tuple[Link, ...]:
    ids = [item.tag_id for item in article.tagged_items.all()]
    tags = Tag.objects.filter(pk__in=ids).order_by("name")
    return tuple(Link(tag.name, quoted(f"/tag/{tag.slug}/")) for tag in tags)


def shown_page(page: PlainPage, site: Site, path: str) -> ShownPage:
    language = page.language or site.language
    return ShownPage(
        title=page.title,
        url=quoted(path),
        body=page.body,
        language=language,
        direction=direction_of(language),
        is_foreign=language != site.language,
        description=page.search_description
        or body_excerpt(page.body, SUMMARY_CHARACTERS),
    )
