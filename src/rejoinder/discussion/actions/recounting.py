"""Setting a thread's counters right, should they ever disagree with its rows."""

from __future__ import annotations

from django.db import transaction

from rejoinder.discussion.actions.announcing import announce_thread
from rejoinder.discussion.actions.threads import locked
from rejoinder.discussion.models import Thread
from rejoinder.discussion.queries import threads_with_counts


def recount_threads() -> int:
    """Count again, thread by thread; how many were wrong.

    Numbers and places that were given are never given again: those only rise.
    """
    return sum(_recount(thread_id) for thread_id in _all_ids())


def _all_ids() -> list[int]:
    return list(Thread.objects.values_list("pk", flat=True))


def _recount(thread_id: int) -> bool:
    with transaction.atomic():
        thread = locked(thread_id)
        before = _counters(thread)
        published, held, number, ordinal = (
            threads_with_counts()
            .values_list(
                "published_rows", "held_rows", "highest_number", "highest_root_ordinal"
            )
            .get(pk=thread_id)
        )
        thread.published_count, thread.held_count = published, held
        thread.last_number = max(thread.last_number, number)
        thread.last_root_ordinal = max(thread.last_root_ordinal, ordinal)
        if _counters(thread) == before:
            return False
        thread.save()
        announce_thread(thread)
        return True


def _counters(thread: Thread) -> tuple[int, int, int, int]:
    return (
        thread.published_count,
        thread.held_count,
        thread.last_number,
        thread.last_root_ordinal,
    )
