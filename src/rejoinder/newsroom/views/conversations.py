"""The thread below an article or a page: which part of it is asked for, and it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from rejoinder.discussion.errors import CommentNotFound
from rejoinder.discussion.models import Thread
from rejoinder.discussion.queries import (
    ThreadPage,
    comment_address,
    find_comment,
    find_shown_comment,
    finding_address,
    is_waiting_key,
    last_page,
    page_address,
    quoted_subject,
    thread_page,
    waiting_comments,
)
from rejoinder.errors import NotFound
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.newsroom.queries import Found
from rejoinder.newsroom.views.thread_feeds import thread_feed
from rejoinder.pagestore.rendering import never_store, shows_people
from rejoinder.replyform.form_view import form_for
from rejoinder.replyform.writer import viewer_of, who_is_writing
from rejoinder.web.holes import hole_contents
from rejoinder.web.redirects import SeeOther
from rejoinder.web.requests import SiteRequest

#: A remembered guest's form holds their name, which changes when they post.
SAME_GUEST_SECONDS = 30

_COMMENT_PAGE = re.compile(r"comment-page-(?P<number>\d+)/(?:from-(?P<branch>\d+)/)?")
_COMMENT = re.compile(r"comment/(?P<number>\d+)/")
_FEED = re.compile(r"feed/(?P<atom>atom/)?")
#: People copy more than the number.
_TYPED = re.compile(r"(?:.*#)?(?:comment-)?(?P<number>\d{1,18})", re.DOTALL)


@dataclass(frozen=True)
class ThreadPart:
    """A page of a thread, or one long branch of it; no number: the page that stands
    below the subject."""

    number: int | None = None
    branch: int = 0


def thread_of(page: Article | PlainPage) -> Thread | None:
    link = getattr(page, "thread_link", None)
    if link is None:
        return None
    thread: Thread = link.thread
    thread.site = page.site  # read already
    return thread


def asked_for(
    request: SiteRequest, found: Found, thread: Thread | None
) -> ThreadPart | HttpResponse:
    """What of the thread stands at this address; a response where that is elsewhere,
    a feed, or nothing that anybody can see."""
    if not found.rest:
        page = _number(request.GET.get("cpage", ""))
        if page and thread is not None:  # WordPress's other way to say comment-page-N
            # Where a page stands changes with the thread and the owner's choice.
            return HttpResponseRedirect(page_address(thread, page))
        return ThreadPart()
    if found.body_number:
        return ThreadPart()
    if thread is None:
        raise _nothing()
    if feed := _FEED.fullmatch(found.rest):
        return thread_feed(request, thread, is_atom=bool(feed["atom"]))
    if found.rest == "comment/":
        return _find(request, thread)
    if comment := _COMMENT.fullmatch(found.rest):
        row = find_comment(thread=thread, number=int(comment["number"]))
        return SeeOther(comment_address(row))
    if part := _COMMENT_PAGE.fullmatch(found.rest):
        number, branch = int(part["number"]), int(part["branch"] or 0)
        return _page(request, found.path, thread, ThreadPart(number, branch))
    raise _nothing()


def _page(
    request: SiteRequest, path: str, thread: Thread, part: ThreadPart
) -> ThreadPart | HttpResponse:
    """The part itself, unless its page has another address.

    Past the last page that is the last one: another system may have had more pages,
    and a browser takes the #comment-N along, which is found from there. A branch is
    an address of our own that nobody else can have given out, so it stays refused.
    """
    number = part.number or 0
    if part.branch or not number:
        return part
    address = page_address(thread, min(number, last_page(thread)))
    if number > last_page(thread) or address == quoted(path):
        # For now: the first page gets its own address when a second comes, and
        # browsers would remember a permanent redirect past that.
        return _elsewhere(request, address)
    return part


def _elsewhere(request: SiteRequest, url: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    url = escape_leading_slashes(url)
    return HttpResponseRedirect(f"{url}?{query}" if query else url)


def _find(request: SiteRequest, thread: Thread) -> HttpResponse:
    """*Find comment*: on to the page and anchor, or a page that says there is none."""
    typed = request.GET.get("n", "").strip()
    match = _TYPED.fullmatch(typed)
    try:
        if match is None:
            raise CommentNotFound
        comment = find_shown_comment(thread=thread, number=int(match["number"]))
        return SeeOther(comment_address(comment))
    except CommentNotFound as refusal:
        context = {
            "refusal": refusal,
            "thread": thread,
            "subject_url": quoted_subject(thread),
            "finding_url": finding_address(thread),
            "typed": typed[:40],
        }
        template = "discussion/comment_not_found.html"
        return render(request, template, context, status=404)


def holes_of_conversation(
    request: SiteRequest, thread: Thread, now: datetime
) -> HttpResponse:
    """What this reader has in the holes of a page with a thread: the form with their
    name in it, and their comments that wait."""
    writer = who_is_writing(request)
    waiting = waiting_comments(thread, viewer_of(writer), now)
    form = form_for(thread, writer, now)
    return hole_contents(
        request,
        {
            "yours": ("discussion/_waiting.html", {"waiting": waiting}),
            "identity": ("replyform/_form.html", {"form_view": form}),
        },
        # What waits may be judged at any moment, and accounts have rights.
        good_for_seconds=0 if waiting or not writer.guest else SAME_GUEST_SECONDS,
    )


def conversation(
    request: SiteRequest, thread: Thread, part: ThreadPart, now: datetime
) -> tuple[ThreadPage, dict[str, object]]:
    """The thread and the form below it, for whoever is reading."""
    shows_people()
    writer = who_is_writing(request)
    page = thread_page(
        thread=thread,
        number=part.number,
        viewer=viewer_of(writer, _waiting_numbers(request, thread, now)),
        now=now,
        branch_from=part.branch or None,
    )
    answering = _number(request.GET.get("replytocom", ""))
    form = form_for(thread, writer, now, answering=answering)
    # A page for one reader: the same text stands at the article's own address.
    is_personal = "replytocom" in request.GET or "unapproved" in request.GET
    if is_personal:
        never_store()
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


def _nothing() -> NotFound:
    return NotFound(_("There is nothing at this address."))
