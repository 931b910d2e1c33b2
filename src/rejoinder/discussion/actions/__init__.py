"""The verbs of discussion, one subject a module."""

from rejoinder.discussion.actions.amending import amend_comment
from rejoinder.discussion.actions.erasing import (
    cancel_erasure,
    delete_thread,
    erase_comment,
    schedule_erasure,
)
from rejoinder.discussion.actions.keeping import keep_comment
from rejoinder.discussion.actions.keeping_many import (
    CommentAsItWas,
    keep_comments,
)
from rejoinder.discussion.actions.posting import post_comment
from rejoinder.discussion.actions.recounting import recount_threads
from rejoinder.discussion.actions.states import set_state
from rejoinder.discussion.actions.threads import (
    Subject,
    close_thread,
    open_thread,
    open_threads,
    reopen_thread,
    update_subject,
)

__all__ = [
    "CommentAsItWas",
    "Subject",
    "amend_comment",
    "cancel_erasure",
    "close_thread",
    "delete_thread",
    "erase_comment",
    "keep_comment",
    "keep_comments",
    "open_thread",
    "open_threads",
    "post_comment",
    "recount_threads",
    "reopen_thread",
    "schedule_erasure",
    "set_state",
    "update_subject",
]
