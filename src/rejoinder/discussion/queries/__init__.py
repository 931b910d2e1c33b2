"""Reads of threads and comments, with visibility built in."""

from rejoinder.discussion.queries.addresses import (
    WAITING_LINK_LIFETIME,
    branch_address,
    comment_address,
    finding_address,
    is_waiting_key,
    last_page,
    lasting_address,
    page_address,
    quoted_subject,
    waiting_address,
    waiting_key,
)
from rejoinder.discussion.queries.counts import threads_with_counts
from rejoinder.discussion.queries.lists import (
    find_comment,
    find_shown_comment,
    find_thread,
    find_visible_comment,
    held,
    is_open,
    newest_published,
    published_in_thread,
)
from rejoinder.discussion.queries.shown import ShownComment, ThreadPage, Viewer
from rejoinder.discussion.queries.thread_page import thread_page, waiting_comments

__all__ = [
    "WAITING_LINK_LIFETIME",
    "ShownComment",
    "ThreadPage",
    "Viewer",
    "branch_address",
    "comment_address",
    "find_comment",
    "find_shown_comment",
    "find_thread",
    "find_visible_comment",
    "finding_address",
    "held",
    "is_open",
    "is_waiting_key",
    "last_page",
    "lasting_address",
    "newest_published",
    "page_address",
    "published_in_thread",
    "quoted_subject",
    "thread_page",
    "threads_with_counts",
    "waiting_address",
    "waiting_comments",
    "waiting_key",
]
