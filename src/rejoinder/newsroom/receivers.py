"""What the newsroom does when it hears of something.

Wagtail sends page_published and page_unpublished inside the transaction that
models.Addressed.publish opens, so a page, its address and its thread change together.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from rejoinder.newsroom.actions.addresses import fix_page_address
from rejoinder.newsroom.actions.groups import join_groups
from rejoinder.newsroom.actions.threads import follow_publication, hide_thread
from rejoinder.newsroom.models import Article, BinnedArticle, PlainPage
from rejoinder.people.models import Membership
from rejoinder.people.signals import role_given


@receiver(page_published, sender=Article)
def article_published(instance: Article, **kwargs: Any) -> None:
    # A page scheduled for later is announced too, while it is not live yet.
    if instance.live:
        BinnedArticle.objects.filter(article=instance).delete()
        follow_publication(article=instance, now=timezone.now())


@receiver(page_unpublished, sender=Article)
def article_unpublished(instance: Article, **kwargs: Any) -> None:
    hide_thread(article=instance)


@receiver(pre_delete, sender=Article)
def article_deleted(instance: Article, **kwargs: Any) -> None:
    hide_thread(article=instance)


@receiver(page_published, sender=PlainPage)
def page_was_published(instance: PlainPage, **kwargs: Any) -> None:
    if instance.live:
        fix_page_address(page=instance, now=timezone.now())


@receiver(post_page_move, sender=PlainPage)
def page_was_moved(instance: Page, **kwargs: Any) -> None:
    if instance.live:
        fix_page_address(page=instance.specific, now=timezone.now())


@receiver(role_given)
def role_was_given(membership: Membership, **kwargs: Any) -> None:
    join_groups(membership=membership)
