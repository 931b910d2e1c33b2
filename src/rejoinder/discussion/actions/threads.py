"""Opening and closing threads, and keeping step with their subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField

from rejoinder.discussion import tags
from rejoinder.discussion.actions.announcing import (
    announce_thread,
    announce_thread_removed,
)
from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.pagestore.changes import announce
from rejoinder.sites.models import Site
from rejoinder.statements import Given, Question


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


#: Of the subject no page shows these: most publications change nothing else here.
NOT_SHOWN = {"subject_version"}


@dataclass(frozen=True)
class Subject:
    """What a thread is about, in the words of open_thread. `page_size` None: the
    site's of today."""

    url: str
    title: str
    language: str
    since: datetime
    is_open: bool
    page_size: int | None = None


def open_threads(*, site: Site, subjects: Sequence[Subject]) -> list[Thread]:
    """As open_thread for each, in their order; two queries for any number of them.

    No two may have the same URL.
    """
    wanted = [_thread_about(site, subject) for subject in subjects]
    urls = [thread.subject_url for thread in wanted]
    rows = Thread.objects.filter(site=site, subject_url__in=urls)
    existing = {thread.subject_url: thread for thread in rows}
    Thread.objects.bulk_create(t for t in wanted if t.subject_url not in existing)
    return [existing.get(thread.subject_url, thread) for thread in wanted]


def _thread_about(site: Site, subject: Subject) -> Thread:
    return Thread(
        site=site,
        subject_url=subject.url,
        title=subject.title[:500],
        language=subject.language,
        subject_since=subject.since,
        page_size=subject.page_size or site.comments_per_page,
        state=ThreadState.OPEN if subject.is_open else ThreadState.CLOSED,
    )


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
        before = locked(thread.pk)
        Thread.objects.filter(pk=thread.pk).update(**changed)
        differs = {n for n, value in changed.items() if getattr(before, n) != value}
        if "is_reachable" in differs and not is_reachable:
            announce_thread_removed(thread)
        elif differs - NOT_SHOWN:
            announce_thread(thread)
    for name, value in changed.items():
        setattr(thread, name, value)
    return thread


def close_thread(*, thread: Thread) -> Thread:
    return _set_thread_state(thread, ThreadState.CLOSED)


def reopen_thread(*, thread: Thread) -> Thread:
    return _set_thread_state(thread, ThreadState.OPEN)


def _set_thread_state(thread: Thread, state: ThreadState) -> Thread:
    with transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(state=state)
        announce(tags.thread(thread.pk))
    thread.state = state
    return thread


def locked(thread_id: int) -> Thread:
    """The thread as it is now, locked until the transaction ends.

    Whatever numbers comments or counts them goes through here, so that two at once
    cannot take the same number. SQLite's transactions exclude each other anyway.
    """
    thread = _locked_thread.first(thread=thread_id)
    if thread is None:
        raise Thread.DoesNotExist
    return thread


# Asked for each comment that is sent, while others wait.
_locked_thread = Question(
    lambda: Thread.objects.select_for_update().filter(
        pk=Given("thread", BigIntegerField())
    )
)
