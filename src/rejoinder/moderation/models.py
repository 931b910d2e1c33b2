"""Rows of decisions."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.people.models import User
from rejoinder.sites.models import Site


class Act(models.TextChoices):
    HOLD = "hold", _("Held")
    APPROVE = "approve", _("Approved")
    HIDE = "hide", _("Hidden")
    SPAM = "spam", _("Marked as spam")
    ERASE = "erase", _("Erased")
    UNDO = "undo", _("Undone")
    CLOSE = "close", _("Closed")
    REOPEN = "reopen", _("Opened again")


class Decision(models.Model):
    """Who or what decided about which text of a comment, under which rule.

    One that closed a thread or opened it again has `thread` and no `comment`.
    Either `by` (a moderator) or `screener` (its dotted name) is set. `rule` is a
    stable code; `reason` is the sentence that a person reads, in the site's language.
    `batch` joins what was decided by one press, so that one press undoes it.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    comment = models.ForeignKey(
        Comment,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    thread = models.ForeignKey(
        Thread,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    revision = models.PositiveSmallIntegerField(default=1)
    act = models.CharField(max_length=10, choices=Act.choices)
    from_state = models.CharField(
        max_length=10, choices=CommentState.choices, blank=True
    )
    to_state = models.CharField(max_length=10, choices=CommentState.choices, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL)
    screener = models.CharField(max_length=200, blank=True, default="")
    rule = models.CharField(max_length=60, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    batch = models.CharField(max_length=32, blank=True, default="", db_index=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["site", "-at"], name="decision_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment__isnull=False, thread__isnull=True)
                | models.Q(comment__isnull=True, thread__isnull=False),
                name="decision_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        if self.comment_id is None:
            return f"{self.act} of thread {self.thread_id}"
        return f"{self.act} of comment {self.comment_id}"
