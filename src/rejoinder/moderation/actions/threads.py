"""Closing and reopening threads by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder.discussion import actions as discussion
from rejoinder.discussion.models import Thread
from rejoinder.moderation.models import Act, Decision
from rejoinder.moderation.permission import must_judge
from rejoinder.people.models import User


def close_thread(*, thread: Thread, by: User, now: datetime) -> Thread:
    """Take no more comments; those that are there stay."""
    must_judge(by, thread.site)
    with transaction.atomic():
        _keep_decision(thread, Act.CLOSE, by, now)
        return discussion.close_thread(thread=thread)


def reopen_thread(*, thread: Thread, by: User, now: datetime) -> Thread:
    """Take comments again. A thread past the site's age stays closed by that."""
    must_judge(by, thread.site)
    with transaction.atomic():
        _keep_decision(thread, Act.REOPEN, by, now)
        return discussion.reopen_thread(thread=thread)


def _keep_decision(thread: Thread, act: Act, by: User, now: datetime) -> None:
    Decision.objects.create(
        site_id=thread.site_id, thread=thread, act=act, by=by, at=now
    )
