"""What the worker does again and again for the newsroom."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from wagtail.models import Page, Revision

from rejoinder.newsroom import actions

logger = logging.getLogger(__name__)

SECONDS_FOR_SIZES = 8.0


def publish_due(now: datetime) -> None:
    """Publish what was scheduled up to now, and unpublish what has expired.

    As Wagtail's publish_scheduled, but one page that cannot be published does not
    keep the others from it; it is tried again at the next run.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    for revision in due.order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except (DatabaseError, ValidationError):
            logger.exception("Revision %s could not be published", revision.pk)
    for page in Page.objects.live().filter(expire_at__lte=now).specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def empty_bin(now: datetime) -> None:
    """Delete for good what has lain in the bin for 30 days."""
    actions.empty_bin(now=now)


def make_sizes(now: datetime) -> None:
    """Make the sizes of pictures that an import brought, a few at a time: the worker
    has other duties."""
    actions.make_missing_sizes(seconds=SECONDS_FOR_SIZES)
