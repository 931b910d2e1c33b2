"""Where the reply form is sent to: post, preview, and whatever is refused."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rejoinder import text
from rejoinder.discussion import rules
from rejoinder.discussion.errors import UnusableFields
from rejoinder.discussion.models import CommentState, Thread
from rejoinder.discussion.queries import (
    comment_address,
    find_thread,
    lasting_address,
    quoted_subject,
    waiting_address,
)
from rejoinder.discussion.screening import Circumstances
from rejoinder.errors import NotFound, Refusal
from rejoinder.replyform.actions import Spoken, speak
from rejoinder.replyform.fields import Fields, read_fields
from rejoinder.replyform.form_view import form_again
from rejoinder.replyform.tokens import (
    confirmation_token,
    is_confirmed,
    writing_seconds,
)
from rejoinder.replyform.writer import (
    GUEST_COOKIE,
    GUEST_COOKIE_SECONDS,
    Writer,
    who_is_writing,
)
from rejoinder.web.middleware import cross_site, keeps_what_was_sent
from rejoinder.web.refusals import problem_response, status_of, wants_json
from rejoinder.web.requests import SiteRequest


@csrf_exempt  # the page is everybody's and carries no token; see web.middleware
@keeps_what_was_sent
@require_POST
def post_comment(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Post or preview. Whatever is refused comes back with every field."""
    ours = cast(SiteRequest, request)
    now = timezone.now()
    fields = Fields()
    thread: Thread | None = None
    try:
        fields = read_fields(ours)
        thread = find_thread(ours.site, thread_id)
        if ours.is_cross_site:
            raise cross_site()
        writer = _writer(ours)
        if fields.wants_preview:
            return _preview(ours, thread, writer, fields, now)
        if not _may_go_on(ours, thread, fields):
            return _ask_to_confirm(ours, thread, fields, writer, now)
        spoken = speak(
            thread=thread,
            writer=writer,
            fields=fields,
            circumstances=_circumstances(ours, fields, now),
            now=now,
        )
    except Refusal as refusal:
        return _refused(ours, thread, fields, refusal, now)
    return _done(ours, writer, spoken)


def _writer(request: SiteRequest) -> Writer:
    """A program speaks for itself only: cookies count where the browser vouches."""
    if wants_json(request) and not request.origin_is_proven:
        return Writer()
    return who_is_writing(request)


def _may_go_on(request: SiteRequest, thread: Thread, fields: Fields) -> bool:
    if request.origin_is_proven or wants_json(request):
        return True
    return is_confirmed(request, thread.pk, fields.confirmation)


def _circumstances(
    request: SiteRequest, fields: Fields, now: datetime
) -> Circumstances:
    return Circumstances(
        network_address=request.client_address,
        browser=text.normalise_source(request.headers.get("User-Agent", "")),
        writing_seconds=writing_seconds(fields.made_token, fields.comment, now),
        trap_was_filled=bool(fields.trap),
    )


def _preview(
    request: SiteRequest,
    thread: Thread,
    writer: Writer,
    fields: Fields,
    now: datetime,
) -> HttpResponse:
    body = _rendered(fields)
    if wants_json(request):
        return JsonResponse({"body_html": body})
    context = {
        "form_view": form_again(thread, writer, fields, now),
        "preview_html": body,
    }
    return render(request, "replyform/preview.html", context)


def _rendered(fields: Fields) -> str:
    """What publishing would store. Raises UnusableFields for a text that is too long
    to be published: rendering megabytes would keep everybody waiting."""
    if mistakes := rules.length_mistakes(fields.comment):
        raise UnusableFields(mistakes)
    return text.render_comment(fields.comment)


def _ask_to_confirm(
    request: SiteRequest,
    thread: Thread,
    fields: Fields,
    writer: Writer,
    now: datetime,
) -> HttpResponse:
    """For browsers that say nothing about where the form came from."""
    context = {
        "form_view": form_again(thread, writer, fields, now),
        "preview_html": _rendered(fields),
        "confirmation": confirmation_token(request, thread.pk),
    }
    return render(request, "replyform/confirm.html", context)


def _refused(
    request: SiteRequest,
    thread: Thread | None,
    fields: Fields,
    refusal: Refusal,
    now: datetime,
) -> HttpResponse:
    if wants_json(request):
        return problem_response(refusal)
    context: dict[str, object] = {"refusal": refusal, "fields": fields}
    if thread is not None and not isinstance(refusal, NotFound):
        # A cross-site request does not get to know who is signed in here.
        writer = Writer() if request.is_cross_site else who_is_writing(request)
        context["form_view"] = form_again(thread, writer, fields, now, refusal)
    status = status_of(refusal)
    response = render(request, "replyform/refused.html", context, status=status)
    wait = getattr(refusal, "retry_after_seconds", None)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _done(request: SiteRequest, writer: Writer, spoken: Spoken) -> HttpResponse:
    comment = spoken.comment
    is_published = comment.state == CommentState.PUBLISHED
    url = comment_address(comment) if is_published else waiting_address(comment)
    is_same_guest = writer.guest is not None and writer.guest.pk == comment.person_id
    is_known = bool(writer.user or spoken.device_key) or (
        is_same_guest and spoken.device_key is None
    )
    if not is_published and is_known:
        url = f"{quoted_subject(comment.thread)}#comment-{comment.number}"
    response: HttpResponse
    if wants_json(request):
        body = {
            "number": comment.number,
            "state": "published" if is_published else "held",
            "url": request.build_absolute_uri(lasting_address(comment)),
        }
        response = JsonResponse(body, status=201)
    else:
        response = HttpResponseRedirect(url, status=303)
    _remember(response, spoken)
    return response


def _remember(response: HttpResponse, spoken: Spoken) -> None:
    if spoken.device_key:
        response.set_cookie(
            GUEST_COOKIE,
            spoken.device_key,
            max_age=GUEST_COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
        )
    elif spoken.device_key == "":
        response.delete_cookie(GUEST_COOKIE, samesite="Lax")
