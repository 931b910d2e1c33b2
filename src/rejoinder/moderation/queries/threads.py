"""Threads as the desk lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from rejoinder.discussion import rules
from rejoinder.discussion.errors import ThreadNotFound
from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.discussion.queries import quoted_subject
from rejoinder.sites.models import Site


@dataclass(frozen=True)
class ThreadRow:
    """A thread and why it takes comments or not.

    `closed_by_age_at` is set once its age has closed it; reopening does not help then.
    """

    thread: Thread
    subject_url: str
    is_open: bool
    closed_by_age_at: datetime | None

    @property
    def is_closed_by_hand(self) -> bool:
        return self.thread.state == ThreadState.CLOSED


def threads_of(site: Site, text: str) -> QuerySet[Thread]:
    """The site's threads, newest first; with `text`, those whose title or address
    has it."""
    threads = Thread.objects.filter(site=site)
    if text:
        threads = threads.filter(
            Q(title__icontains=text) | Q(subject_url__icontains=text)
        )
    return threads.order_by("-pk")


def thread_rows(
    site: Site, threads: Sequence[Thread], now: datetime
) -> list[ThreadRow]:
    return [_row(site, thread, now) for thread in threads]


def _row(site: Site, thread: Thread, now: datetime) -> ThreadRow:
    end = rules.closes_at(thread, site)
    return ThreadRow(
        thread=thread,
        subject_url=quoted_subject(thread),
        is_open=rules.is_open(thread, site, now),
        closed_by_age_at=end if end is not None and end <= now else None,
    )


def find_thread(site: Site, thread_id: int) -> Thread:
    """Also one whose subject cannot be seen. Raises ThreadNotFound."""
    thread = Thread.objects.filter(site=site, pk=thread_id).first()
    if thread is None:
        raise ThreadNotFound
    thread.site = site
    return thread
