"""What the desk shows. Its views ask for the capability before they call these."""

from rejoinder.moderation.queries.items import Answered, DeskItem, desk_items
from rejoinder.moderation.queries.log import (
    Press,
    decisions_about,
    decisions_of,
    newest_decisions,
    press_of,
)
from rejoinder.moderation.queries.queue import (
    EVERYTHING,
    Filter,
    as_seen,
    find_comment,
    queue,
    tab_counts,
)
from rejoinder.moderation.queries.threads import (
    ThreadRow,
    find_thread,
    thread_rows,
    threads_of,
)

__all__ = [
    "EVERYTHING",
    "Answered",
    "DeskItem",
    "Filter",
    "Press",
    "ThreadRow",
    "as_seen",
    "decisions_about",
    "decisions_of",
    "desk_items",
    "find_comment",
    "find_thread",
    "newest_decisions",
    "press_of",
    "queue",
    "tab_counts",
    "thread_rows",
    "threads_of",
]
