"""The list of threads, and closing and reopening them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rejoinder.moderation import actions, queries
from rejoinder.moderation.views.access import needs, signed_in, way_back
from rejoinder.moderation.views.filters import read_search
from rejoinder.web.pagination import page_of
from rejoinder.web.redirects import SeeOther
from rejoinder.web.requests import SiteRequest

PER_PAGE = 20


@require_safe
@needs("judge")
def threads(request: SiteRequest, number: int = 1) -> HttpResponse:
    text = read_search(request.GET)
    page = page_of(
        queries.threads_of(request.site, text),
        number=number,
        per_page=PER_PAGE,
        base_path=reverse("moderation:threads"),
        query=urlencode({"q": text}) if text else "",
    )
    context = {
        "place": "threads",
        "page": page,
        "rows": queries.thread_rows(request.site, page.items, timezone.now()),
        "text": text,
        "back": request.get_full_path(),
    }
    return render(request, "moderation/threads.html", context)


@require_POST
@needs("judge")
def close(request: SiteRequest, thread_id: int) -> HttpResponse:
    thread = queries.find_thread(request.site, thread_id)
    actions.close_thread(thread=thread, by=signed_in(request), now=timezone.now())
    sentence = _("“%(title)s” takes no more comments.")
    messages.success(request, sentence % {"title": thread.title})
    return SeeOther(way_back(request))


@require_POST
@needs("judge")
def reopen(request: SiteRequest, thread_id: int) -> HttpResponse:
    thread = queries.find_thread(request.site, thread_id)
    actions.reopen_thread(thread=thread, by=signed_in(request), now=timezone.now())
    sentence = _("“%(title)s” is open again.")
    messages.success(request, sentence % {"title": thread.title})
    return SeeOther(way_back(request))
