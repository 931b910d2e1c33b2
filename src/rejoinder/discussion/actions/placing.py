"""Giving a comment its place among its siblings: once, when it is first needed."""

from __future__ import annotations

from rejoinder.discussion.models import Comment, Thread
from rejoinder.discussion.paths import numbered_under, path_part


def give_place(comment: Comment, thread: Thread) -> str:
    """Set `ordinal` and `path`, and return the path; one that is there stays.

    A parent that never had a place gets one first, since a visible reply needs it:
    it then shows as a placeholder. Saves the counters that it used, on `thread` in
    memory and on the parent's row; the caller holds the thread's lock and saves
    comment and thread.
    """
    path: str | None = comment.path
    if path is not None:
        return path
    if comment.parent_id is None:
        thread.last_root_ordinal += 1
        comment.ordinal = thread.last_root_ordinal
        above = ""
    else:
        sibling_parent = _numbering_parent(comment.parent_id, thread)
        sibling_parent.last_reply_ordinal += 1
        sibling_parent.save(update_fields=["last_reply_ordinal"])
        comment.ordinal = sibling_parent.last_reply_ordinal
        above = sibling_parent.path or ""
    comment.path = path = above + path_part(comment.ordinal)
    return path


def _numbering_parent(parent_id: int, thread: Thread) -> Comment:
    """The comment below which a reply to this one is numbered; it has a path."""
    parent = Comment.objects.get(pk=parent_id)
    if parent.path is None:
        give_place(parent, thread)
        parent.save(update_fields=["ordinal", "path"])
    path = numbered_under(parent.path or "")
    if path == parent.path:
        return parent
    return Comment.objects.get(thread=thread, path=path)
