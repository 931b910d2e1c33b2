"""What the worker does for the change log again and again."""

from __future__ import annotations

from datetime import datetime

from rejoinder.pagestore import log


def clear_log(*, now: datetime) -> int:
    """Delete what every follower has read; how many entries went."""
    return log.clear_log(now)
