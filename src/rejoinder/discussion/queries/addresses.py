"""Where comments and pages of a thread are found. All are paths below the subject."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from urllib.parse import quote

from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.paths import page_of, root_ordinal
from rejoinder.sites.hashing import keyed_hash
from rejoinder.sites.models import DefaultPage

#: How long a link that shows one's own waiting comment works, as in WordPress.
WAITING_LINK_LIFETIME = timedelta(minutes=10)

#: Most replies of one branch on a page; a longer one goes on at an address of its own.
BRANCH_LENGTH = 200


def page_address(thread: Thread, number: int) -> str:
    """The address of a page of the thread, as WordPress makes it.

    The first page has no suffix only where it is the one below the subject. A short
    thread's only page has one from the start: with the second page, other comments
    stand below the subject, and a link copied before must not lose its comment.
    """
    subject = quoted_subject(thread)
    if number <= 1 and thread.site.default_comments_page == DefaultPage.OLDEST:
        return subject
    return f"{subject}comment-page-{max(number, 1)}/"


def lasting_address(comment: Comment) -> str:
    """The address that stays, whatever happens to pages: …/comment/N/."""
    return f"{finding_address(comment.thread)}{comment.number}/"


def finding_address(thread: Thread) -> str:
    """Where *Find comment* asks for a number (?n=N). The lasting address of comment
    N is this with `N/` after it."""
    return f"{quoted_subject(thread)}comment/"


def branch_address(thread: Thread, page_number: int, number: int) -> str:
    """Where a long branch goes on, from comment `number`."""
    subject = quoted_subject(thread)
    return f"{subject}comment-page-{page_number}/from-{number}/"


def comment_address(comment: Comment) -> str:
    """Page and anchor of a comment today. One that was never visible: the subject."""
    thread = comment.thread
    anchor = f"#comment-{comment.number}"
    if comment.path is None:
        return f"{quoted_subject(thread)}{anchor}"
    number = page_of(root_ordinal(comment.path), thread.page_size)
    if comment.root_id is not None and _is_past_branch_end(comment):
        return f"{branch_address(thread, number, comment.number)}{anchor}"
    return f"{page_address(thread, number)}{anchor}"


def waiting_address(comment: Comment) -> str:
    """Where its writer, and nobody else, sees a held comment for ten minutes."""
    key = waiting_key(comment)
    subject = quoted_subject(comment.thread)
    query = f"?unapproved={comment.number}&moderation-hash={key}"
    return f"{subject}{query}#comment-{comment.number}"


def waiting_key(comment: Comment) -> str:
    """32 hexadecimal digits that only whoever was told them can know."""
    written = comment.written_at.isoformat()
    return keyed_hash("waiting", f"{comment.pk}\0{written}")[:32]


def is_waiting_key(comment: Comment, key: str, now: datetime) -> bool:
    is_fresh = now - comment.written_at < WAITING_LINK_LIFETIME
    return is_fresh and hmac.compare_digest(
        waiting_key(comment).encode(), key.encode("utf-8", "surrogatepass")
    )


def quoted_subject(thread: Thread) -> str:
    """The subject's address, percent-encoded: stored paths are in plain script."""
    return quote(thread.subject_url, safe="/:%@!$&'()*+,;=~-._?#[]")


def last_page(thread: Thread) -> int:
    """The number of the last page that any comment was given; at least 1."""
    return page_of(max(thread.last_root_ordinal, 1), thread.page_size)


def _is_past_branch_end(comment: Comment) -> bool:
    """Whether the page of its root ends the branch before this comment."""
    before = Comment.objects.filter(
        root_id=comment.root_id,
        path__lt=comment.path,
        state=CommentState.PUBLISHED,
    ).values("pk")[:BRANCH_LENGTH]
    return len(before) >= BRANCH_LENGTH
