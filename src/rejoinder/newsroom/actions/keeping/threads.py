"""Threads of many new articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rejoinder.discussion.actions import Subject, open_threads
from rejoinder.newsroom.models import Article, ArticleThread
from rejoinder.sites.models import Site


def open_article_threads(
    site: Site, articles: Sequence[tuple[Article, str, int | None]]
) -> None:
    """Open and join the thread of each: article, path, size of a page or None."""
    subjects = [
        Subject(
            url=path,
            title=article.title,
            language=article.language or site.language,
            since=_published_on(article),
            is_open=_is_open(article, site),
            page_size=page_size,
        )
        for article, path, page_size in articles
    ]
    threads = open_threads(site=site, subjects=subjects)
    ArticleThread.objects.bulk_create(
        ArticleThread(
            article=article, thread=thread, comments_setting=article.comments_open
        )
        for (article, _path, _size), thread in zip(articles, threads, strict=True)
    )


def _is_open(article: Article, site: Site) -> bool:
    wanted = article.comments_open
    return site.comments_open if wanted is None else wanted


def _published_on(article: Article) -> datetime:
    assert article.published_on is not None  # noqa: S101 - it is published
    return article.published_on
