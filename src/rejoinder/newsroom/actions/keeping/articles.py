"""Writing an article's rows as it was elsewhere: many at once, or one again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from rejoinder.newsroom.actions.addresses import take_exact_address
from rejoinder.newsroom.actions.announcing import announce_many, ranked_sections
from rejoinder.newsroom.actions.keeping.addresses import PlannedAddresses
from rejoinder.newsroom.actions.keeping.rows import (
    add_children,
    index_pages,
    save_as_it_is,
    schedule,
    set_body,
    set_state,
    set_title,
)
from rejoinder.newsroom.actions.keeping.threads import open_article_threads
from rejoinder.newsroom.actions.keeping.values import (
    ArticleAsItWas,
    ArticleToKeep,
    State,
)
from rejoinder.newsroom.actions.threads import follow_publication
from rejoinder.newsroom.actions.writing import set_bylines, set_further_sections
from rejoinder.newsroom.addresses import exact_part, exact_path
from rejoinder.newsroom.models import (
    Article,
    ArticleByline,
    ArticleIndex,
    ArticleSection,
    ArticleTag,
)
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.sites.models import Site
from rejoinder.text import normalise_source

MAX_CAPTION_CHARACTERS = 500


def keep_article(
    *,
    site: Site,
    values: ArticleAsItWas,
    state: State,
    page_size: int | None = None,
    now: datetime,
) -> Article:
    """keep_articles for one. Many at once take a fraction of the time."""
    wanted = ArticleToKeep(values, state, page_size)
    return keep_articles(site=site, articles=[wanted], now=now)[0]


def keep_articles(
    *, site: Site, articles: Sequence[ArticleToKeep], now: datetime
) -> list[Article]:
    """Keep articles in these states, with no rule asked and nobody told.

    They get no revision, which would cost more than all the rest; the first edit makes
    one. Scheduled ones are the exception: a revision is what the worker publishes.
    Returned in the order given, with `thread_link` where they are published.
    """
    with transaction.atomic():
        # Nobody else takes an address, or a place in the tree, until this is done.
        site = Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        indexes = ArticleIndex.objects.select_for_update()
        index = indexes.child_of(site.front_page).get()
        sections = ranked_sections(site, section_tree(site))
        kept = [_new(site, each, now) for each in articles]
        published = [
            (article, each)
            for article, each in zip(kept, articles, strict=True)
            if article.live
        ]
        addresses = PlannedAddresses(
            site, [(article, each.values.path) for article, each in published]
        )
        add_children(index, kept, before_rows=addresses.plan)
        _write_relations(kept)
        paths = addresses.write(now)
        open_article_threads(
            site,
            [
                (article, path, each.page_size)
                for (article, each), path in zip(published, paths, strict=True)
            ],
        )
        index_pages(Article, kept)
        announce_many(site, [article for article, _each in published], sections)
        for article, each in zip(kept, articles, strict=True):
            if each.state == "scheduled":
                schedule(article, each.values.published_on or now)
    return kept


def update_kept_article(
    *, article: Article, values: ArticleAsItWas, now: datetime
) -> Article:
    """The same for one that was kept before, and that nobody changed here since.

    It stays in its state. Its address follows only another address part. Where there
    are revisions already, this makes another.
    """
    with transaction.atomic():
        row: Article = Article.objects.select_for_update().get(pk=article.pk)
        draft: Article = row.get_latest_revision_as_object()
        is_scheduled = row.revisions.exclude(approved_go_live_at=None).exists()
        has_other_part = exact_part(values.address_part) != draft.address_part
        _fill(draft, values)
        state: State = "scheduled" if is_scheduled else "draft"
        _set_times(draft, "published" if row.live else state, values, now)
        if row.live and has_other_part:
            path, part = exact_path(values.path), draft.address_part
            take_exact_address(page=draft, path=path, part=part, now=now)
        if is_scheduled:
            schedule(draft, values.published_on or now)
        else:
            save_as_it_is(draft)
        if row.live:
            follow_publication(article=Article.objects.get(pk=row.pk), now=now)
    return Article.objects.get(pk=article.pk)


def _new(site: Site, wanted: ArticleToKeep, now: datetime) -> Article:
    article = Article(site=site, owner=wanted.values.owner)
    _fill(article, wanted.values)
    _set_times(article, wanted.state, wanted.values, now)
    return article


def _set_times(
    article: Article, state: State, values: ArticleAsItWas, now: datetime
) -> None:
    given = values.published_on
    if state == "published":
        given = given or now
    elif state == "scheduled" or (given and given > now):
        # Set when it comes out. The editor's form refuses a draft with a time to come.
        given = None
    article.published_on = given
    set_state(article, state, given or now, values.updated_at)


def _fill(article: Article, values: ArticleAsItWas) -> None:
    """What an editor may change, in memory."""
    set_body(article, values.body)
    set_title(article, values.headline)
    article.standfirst = normalise_source(values.standfirst)
    article.section = values.section
    article.language = values.language[:35]
    article.lead_picture = values.lead_picture
    article.lead_alt = values.lead_alt[:MAX_CAPTION_CHARACTERS]
    article.lead_caption = values.lead_caption[:MAX_CAPTION_CHARACTERS]
    article.address_part = exact_part(values.address_part)
    article.comments_open = values.comments_open
    article.is_pinned = values.is_pinned
    set_bylines(article, values.bylines)
    set_further_sections(article, values.further_sections)
    tags = [ArticleTag(tag=tag) for tag in dict.fromkeys(values.tags)]
    setattr(article, "tagged_items", tags)  # noqa: B010 - as with bylines


def _write_relations(articles: Sequence[Article]) -> None:
    """The rows that articles hold in memory, one query for each kind."""
    ArticleByline.objects.bulk_create(_rows_of(articles, "bylines"))
    ArticleSection.objects.bulk_create(_rows_of(articles, "further_sections"))
    ArticleTag.objects.bulk_create(_rows_of(articles, "tagged_items"))


def _rows_of(articles: Sequence[Article], relation: str) -> list[Any]:
    rows = []
    for article in articles:
        for position, row in enumerate(getattr(article, relation).all()):
            row.sort_order = position
            rows.append(row)
    return rows
