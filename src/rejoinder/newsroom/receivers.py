"""What the newsroom does when it hears of something.

Wagtail sends page_published and page_unpublished inside the transaction that
models.Addressed.publish opens, so a page, its address and its thread change together.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from rejoinder.discussion.actions import delete_thread
from rejoinder.newsroom.actions.groups import join_groups
from rejoinder.newsroom.actions.threads import (
    follow_page,
    follow_publication,
    hide_thread,
)
from rejoinder.newsroom.models import Article, BinnedArticle, PageThread, PlainPage
from rejoinder.people.models import Membership
from rejoinder.people.signals import role_given


@receiver(page_published, sender=Article)
def article_published(instance: Article, **kwargs: Any) -> None:
    # A page scheduled for later is announced too, while it is not live yet.
    if instance.live:
        BinnedArticle.objects.filter(article=instance).delete()
        follow_publication(article=instance, now=timezone.now())


@receiver(page_unpublished, sender=Article)
@receiver(page_unpublished, sender=PlainPage)
def page_was_unpublished(instance: Article | PlainPage, **kwargs: Any) -> None:
    hide_thread(page=instance)


@receiver(pre_delete, sender=Article)
def article_deleted(instance: Article, **kwargs: Any) -> None:
    hide_thread(page=instance)


@receiver(post_delete, sender=PageThread)
def page_was_deleted(instance: PageThread, **kwargs: Any) -> None:
    """Pages have no bin: what was said about one goes when it goes, not 30 days on."""
    delete_thread(thread=instance.thread)


@receiver(page_published, sender=PlainPage)
def page_was_published(instance: PlainPage, **kwargs: Any) -> None:
    # As with articles: one that is scheduled is announced too.
    if instance.live:
        follow_page(page=instance, now=timezone.now())


@receiver(post_page_move, sender=PlainPage)
def page_was_moved(instance: Page, **kwargs: Any) -> None:
    if instance.live:
        follow_page(page=instance.specific, now=timezone.now())


@receiver(role_given)
def role_was_given(membership: Membership, **kwargs: Any) -> None:
    join_groups(membership=membership)
