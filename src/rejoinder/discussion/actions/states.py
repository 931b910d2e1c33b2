"""Changing what readers see of a comment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder.discussion.actions.announcing import (
    announce_published,
    announce_unpublished,
)
from rejoinder.discussion.actions.keeping import count_in, count_out
from rejoinder.discussion.actions.placing import give_place
from rejoinder.discussion.actions.threads import locked
from rejoinder.discussion.models import Comment, CommentState
from rejoinder.discussion.signals import comment_state_changed


def set_state(*, comment: Comment, state: CommentState, now: datetime) -> Comment:
    """Move a comment to `state`, keep the thread's counters, and announce it.

    Its first publication gives it its place, which it keeps for ever. Who may do
    this is the caller's question. An erased comment stays erased. Returns the row
    as it is now; one that is in that state already is left alone.
    """
    with transaction.atomic():
        thread = locked(comment.thread_id)
        fresh = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        if fresh.state in {state, CommentState.ERASED}:
            return fresh
        before = fresh.state
        fresh.state = state
        if state == CommentState.PUBLISHED:
            give_place(fresh, thread)
            fresh.published_at = fresh.published_at or now
        count_out(thread, before)
        count_in(thread, fresh)
        fresh.save(update_fields=["state", "ordinal", "path", "published_at"])
        thread.save()
        if state == CommentState.PUBLISHED:
            announce_published(fresh, thread)
        elif before == CommentState.PUBLISHED:
            announce_unpublished(fresh, thread)
        comment_state_changed.send(
            sender=Comment, comment=fresh, from_state=before, now=now
        )
    return fresh
