"""What the worker does for signing in again and again."""

from __future__ import annotations

from datetime import datetime

from rejoinder.signin import rules
from rejoinder.signin.models import Attempt


def forget_attempts(*, now: datetime) -> int:
    """Delete attempts that no longer count, on a site where nobody signs in too."""
    deleted, _rows = Attempt.objects.filter(at__lte=now - rules.WINDOW).delete()
    return deleted
