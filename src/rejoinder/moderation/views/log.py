"""The log of decisions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rejoinder.moderation import queries
from rejoinder.moderation.views.access import needs
from rejoinder.web.pagination import page_of
from rejoinder.web.requests import SiteRequest

PER_PAGE = 50


@require_safe
@needs("judge")
def log(request: SiteRequest, number: int = 1) -> HttpResponse:
    """All decisions, newest first; with `?by=`, those of one moderator."""
    by = request.GET.get("by", "")
    is_number = by.isascii() and by.isdigit() and len(by) <= 18
    moderator_id = int(by) if is_number else None
    page = page_of(
        queries.decisions_of(request.site, moderator_id),
        number=number,
        per_page=PER_PAGE,
        base_path=reverse("moderation:log"),
        query=f"by={moderator_id}" if is_number else "",
    )
    context = {"place": "log", "page": page, "is_filtered": is_number}
    return render(request, "moderation/log.html", context)
