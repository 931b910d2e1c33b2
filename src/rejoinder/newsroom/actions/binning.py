"""The bin: out of sight at once, undone at will, gone after 30 days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import Page, Revision

from rejoinder.discussion.actions import delete_thread
from rejoinder.newsroom.actions.publishing import take_from_readers
from rejoinder.newsroom.models import Article, ArticleThread, BinnedArticle
from rejoinder.newsroom.permissions import check_may_change, check_may_publish
from rejoinder.people.models import User

BIN_LIFETIME = timedelta(days=30)


def bin_article(
    *, article: Article, now: datetime, by: User | None = None
) -> BinnedArticle:
    """Unpublish and unschedule an article and put it into the bin.

    Its address answers 410. Again: nothing changes. Authors bin their own drafts,
    editors anything. Raises NotAllowed.
    """
    with transaction.atomic():
        _lock(article)
        scheduled = article.revisions.exclude(approved_go_live_at=None).first()
        was = _state_of(article, scheduled)
        _check_may_bin(by, article, was)
        already = BinnedArticle.objects.filter(article=article).first()
        if already is not None:
            return already
        binned = BinnedArticle.objects.create(
            article=article,
            was=was,
            revision=article.live_revision or scheduled,
            binned_by=by,
            binned_at=now,
        )
        take_from_readers(page=article, by=by)
        article.revisions.update(approved_go_live_at=None)
    article.refresh_from_db()
    return binned


def restore_article(
    *, article: Article, now: datetime, by: User | None = None
) -> Article:
    """Undo: what was published is published again, as it was, at its old address.

    A scheduled one whose time has passed meanwhile stays a draft. Raises NotAllowed.
    """
    row = BinnedArticle.objects.select_related("revision").filter(article=article)
    with transaction.atomic():
        _lock(article)
        binned = row.first()
        if binned is None:
            return article
        _check_may_bin(by, article, binned.was)
        binned.delete()
        _publish_again(article, binned, now, by)
    article.refresh_from_db()
    return article


def _lock(article: Article) -> None:
    """Two who press at once: the second finds what the first has done."""
    Page.objects.select_for_update().get(pk=article.pk)
    article.refresh_from_db(fields=["live"])


def _state_of(article: Article, scheduled: Revision | None) -> BinnedArticle.Was:
    if article.live:
        return BinnedArticle.Was.LIVE
    return BinnedArticle.Was.SCHEDULED if scheduled else BinnedArticle.Was.DRAFT


def _check_may_bin(by: User | None, article: Article, was: str) -> None:
    check_may_change(by, article)
    if was != BinnedArticle.Was.DRAFT:
        check_may_publish(by, article.site)


def _publish_again(
    article: Article, row: BinnedArticle, now: datetime, by: User | None
) -> None:
    revision: Revision | None = row.revision
    if row.was == BinnedArticle.Was.LIVE and revision is None:
        revision = article.save_revision(user=by, clean=False)
    if row.was == BinnedArticle.Was.SCHEDULED:
        goes_live_at = revision.as_object().go_live_at if revision else None
        if goes_live_at is None or goes_live_at <= now:
            return
    if row.was != BinnedArticle.Was.DRAFT and revision is not None:
        revision.publish(user=by, skip_permission_checks=True)


def empty_bin(*, now: datetime) -> int:
    """Delete for good what has lain in the bin for 30 days; how many there were.

    What was said about them goes with them. Their addresses stay rows, so they go on
    answering 410.
    """
    old = BinnedArticle.objects.filter(binned_at__lte=now - BIN_LIFETIME)
    count = 0
    for row in old.select_related("article"):
        link = ArticleThread.objects.filter(article=row.article).first()
        with transaction.atomic():
            row.article.delete()
            if link is not None:
                delete_thread(thread=link.thread)
        count += 1
    return count
