"""What the worker does for discussion again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from rejoinder.discussion.models import PostingFacts

NETWORKS_ARE_KEPT = timedelta(days=30)
# Rows a transaction: short ones, so that a large backlog holds up no reader's post.
ROWS_AT_ONCE = 500


def forget_networks(*, now: datetime) -> int:
    """Delete network addresses, their hashes and browsers after 30 days.

    Returns how many comments' facts were cleared.
    """
    cleared = 0
    while True:
        due = PostingFacts.objects.filter(
            forgotten_at=None, posted_at__lte=now - NETWORKS_ARE_KEPT
        ).values_list("pk", flat=True)[:ROWS_AT_ONCE]
        count = PostingFacts.objects.filter(pk__in=list(due)).update(
            network_hash="", network_address="", browser="", forgotten_at=now
        )
        cleared += count
        if count < ROWS_AT_ONCE:
            return cleared
