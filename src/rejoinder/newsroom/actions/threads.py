"""Keeping an article's thread in step with it."""

from __future__ import annotations

from datetime import datetime

from rejoinder.discussion.actions import (
    close_thread,
    open_thread,
    reopen_thread,
    update_subject,
)
from rejoinder.newsroom.actions.addresses import fix_article_address
from rejoinder.newsroom.models import Article, ArticleThread


def follow_publication(*, article: Article, now: datetime) -> ArticleThread:
    """Fix time and address at first publication, and open or update the thread.

    Called inside the transaction that publishes.
    """
    if article.published_on is None:
        # A scheduled article came out at its time, however late the worker is.
        article.published_on = article.go_live_at or now
        Article.objects.filter(pk=article.pk).update(published_on=article.published_on)
    path = fix_article_address(article=article, now=now)
    links = ArticleThread.objects.select_related("thread")
    link = links.filter(article=article).first()
    if link is None:
        return _open(article, path, article.published_on)
    return _update_thread(article, link, path)


def _open(article: Article, path: str, since: datetime) -> ArticleThread:
    is_open = article.comments_open
    thread = open_thread(
        site=article.site,
        subject_url=path,
        title=article.title,
        language=article.language or article.site.language,
        since=since,
        version=_version(article),
        is_open=article.site.comments_open if is_open is None else is_open,
    )
    return ArticleThread.objects.create(
        article=article, thread=thread, comments_setting=is_open
    )


def _update_thread(article: Article, link: ArticleThread, path: str) -> ArticleThread:
    update_subject(
        thread=link.thread,
        subject_url=path,
        title=article.title,
        language=article.language or article.site.language,
        version=_version(article),
        since=article.published_on,
        is_reachable=True,
    )
    wanted = article.comments_open
    if wanted != link.comments_setting:
        if wanted is None:
            wanted = article.site.comments_open
        (reopen_thread if wanted else close_thread)(thread=link.thread)
        link.comments_setting = article.comments_open
        link.save(update_fields=["comments_setting"])
    return link


def _version(article: Article) -> str:
    """Which text is being discussed: Wagtail's number of the published revision."""
    return str(article.live_revision_id or "")


def hide_thread(*, article: Article) -> None:
    """The article cannot be seen, so neither can what was said about it."""
    link = ArticleThread.objects.select_related("thread").filter(article=article)
    for each in link:
        update_subject(thread=each.thread, is_reachable=False)
