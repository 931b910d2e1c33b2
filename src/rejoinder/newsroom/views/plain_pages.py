"""The page of a plain page, which may carry comments."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rejoinder.newsroom import queries
from rejoinder.newsroom.queries import Found
from rejoinder.newsroom.structured import linked_data, web_page
from rejoinder.newsroom.views.conversations import (
    asked_for,
    conversation,
    holes_of_conversation,
    thread_of,
)
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.queries import site_origin
from rejoinder.sites.tags import layout
from rejoinder.web.holes import is_filling
from rejoinder.web.requests import SiteRequest


def plain_page(request: SiteRequest, found: Found) -> HttpResponse:
    thread = thread_of(found.page)
    part = asked_for(request, found, thread)
    if isinstance(part, HttpResponse):
        return part
    if thread is not None and is_filling(request):
        return holes_of_conversation(request, thread, timezone.now())
    depends_on(layout(request.site.pk))
    shown = queries.shown_page(
        found.page, request.site, found.path, found.body_number or 1
    )
    origin = site_origin(request.site)
    context: dict[str, object] = {
        "page": shown,
        "language": shown.language,
        "direction": shown.direction,
        "canonical": f"{origin}{shown.body.url}",
    }
    if thread is not None:
        page, talk = conversation(request, thread, part, timezone.now())
        # A page whose comments were closed before there were any just has none.
        if page.has_comments or page.is_open or page.waiting:
            context |= talk
            context["linked_data"] = linked_data(web_page(shown, origin, page))
        if part.number and page.last_number > 1:
            context["canonical"] = f"{origin}{page.url}"
    response = render(request, "newsroom/page.html", context)
    if context.get("is_personal"):
        response.headers["Cache-Control"] = "private, no-store"
    return response
