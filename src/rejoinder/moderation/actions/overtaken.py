"""Comments as they are now, and those that changed before a moderator's act came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rejoinder.discussion.models import Comment, Thread
from rejoinder.moderation.models import Decision
from rejoinder.moderation.queries import newest_decisions


@dataclass(frozen=True)
class Overtaken:
    """A comment that was left alone, since it is not as it was thought to be.

    `comment` is as it is now; `decision` is the newest one about it, if any.
    """

    comment: Comment
    decision: Decision | None


def locked_comments(comment_ids: Collection[int]) -> list[Comment]:
    """These comments as they are now, oldest first, locked until the transaction ends.

    Threads are locked first and in one order, as posting does: two moderators who
    act on many comments at once cannot wait for each other for ever.
    """
    comments = Comment.objects.filter(pk__in=comment_ids)
    thread_ids = set(comments.values_list("thread_id", flat=True))
    threads = Thread.objects.select_for_update().filter(pk__in=thread_ids)
    list(threads.order_by("pk"))
    rows = comments.select_for_update(of=("self",)).select_related("thread__site")
    return list(rows.order_by("pk"))


def overtaken(comments: Sequence[Comment]) -> tuple[Overtaken, ...]:
    newest = newest_decisions(comments)
    return tuple(Overtaken(comment, newest.get(comment.pk)) for comment in comments)
