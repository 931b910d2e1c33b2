"""What WordPress's words for states and types are here."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from rejoinder.discussion.models import CommentKind, CommentState
from rejoinder.moving.wxr import Comment, Item

ArticleState = Literal["published", "scheduled", "draft"]

_COMMENT_STATES = {
    "1": CommentState.PUBLISHED,
    "approve": CommentState.PUBLISHED,
    "approved": CommentState.PUBLISHED,
    "0": CommentState.HELD,
    "hold": CommentState.HELD,
    "spam": CommentState.SPAM,
    # Taken out of sight by a moderator, who may put it back.
    "trash": CommentState.HIDDEN,
    "post-trashed": CommentState.HIDDEN,
}
_COMMENT_KINDS = {
    "": CommentKind.COMMENT,
    "comment": CommentKind.COMMENT,
    "pingback": CommentKind.PINGBACK,
    "trackback": CommentKind.TRACKBACK,
}


def article_state(
    item: Item, published_on: datetime | None, now: datetime
) -> ArticleState | None:
    """The state of a post or page here; None: it is in the bin, or never was one.

    What only some may read there is a draft here: nothing private is published by
    mistake. A post whose time has come since the export was published there too.
    """
    if item.status in {"trash", "auto-draft"}:
        return None
    if item.password or item.status not in {"publish", "future"}:
        return "draft"
    if published_on is not None and published_on > now:
        return "scheduled"
    return "published"


def comment_state(comment: Comment) -> CommentState:
    """What is not known to be approved waits for a moderator."""
    return _COMMENT_STATES.get(comment.approved, CommentState.HELD)


def comment_kind(comment: Comment) -> CommentKind | None:
    """None for what is no comment: an editor's private note, an order's log."""
    return _COMMENT_KINDS.get(comment.type)
