"""Publishing, scheduling and unpublishing. Receivers do the address and the thread."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from rejoinder.errors import Conflict, Malformed
from rejoinder.newsroom.models import Article, BinnedArticle, PlainPage
from rejoinder.newsroom.permissions import check_may_publish
from rejoinder.people.models import User


def publish_article(*, article: Article, by: User | None = None) -> Article:
    """Publish the latest version at once, in one transaction with all that follows.

    Raises NotAllowed, Conflict for an article in the bin, and Malformed for one that
    is dated in the future.
    """
    check_may_publish(by, article.site)
    _check_not_binned(article)
    with transaction.atomic():
        draft = article.get_latest_revision_as_object()
        if draft.published_on and draft.published_on > timezone.now():
            raise Malformed(
                _("To publish it later, schedule it."), code="future", field="at"
            )
        if draft.go_live_at and draft.go_live_at > timezone.now():
            draft.go_live_at = None
        draft.save_revision(user=by, clean=False).publish(
            user=by, skip_permission_checks=True
        )
    article.refresh_from_db()
    return article


def schedule_article(
    *, article: Article, at: datetime, by: User | None = None
) -> Article:
    """Let the worker publish the latest version at this time.

    A published article stays as it is until then. Raises NotAllowed, Conflict, and
    Malformed for a time that has passed.
    """
    check_may_publish(by, article.site)
    _check_not_binned(article)
    if at <= timezone.now():
        raise Malformed(_("This time has passed."), code="past", field="at")
    with transaction.atomic():
        draft = article.get_latest_revision_as_object()
        draft.go_live_at = at
        draft.save_revision(user=by, clean=False).publish(
            user=by, skip_permission_checks=True
        )
    article.refresh_from_db()
    return article


def unpublish_article(*, article: Article, by: User | None = None) -> Article:
    """Take it from the readers: its address answers 410. Raises NotAllowed."""
    check_may_publish(by, article.site)
    take_from_readers(page=article, by=by)
    article.refresh_from_db()
    return article


def unpublish_page(*, page: PlainPage, by: User | None = None) -> PlainPage:
    """Take a plain page from the readers, and its comments with it. Those below it
    stay. Raises NotAllowed."""
    check_may_publish(by, page.site)
    take_from_readers(page=page, by=by)
    page.refresh_from_db()
    return page


def take_from_readers(*, page: Article | PlainPage, by: User | None) -> None:
    """Unpublish, the right to having been checked. A draft stays as it is."""
    with transaction.atomic():
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)


def publish_page(*, page: PlainPage, by: User | None = None) -> PlainPage:
    """Publish the latest version of a plain page. Raises NotAllowed."""
    check_may_publish(by, page.site)
    # One that came from elsewhere has no revision until it is changed.
    revision = page.get_latest_revision() or page.save_revision(user=by, clean=False)
    revision.publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _check_not_binned(article: Article) -> None:
    if BinnedArticle.objects.filter(article=article).exists():
        raise Conflict(
            _("This article is in the bin. Take it out first."), code="binned"
        )
