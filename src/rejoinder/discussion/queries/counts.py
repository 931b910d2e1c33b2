"""What the rows of a thread say, to compare with what it counts itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from rejoinder.discussion.models import CommentState, Thread


def threads_with_counts() -> QuerySet[Any]:
    """Every thread with `published_rows`, `held_rows`, `highest_number` and
    `highest_root_ordinal`: one query, so it may be asked while people write."""
    return Thread.objects.annotate(
        published_rows=Count(
            "comments", filter=Q(comments__state=CommentState.PUBLISHED)
        ),
        held_rows=Count("comments", filter=Q(comments__state=CommentState.HELD)),
        highest_number=Coalesce(Max("comments__number"), 0),
        highest_root_ordinal=Coalesce(
            Max("comments__ordinal", filter=Q(comments__depth=0)), 0
        ),
    )
