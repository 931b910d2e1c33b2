"""Rows that point at articles from outside: their thread, and the bin."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rejoinder.discussion.models import Thread
from rejoinder.newsroom.models.articles import Article
from rejoinder.people.models import User


class ArticleThread(models.Model):
    """Joins an article to its thread.

    A row of its own: a field on the article would be dragged along by copies and
    revisions. `comments_setting` is what the article said about comments when it was
    last published, so that only a change of it opens or closes the thread, and not
    every publication undoes what a moderator did.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="thread_link"
    )
    thread = models.OneToOneField(
        Thread, on_delete=models.PROTECT, related_name="article_link"
    )
    comments_setting = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"article {self.article_id} · thread {self.thread_id}"


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
