"""Reads of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from rejoinder.discussion.models import Comment
from rejoinder.moderation.models import Act, Decision
from rejoinder.sites.models import Site


@dataclass(frozen=True)
class Press:
    """What one press decided and is not undone: its act, and how many comments."""

    batch: str
    act: Act
    count: int


def decisions_of(site: Site, moderator_id: int | None = None) -> QuerySet[Decision]:
    """All decisions of the site, or one moderator's, newest first."""
    decisions = Decision.objects.filter(site=site)
    if moderator_id is not None:
        decisions = decisions.filter(by=moderator_id)
    related = decisions.select_related("by", "comment__thread", "thread", "undone")
    return related.order_by("-at", "-pk")


def decisions_about(comment: Comment) -> QuerySet[Decision]:
    """All decisions about a comment, oldest first."""
    decisions = Decision.objects.filter(comment=comment)
    return decisions.select_related("by", "undone").order_by("pk")


def newest_decisions(comments: Sequence[Comment]) -> dict[int, Decision]:
    """The last decision about each comment, by the comment's id."""
    decisions = Decision.objects.filter(comment__in=comments).select_related("by")
    rows = decisions.order_by("pk")
    return {row.comment_id: row for row in rows if row.comment_id is not None}


def press_of(site: Site, batch: str) -> Press | None:
    """What is left of a press to be undone; None for nothing."""
    if not batch:
        return None
    rows = Decision.objects.filter(site=site, batch=batch, undone=None)
    acts = list(rows.values_list("act", flat=True))
    return Press(batch, Act(acts[0]), len(acts)) if acts else None
