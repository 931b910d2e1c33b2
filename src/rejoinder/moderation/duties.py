"""What the worker does for moderation again and again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder.discussion.actions import erase_comment
from rejoinder.discussion.models import Comment
from rejoinder.moderation.actions.overtaken import locked_comments

# Comments a run: the rest follows in ten seconds, and other duties get their turn.
MOST_A_RUN = 500


def erase_due(*, now: datetime) -> int:
    """Erase the comments whose time to be brought back is over; how many they were.

    One transaction each. The row is read again under its lock, since its erasure may
    have been undone meanwhile.
    """
    due = Comment.objects.filter(erase_at__lte=now).order_by("erase_at")
    erased = 0
    for comment_id in list(due.values_list("pk", flat=True)[:MOST_A_RUN]):
        with transaction.atomic():
            # None, if its whole thread went meanwhile.
            for comment in locked_comments({comment_id}):
                if comment.erase_at is not None and comment.erase_at <= now:
                    erase_comment(comment=comment, now=now)
                    erased += 1
    return erased
