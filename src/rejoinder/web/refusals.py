"""Kinds of refusal mapped to responses: the only place that knows the statuses."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rejoinder import errors
from rejoinder.web.requests import SiteRequest

# The first kind that fits counts, so a narrower one stands before its parent.
STATUSES: tuple[tuple[type[errors.Refusal], HTTPStatus], ...] = (
    (errors.Gone, HTTPStatus.GONE),
    (errors.NotFound, HTTPStatus.NOT_FOUND),
    (errors.NotAllowed, HTTPStatus.FORBIDDEN),
    (errors.Conflict, HTTPStatus.CONFLICT),
    (errors.TooMuch, HTTPStatus.TOO_MANY_REQUESTS),
    (errors.Malformed, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.RemoteFailure, HTTPStatus.SERVICE_UNAVAILABLE),
)
# These pages offer a search: whoever meets them was looking for something.
TEMPLATES = {HTTPStatus.NOT_FOUND: "web/404.html", HTTPStatus.GONE: "web/410.html"}


def status_of(refusal: errors.Refusal) -> HTTPStatus:
    if isinstance(refusal, errors.TooMuch) and refusal.retry_after_seconds is None:
        # 429 would say that waiting helps; what is too long stays too long.
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    for kind, status in STATUSES:
        if isinstance(refusal, kind):
            return status
    return HTTPStatus.BAD_REQUEST


def wants_json(request: SiteRequest) -> bool:
    """Whether a program is asking: its first choice is JSON, which no browser's is."""
    accepted = request.headers.get("Accept", "").split(",")[0].split(";")[0].strip()
    return accepted in {"application/json", "application/problem+json"}


def refusal_response(request: SiteRequest, refusal: errors.Refusal) -> HttpResponse:
    """A page that says what was refused, or problem details for a program."""
    if wants_json(request):
        return problem_response(refusal)
    status = status_of(refusal)
    response = render(
        request,
        TEMPLATES.get(status, "web/refused.html"),
        {"refusal": refusal, "status": int(status), "advice": advice_on(refusal)},
        status=status,
    )
    return _with_retry(response, refusal)


def problem_response(refusal: errors.Refusal) -> HttpResponse:
    """Problem details (RFC 9457). `type` is about:blank with our stable `code`."""
    status = status_of(refusal)
    body: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": str(refusal),
        "code": refusal.code,
    }
    if refusal.field:
        body["field"] = refusal.field
    response = JsonResponse(
        body, status=status, content_type="application/problem+json"
    )
    return _with_retry(response, refusal)


def advice_on(refusal: errors.Refusal) -> str:
    """What whoever meets this refusal can do now, in one or two sentences."""
    if isinstance(refusal, errors.TooMuch) and refusal.retry_after_seconds is not None:
        return wait_in_words(refusal.retry_after_seconds)
    if refusal.code == "cross-site":
        return _("Open the page on this site itself and send it from there.")
    return {
        HTTPStatus.GONE: _("It was here once and has been taken away."),
        HTTPStatus.NOT_FOUND: _("The address may be mistyped, or its page moved."),
        HTTPStatus.FORBIDDEN: _("If you have an account that may, log in with it."),
        HTTPStatus.CONFLICT: _("Go back and look at the page again as it is now."),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Please try again in a few minutes."),
    }.get(status_of(refusal), _("Go back, and try again with what it says here."))


def wait_in_words(seconds: int) -> str:
    """When to try again: seconds up to two minutes, then whole minutes."""
    if seconds <= 120:
        return ngettext(
            "Try again in %(n)d second.", "Try again in %(n)d seconds.", seconds
        ) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext(
        "Try again in %(n)d minute.", "Try again in %(n)d minutes.", minutes
    ) % {"n": minutes}


def _with_retry(response: HttpResponse, refusal: errors.Refusal) -> HttpResponse:
    # Kept by a cache, a program's refusal must not be shown to a reader.
    patch_vary_headers(response, ("Accept",))
    if isinstance(refusal, errors.TooMuch) and refusal.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(refusal.retry_after_seconds)
    return response
