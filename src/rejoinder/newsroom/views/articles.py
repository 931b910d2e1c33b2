"""The page of an article."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rejoinder.discussion.queries import ThreadPage
from rejoinder.newsroom import queries
from rejoinder.newsroom.queries import Found
from rejoinder.newsroom.structured import linked_data, news_article
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


def article_page(request: SiteRequest, found: Found) -> HttpResponse:
    thread = thread_of(found.page)
    part = asked_for(request, found, thread)
    if isinstance(part, HttpResponse):
        return part
    if thread is not None and is_filling(request):
        return holes_of_conversation(request, thread, timezone.now())
    depends_on(layout(request.site.pk))
    now = timezone.now()
    body_number = found.body_number or 1
    shown = queries.shown_article(
        found.page, request.site, found.path, now, body_number
    )
    origin = site_origin(request.site)
    context: dict[str, object] = {
        "article": shown,
        "language": shown.teaser.language,
        "direction": shown.teaser.direction,
        "canonical": f"{origin}{shown.body.url}",
    }
    page: ThreadPage | None = None
    if thread is not None:
        page, talk = conversation(request, thread, part, now)
        context |= talk
        if part.number and page.last_number > 1:
            context["canonical"] = f"{origin}{page.url}"
    context["linked_data"] = linked_data(
        news_article(shown, request.site, origin, page)
    )
    response = render(request, "newsroom/article.html", context)
    if context.get("is_personal"):
        response.headers["Cache-Control"] = "private, no-store"
    return response
