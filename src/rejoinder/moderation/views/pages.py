"""The owner's look at the page store."""

from __future__ import annotations

import sqlite3

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rejoinder.moderation.views.access import needs
from rejoinder.pagestore.local import local_store
from rejoinder.pagestore.status import Status, store_status
from rejoinder.web.requests import SiteRequest


@require_safe
@needs("set_up")
def pages(request: SiteRequest) -> HttpResponse:
    context = {"place": "pages", "status": _status()}
    return render(request, "moderation/pages.html", context)


def _status() -> Status | None:
    """None where no store was made: a developer's server, a worker alone."""
    try:
        return store_status(local_store()) if local_store().exists else None
    except (OSError, sqlite3.Error):
        return None
