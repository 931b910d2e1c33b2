"""Opening and closing threads, and keeping step with their subject."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.sites.models import Site


def open_thread(
    *,
    site: Site,
    subject_url: str,
    title: str,
    language: str = "",
    since: datetime,
    version: str = "",
    is_open: bool = True,
    closes_with_age: bool = True,
    page_size: int | None = None,
) -> Thread:
    """The thread of this subject, made if it is not there yet.

    `subject_url` is a path of the site or an absolute URL; an existing thread is
    returned as it is. Its page size stays for ever: the one that is given, so that
    an import keeps the pages of another system, or else the site's of today.
    """
    thread, _made = Thread.objects.get_or_create(
        site=site,
        subject_url=subject_url,
        defaults={
            "title": title[:500],
            "language": language,
            "subject_since": since,
            "subject_version": version,
            "page_size": page_size or site.comments_per_page,
            "closes_with_age": closes_with_age,
            "state": ThreadState.OPEN if is_open else ThreadState.CLOSED,
        },
    )
    return thread


def update_subject(
    *,
    thread: Thread,
    subject_url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    version: str | None = None,
    since: datetime | None = None,
    is_reachable: bool | None = None,
) -> Thread:
    """Take over what changed about the subject; None leaves a field as it is."""
    given = {
        "subject_url": subject_url,
        "title": title[:500] if title is not None else None,
        "language": language,
        "subject_version": version,
        "subject_since": since,
        "is_reachable": is_reachable,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    with transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(**changed)
    for name, value in changed.items():
        setattr(thread, name, value)
    return thread


def close_thread(*, thread: Thread) -> Thread:
    return _set_thread_state(thread, ThreadState.CLOSED)


def reopen_thread(*, thread: Thread) -> Thread:
    return _set_thread_state(thread, ThreadState.OPEN)


def _set_thread_state(thread: Thread, state: ThreadState) -> Thread:
    Thread.objects.filter(pk=thread.pk).update(state=state)
    thread.state = state
    return thread


def locked(thread_id: int) -> Thread:
    """The thread as it is now, locked until the transaction ends.

    Whatever numbers comments or counts them goes through here, so that two at once
    cannot take the same number. SQLite's transactions exclude each other anyway.
    """
    return Thread.objects.select_for_update().get(pk=thread_id)
