"""What the worker does for sites again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from rejoinder.sites.models import ProxyNotice

NOTICES_ARE_KEPT = timedelta(days=30)


def forget_proxy_notices(*, now: datetime) -> int:
    """Delete notices after 30 days: the address in one may be a single reader's, who
    sent the header without any proxy. A proxy that is there is noticed again."""
    old = ProxyNotice.objects.filter(seen_at__lte=now - NOTICES_ARE_KEPT)
    deleted, _rows = old.delete()
    return deleted
