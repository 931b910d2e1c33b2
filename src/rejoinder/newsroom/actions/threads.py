"""Keeping the threads of articles and pages in step with them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder.discussion.actions import (
    close_thread,
    open_thread,
    reopen_thread,
    update_subject,
)
from rejoinder.discussion.models import Thread
from rejoinder.newsroom.actions.addresses import (
    fix_article_address,
    fix_page_address,
)
from rejoinder.newsroom.actions.announcing import own_tag
from rejoinder.newsroom.models import Article, ArticleThread, PageThread, PlainPage
from rejoinder.pagestore.changes import announce
from rejoinder.sites.queries import current_path


def follow_publication(*, article: Article, now: datetime) -> ArticleThread:
    """Fix time and address at first publication, and open or update the thread.

    Called inside the transaction that publishes.
    """
    if article.published_on is None:
        # A scheduled article came out at its time, however late the worker is.
        article.published_on = article.go_live_at or now
        Article.objects.filter(pk=article.pk).update(published_on=article.published_on)
    path = fix_article_address(article=article, now=now)
    link = ArticleThread.objects.filter(article=article).first()
    if link is None:
        thread = _open(article, path, since=article.published_on)
        return ArticleThread.objects.create(
            article=article, thread=thread, comments_setting=article.comments_open
        )
    _update(article, link, path, since=article.published_on)
    return link


def follow_page(*, page: PlainPage, now: datetime) -> PageThread | None:
    """Give a published page its address and take its thread along, and those of the
    pages below. A thread is opened only where the page says so: None for no thread.

    Called inside the transaction that publishes or moves.
    """
    path = fix_page_address(page=page, now=now)
    below = PageThread.objects.filter(page__path__startswith=page.path)
    for each in below.exclude(page=page).select_related("page", "thread"):
        where = current_path(page.site, PlainPage.address_kind, each.page.pk)
        update_subject(thread=each.thread, subject_url=where)
    link = PageThread.objects.filter(page=page).first()
    if link is not None:
        _update(page, link, path)
    elif page.comments_open:
        open_page_thread(page=page, now=now)
        link = PageThread.objects.get(page=page)
    return link


def open_article_thread(
    *, article: Article, page_size: int | None = None, now: datetime
) -> Thread:
    """The thread of an article, made if it is not there yet.

    A draft has no address, so its thread has none that anybody could reach: an import
    needs a place for what was said below it elsewhere. Publication gives it its own.
    """
    with transaction.atomic():
        links = ArticleThread.objects.select_related("thread")
        link = links.filter(article=article).first()
        if link is not None:
            return link.thread
        path = current_path(article.site, Article.address_kind, article.pk)
        unseen = f"/?article={article.pk}"
        since = article.published_on or now
        thread = _open(article, path or unseen, since, page_size)
        if article.live:
            announce(own_tag(article))
        else:
            update_subject(thread=thread, is_reachable=False)
        ArticleThread.objects.create(
            article=article, thread=thread, comments_setting=article.comments_open
        )
    return thread


def open_page_thread(
    *, page: PlainPage, page_size: int | None = None, now: datetime
) -> Thread:
    """The thread of a page, made if it is not there yet; out of sight below a draft.

    It takes comments only if the page says so: an import needs a place for what was
    said before comments were closed. `page_size` as with discussion's open_thread.
    """
    with transaction.atomic():
        link = PageThread.objects.select_related("thread").filter(page=page).first()
        if link is not None:
            return link.thread
        path = current_path(page.site, PlainPage.address_kind, page.pk)
        path = path or fix_page_address(page=page, now=now)
        thread = _open(page, path, page.first_published_at or now, page_size)
        if page.live:
            announce(own_tag(page))
        else:
            update_subject(thread=thread, is_reachable=False)
        PageThread.objects.create(
            page=page, thread=thread, comments_setting=page.comments_open
        )
    return thread


def _open(
    page: Article | PlainPage,
    path: str,
    since: datetime,
    page_size: int | None = None,
) -> Thread:
    return open_thread(
        site=page.site,
        subject_url=path,
        title=page.title,
        language=page.language or page.site.language,
        since=since,
        version=_version(page),
        is_open=_takes_comments(page),
        # "About us" is as true after a year as before, as in WordPress.
        closes_with_age=isinstance(page, Article),
        page_size=page_size,
    )


def _update(
    page: Article | PlainPage,
    link: ArticleThread | PageThread,
    path: str,
    since: datetime | None = None,
) -> None:
    update_subject(
        thread=link.thread,
        subject_url=path,
        title=page.title,
        language=page.language or page.site.language,
        version=_version(page),
        since=since,
        is_reachable=True,
    )
    if page.comments_open != link.comments_setting:
        change = reopen_thread if _takes_comments(page) else close_thread
        change(thread=link.thread)
        link.comments_setting = page.comments_open
        link.save(update_fields=["comments_setting"])


def _takes_comments(page: Article | PlainPage) -> bool:
    """What the page says; one that says nothing does as its kind does."""
    if page.comments_open is not None:
        return bool(page.comments_open)
    return isinstance(page, Article) and page.site.comments_open


def _version(page: Article | PlainPage) -> str:
    """Which text is being discussed: Wagtail's number of the published revision."""
    return str(page.live_revision_id or "")


def hide_thread(*, page: Article | PlainPage) -> None:
    """The page cannot be seen, so neither can what was said about it."""
    kind = "article_link__article" if isinstance(page, Article) else "page_link__page"
    for thread in Thread.objects.filter(**{kind: page}):
        update_subject(thread=thread, is_reachable=False)
