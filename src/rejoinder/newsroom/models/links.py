"""Rows that point at articles and pages from outside: their thread, the bin, and the
name that an article has in feeds."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rejoinder.discussion.models import Thread
from rejoinder.newsroom.models.articles import Article
from rejoinder.newsroom.models.pages import PlainPage
from rejoinder.people.models import User


class ThreadLink(models.Model):
    """Joins an article or a page to its thread.

    A row of its own: a field on the page would be dragged along by copies and
    revisions. `comments_setting` is what the page said about comments when it was
    last published, so that only a change of it opens or closes the thread, and not
    every publication undoes what a moderator did.
    """

    comments_setting = models.BooleanField(null=True)

    class Meta:
        abstract = True


class ArticleThread(ThreadLink):
    """Every article that was published has one."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="thread_link"
    )
    thread = models.OneToOneField(
        Thread, on_delete=models.PROTECT, related_name="article_link"
    )

    def __str__(self) -> str:
        return f"article {self.article_id} · thread {self.thread_id}"


class PageThread(ThreadLink):
    """A plain page has one only once its comments were opened or brought along."""

    page = models.OneToOneField(
        PlainPage, on_delete=models.CASCADE, related_name="thread_link"
    )
    thread = models.OneToOneField(
        Thread, on_delete=models.PROTECT, related_name="page_link"
    )

    def __str__(self) -> str:
        return f"page {self.page_id} · thread {self.thread_id}"


class FeedGuid(models.Model):
    """What an article was called in the feed of the site that it came from.

    Feed readers know entries by it: another one would show subscribers all of them
    again. Articles without a row are called by their number here.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="feed_guid"
    )
    guid = models.CharField(max_length=2000)

    def __str__(self) -> str:
        return self.guid


class BinnedArticle(models.Model):
    """An article in the bin: unpublished, its address answers 410, undo takes it out.

    `was` says what undo returns it to; `revision` is what was published or waited
    for its time then. Articles go for good after 30 days.
    """

    class Was(models.TextChoices):
        LIVE = "live", _("Published")
        SCHEDULED = "scheduled", _("Scheduled")
        DRAFT = "draft", _("Draft")

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="binned"
    )
    was = models.CharField(max_length=10, choices=Was.choices)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    binned_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    binned_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"binned article {self.article_id}"
