"""The queue, and one comment with all that was decided about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rejoinder.discussion.models import CommentState, Thread
from rejoinder.errors import NotFound
from rejoinder.moderation import queries
from rejoinder.moderation.queries import Filter
from rejoinder.moderation.views.access import needs
from rejoinder.moderation.views.filters import query_of, read_filter, tabs, url_of
from rejoinder.moderation.views.words import what_was_done
from rejoinder.text import normalise_source
from rejoinder.web.pagination import page_of
from rejoinder.web.redirects import SeeOther
from rejoinder.web.requests import SiteRequest

PER_PAGE = 20


@require_safe
@needs("judge")
def queue(request: SiteRequest, number: int = 1) -> HttpResponse:
    wanted = read_filter(request.GET)
    counts = queries.tab_counts(request.site, wanted)
    last = max(1, -(-counts.get(wanted.show, 0) // PER_PAGE))
    if not 1 <= number <= last:
        # What stood on the last page has been judged: stay as near as can be.
        return SeeOther(_page_url(wanted, last))
    page = page_of(
        queries.queue(request.site, wanted),
        number=number,
        per_page=PER_PAGE,
        base_path=reverse("moderation:queue"),
        query=query_of(wanted),
    )
    back = _page_url(wanted, number)
    context = {
        "place": "queue",
        "page": page,
        "items": queries.desk_items(request.site, page.items),
        "tabs": tabs(wanted, counts),
        "wanted": wanted,
        "thread": _thread(request, wanted),
        "other_order_url": url_of(wanted, oldest_first=not wanted.oldest_first),
        "all_threads_url": url_of(wanted, thread_id=None),
        "no_search_url": url_of(wanted, text=""),
        "back": back,
        "choose_url": f"{back}{'&' if '?' in back else '?'}choose=all#chosen",
        "is_all_chosen": request.GET.get("choose") == "all",
        **_press(request),
    }
    return render(request, "moderation/queue.html", context)


@require_safe
@needs("judge")
def comment(request: SiteRequest, comment_id: int) -> HttpResponse:
    found = queries.find_comment(request.site, comment_id)
    context = {
        "item": queries.desk_items(request.site, [found])[0],
        "decisions": queries.decisions_about(found),
        "is_erased": found.state == CommentState.ERASED,
        "back": reverse("moderation:comment", args=[found.pk]),
        "title": _("Comment by %(name)s") % {"name": found.author_name or "–"},
        **_press(request),
    }
    return render(request, "moderation/comment.html", context)


def _page_url(wanted: Filter, number: int) -> str:
    desk = reverse("moderation:queue")
    path = desk if number == 1 else reverse("moderation:queue-page", args=[number])
    query = query_of(wanted)
    return f"{path}?{query}" if query else path


def _thread(request: SiteRequest, wanted: Filter) -> Thread | None:
    if wanted.thread_id is None:
        return None
    try:
        return queries.find_thread(request.site, wanted.thread_id)
    except NotFound:
        return None


def _press(request: SiteRequest) -> dict[str, object]:
    """What the moderator just did, so that one press undoes it."""
    batch = normalise_source(request.GET.get("done", ""))
    press = queries.press_of(request.site, batch)
    if press is None:
        return {}
    return {"press": press, "what_was_done": what_was_done(press)}
