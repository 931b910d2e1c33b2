"""What follows when pages are published, taken away, moved or deleted.

Wagtail sends page_published and page_unpublished inside the transaction that
models.Addressed.publish opens, or the one of newsroom.admin_urls: a page, its address,
its thread and the word in the change log are saved together.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from rejoinder.discussion.actions import delete_thread
from rejoinder.newsroom import tags
from rejoinder.newsroom.actions.announcing import (
    Seen,
    announce_deletion,
    announce_shown,
    announce_taken,
    seen,
)
from rejoinder.newsroom.actions.groups import join_groups
from rejoinder.newsroom.actions.threads import (
    follow_page,
    follow_publication,
    hide_thread,
)
from rejoinder.newsroom.models import Article, BinnedArticle, PageThread, PlainPage
from rejoinder.pagestore.changes import announce
from rejoinder.people.models import Membership
from rejoinder.people.signals import role_given
from rejoinder.sites.tags import layout


@receiver(pre_save, sender=Article)
@receiver(pre_save, sender=PlainPage)
def page_is_saved(
    instance: Article | PlainPage,
    raw: bool,
    update_fields: frozenset[str] | None,
    **kwargs: Any,
) -> None:
    """Remember what readers saw of it. Some columns alone are those of a draft."""
    if instance.pk is not None and update_fields is None and not raw:
        instance.seen_before = seen(instance)


def _seen_before(page: Article | PlainPage) -> Seen:
    return getattr(page, "seen_before", Seen())


@receiver(page_published, sender=Article)
def article_published(instance: Article, **kwargs: Any) -> None:
    # A page scheduled for later is announced too, while it is not live yet.
    if instance.live:
        BinnedArticle.objects.filter(article=instance).delete()
        follow_publication(article=instance, now=timezone.now())
        announce_shown(instance, _seen_before(instance))
    else:
        _not_live_any_more(instance)


def _not_live_any_more(page: Article | PlainPage) -> None:
    """Wagtail takes one from readers that is scheduled and never had a revision."""
    if _seen_before(page).entry is not None:
        page_was_unpublished(page)


@receiver(page_unpublished, sender=Article)
@receiver(page_unpublished, sender=PlainPage)
def page_was_unpublished(instance: Article | PlainPage, **kwargs: Any) -> None:
    hide_thread(page=instance)
    announce_taken(instance, _seen_before(instance))


@receiver(pre_delete, sender=Article)
@receiver(pre_delete, sender=PlainPage)
def page_is_deleted(instance: Article | PlainPage, **kwargs: Any) -> None:
    hide_thread(page=instance)
    announce_deletion(instance)


@receiver(post_delete, sender=PageThread)
def page_was_deleted(instance: PageThread, **kwargs: Any) -> None:
    """Pages have no bin: what was said about one goes when it goes, not 30 days on."""
    delete_thread(thread=instance.thread)


@receiver(page_published, sender=PlainPage)
def page_was_published(instance: PlainPage, **kwargs: Any) -> None:
    # As with articles: one that is scheduled is announced too.
    if instance.live:
        follow_page(page=instance, now=timezone.now())
        announce_shown(instance, _seen_before(instance))
    else:
        _not_live_any_more(instance)


@receiver(post_page_move, sender=PlainPage)
def page_was_moved(instance: Page, **kwargs: Any) -> None:
    page = instance.specific
    if instance.live:
        follow_page(page=page, now=timezone.now())
    announce(tags.page_tree(page.site_id), layout(page.site_id))


@receiver(role_given)
def role_was_given(membership: Membership, **kwargs: Any) -> None:
    join_groups(membership=membership)
