"""Which thread belongs to an article or a page."""

from __future__ import annotations

from rejoinder.discussion.models import Thread
from rejoinder.newsroom.models import Article, ArticleThread, PageThread, PlainPage


def thread_of_article(article: Article) -> Thread | None:
    links = ArticleThread.objects.select_related("thread__site")
    link: ArticleThread | None = links.filter(article=article).first()
    return link.thread if link else None


def thread_of_page(page: PlainPage) -> Thread | None:
    links = PageThread.objects.select_related("thread__site")
    link: PageThread | None = links.filter(page=page).first()
    return link.thread if link else None
