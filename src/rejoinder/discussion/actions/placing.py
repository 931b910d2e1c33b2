"""Giving a comment its place among its siblings: once, when it is first needed."""

from __future__ import annotations

from rejoinder.discussion.models import Comment, Thread
from rejoinder.discussion.paths import numbered_under, path_part


def give_place(comment: Comment, thread: Thread) -> None:
    """Set `ordinal` and `path`; a comment that has them keeps them.

    A parent that never had a place gets one first, since a visible reply needs it:
    it then shows as a placeholder. Saves the counters that it used, on `thread` in
    memory and on the parent's row; the caller holds the thread's lock and saves
    comment and thread.
    """
    if comment.path is not None:
        return
    if comment.parent_id is None:
        thread.last_root_ordinal += 1
        comment.ordinal = thread.last_root_ordinal
        comment.path = path_part(comment.ordinal)
        return
    sibling_parent = _numbering_parent(comment, thread)
    sibling_parent.last_reply_ordinal += 1
    sibling_parent.save(update_fields=["last_reply_ordinal"])
    comment.ordinal = sibling_parent.last_reply_ordinal
    comment.path = f"{sibling_parent.path}{path_part(comment.ordinal)}"


def _numbering_parent(comment: Comment, thread: Thread) -> Comment:
    assert comment.parent_id is not None  # noqa: S101 - the caller asked
    parent = Comment.objects.get(pk=comment.parent_id)
    if parent.path is None:
        give_place(parent, thread)
        parent.save(update_fields=["ordinal", "path"])
    assert parent.path is not None  # noqa: S101 - give_place has just set it
    path = numbered_under(parent.path)
    if path == parent.path:
        return parent
    return Comment.objects.get(thread_id=comment.thread_id, path=path)
