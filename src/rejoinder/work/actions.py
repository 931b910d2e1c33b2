"""Taking duties that are due, and doing them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from rejoinder.work.models import Duty

logger = logging.getLogger(__name__)

# How long a worker may take before another one does its duty over again.
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
MAX_ERROR_CHARACTERS = 2000


def declare_duties(*, now: datetime) -> None:
    """Make a row for each duty in the settings; one that is named no more is dropped.

    Rows that exist keep what they know.
    """
    names = list(settings.REJOINDER_DUTIES)
    known = set(Duty.objects.values_list("name", flat=True))
    missing = [Duty(name=name, due_at=now) for name in names if name not in known]
    Duty.objects.bulk_create(missing, ignore_conflicts=True)
    if known - set(names):
        Duty.objects.exclude(name__in=names).delete()


def run_due(*, now: datetime) -> int:
    """Do every duty that is due, one after another; how many were taken.

    A failure is kept on the row and spaces the next try; it stops nothing else.
    """
    taken = 0
    for duty in Duty.objects.filter(due_at__lte=now).order_by("due_at"):
        if _take(duty, now):
            _do(duty, now)
            taken += 1
    return taken


def _take(duty: Duty, now: datetime) -> bool:
    """Lease it, unless another worker was faster: one row changes for one of them."""
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    until = now + LEASE
    taken = Duty.objects.filter(is_free, pk=duty.pk, due_at__lte=now).update(
        leased_until=until
    )
    duty.leased_until = until
    return bool(taken)


def _do(duty: Duty, now: datetime) -> None:
    interval = timedelta(seconds=settings.REJOINDER_DUTIES[duty.name])
    try:
        function: Callable[..., object] = import_string(duty.name)
        function(now=now)
    # Whatever it is, it must not end the worker: the row says what it was.
    except Exception as error:
        logger.exception("The duty %s failed", duty.name)
        _give_back(
            duty,
            due_at=now + _pause(interval, duty.attempts),
            attempts=duty.attempts + 1,
            last_error=repr(error)[:MAX_ERROR_CHARACTERS],
        )
    else:
        _give_back(
            duty, due_at=now + interval, attempts=0, last_done_at=now, last_error=""
        )


def _pause(interval: timedelta, failures: int) -> timedelta:
    """Twice as long after each failure, up to an hour or the interval itself."""
    longest = max(LONGEST_PAUSE, interval)
    return min(interval * (1 << min(failures + 1, 12)), longest)


def _give_back(duty: Duty, **values: object) -> None:
    # Only while the lease is still ours: otherwise another worker is at it.
    Duty.objects.filter(pk=duty.pk, leased_until=duty.leased_until).update(
        leased_until=None, **values
    )
