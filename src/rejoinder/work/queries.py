"""Reads of what is due."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Min
from django.db.models.functions import Coalesce, Greatest

from rejoinder.work.models import Duty


def next_due_at() -> datetime | None:
    """When a worker can take the next duty; None if there is none.

    One that another worker has can be taken when its lease has ended.
    """
    free_at = Greatest(F("due_at"), Coalesce(F("leased_until"), F("due_at")))
    earliest: datetime | None = Duty.objects.aggregate(at=Min(free_at))["at"]
    return earliest
