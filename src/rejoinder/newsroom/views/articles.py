"""The pages at the addresses of articles and plain pages, and below them."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import (
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rejoinder.discussion.models import Thread
from rejoinder.discussion.queries import (
    ThreadPage,
    comment_address,
    find_comment,
    is_waiting_key,
    page_address,
    thread_page,
)
from rejoinder.errors import NotFound
from rejoinder.newsroom import queries
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.newsroom.queries import Found, Moved
from rejoinder.newsroom.structured import linked_data, news_article
from rejoinder.newsroom.views.thread_feeds import thread_feed
from rejoinder.replyform.form_view import form_for
from rejoinder.replyform.writer import viewer_of, who_is_writing
from rejoinder.sites.queries import site_origin
from rejoinder.web.requests import SiteRequest

_COMMENT_PAGE = re.compile(r"comment-page-(?P<number>\d+)/(?:from-(?P<branch>\d+)/)?")
_COMMENT = re.compile(r"comment/(?P<number>\d+)/")


@require_safe
def addressed(request: SiteRequest, path: str) -> HttpResponse:
    """Whatever stands at an address that is a row. Last in the list of addresses."""
    path = f"/{path}"
    try:
        found = queries.resolve_address(request.site, path)
    except NotFound:
        if path.endswith("/") or not _is_fixed_address(f"{path}/"):
            raise
        found = Moved(quoted(f"{path}/"))
    if isinstance(found, Moved):
        return _permanently(request, found.url)
    if isinstance(found.page, PlainPage):
        return _plain_page(request, found)
    return _article(request, found)


def _is_fixed_address(path: str) -> bool:
    """Whether a list, a feed or the like answers there: only the slash is missing."""
    try:
        return resolve(path).url_name != "addressed"
    except Resolver404:
        return False


def _permanently(request: SiteRequest, url: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(_with_query(request, url))


def _elsewhere(request: SiteRequest, url: str) -> HttpResponse:
    """For now: the first page of a thread gets its own address when a second comes,
    and browsers would remember a permanent redirect past that."""
    return HttpResponseRedirect(_with_query(request, url))


def _with_query(request: SiteRequest, url: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    # Two slashes at the start would name another host.
    url = escape_leading_slashes(url)
    return f"{url}?{query}" if query else url


def _plain_page(request: SiteRequest, found: Found) -> HttpResponse:
    body_number = found.body_number or 1
    page = queries.shown_page(found.page, request.site, found.path, body_number)
    context = {
        "page": page,
        "language": page.language,
        "direction": page.direction,
        "canonical": f"{site_origin(request.site)}{page.body.url}",
    }
    return render(request, "newsroom/page.html", context)


def _article(request: SiteRequest, found: Found) -> HttpResponse:
    article = found.page
    thread = _thread_of(article)
    if not found.rest:
        page = _number(request.GET.get("cpage", ""))
        if page and thread is not None:  # WordPress's other way to say comment-page-N
            # Where a page stands changes with the thread and the owner's choice.
            return HttpResponseRedirect(page_address(thread, page))
        return _article_page(request, article, found.path, thread)
    if found.body_number:
        body = found.body_number
        return _article_page(request, article, found.path, thread, body_number=body)
    if thread is None:
        raise NotFound(_("There is nothing at this address."))
    if found.rest.startswith("feed/"):
        return thread_feed(request, article, thread, is_atom="atom" in found.rest)
    if comment := _COMMENT.fullmatch(found.rest):
        row = find_comment(thread=thread, number=int(comment["number"]))
        return HttpResponseRedirect(comment_address(row), status=303)
    part = _COMMENT_PAGE.fullmatch(found.rest)
    assert part is not None  # noqa: S101 - resolve_address knows no other address
    number, branch = int(part["number"]), int(part["branch"] or 0)
    if not branch and page_address(thread, number) == quoted(found.path):
        return _elsewhere(request, quoted(found.path))
    return _article_page(request, article, found.path, thread, number, branch)


def _thread_of(article: Article) -> Thread | None:
    link = getattr(article, "thread_link", None)
    if link is None:
        return None
    thread: Thread = link.thread
    thread.site = article.site  # read already
    return thread


def _article_page(
    request: SiteRequest,
    article: Article,
    path: str,
    thread: Thread | None,
    number: int | None = None,
    branch: int = 0,
    *,
    body_number: int = 1,
) -> HttpResponse:
    now = timezone.now()
    shown = queries.shown_article(article, request.site, path, now, body_number)
    origin = site_origin(request.site)
    context: dict[str, object] = {
        "article": shown,
        "language": shown.teaser.language,
        "direction": shown.teaser.direction,
        "canonical": f"{origin}{shown.body.url}",
    }
    page: ThreadPage | None = None
    if thread is not None:
        page, talk = _conversation(request, thread, number, branch, now)
        context |= talk
        if number and page.last_number > 1:
            context["canonical"] = f"{origin}{page.url}"
    context["linked_data"] = linked_data(
        news_article(shown, request.site, origin, page)
    )
    response = render(request, "newsroom/article.html", context)
    if context.get("is_personal"):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _conversation(
    request: SiteRequest,
    thread: Thread,
    number: int | None,
    branch: int,
    now: datetime,
) -> tuple[ThreadPage, dict[str, object]]:
    """The thread and the form below it, for whoever is reading."""
    writer = who_is_writing(request)
    page = thread_page(
        thread=thread,
        number=number,
        viewer=viewer_of(writer, _waiting_numbers(request, thread, now)),
        now=now,
        branch_from=branch or None,
    )
    answering = _number(request.GET.get("replytocom", ""))
    form = form_for(thread, writer, now, answering=answering)
    # A page for one reader: the same text stands at the article's own address.
    is_personal = "replytocom" in request.GET or "unapproved" in request.GET
    return page, {
        "thread_page": page,
        "form_view": form,
        "is_personal": is_personal,
    }


def _waiting_numbers(
    request: SiteRequest, thread: Thread, now: datetime
) -> frozenset[int]:
    """The comment that its writer was sent to see while it waits, if the key fits."""
    number = _number(request.GET.get("unapproved", ""))
    if number is None:
        return frozenset()
    try:
        comment = find_comment(thread=thread, number=number)
    except NotFound:
        return frozenset()
    key = request.GET.get("moderation-hash", "")
    return frozenset({number} if is_waiting_key(comment, key, now) else ())


def _number(raw: str) -> int | None:
    is_number = raw.isascii() and raw.isdecimal() and len(raw) <= 18
    return int(raw) if is_number else None
