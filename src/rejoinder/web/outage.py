"""While the database cannot be reached: a plain page, and nothing of a text is lost."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from rejoinder.web.logs import OUTAGES
from rejoinder.web.refusals import wants_json

logger = logging.getLogger(__name__)

#: When it is worth trying again: a database that is started anew takes some seconds.
RETRY_AFTER_SECONDS = 15
#: What a page gives back is not shown to others, but need not be in it either.
_NEVER_GIVEN_BACK = ("password", "csrfmiddlewaretoken", "confirmation", "made")


def is_outage(error: BaseException | None) -> bool:
    """Whether a request failed because the database did not answer, and not because of
    a mistake of ours."""
    return isinstance(error, OUTAGES)


def current_error() -> BaseException | None:
    return sys.exc_info()[1]


def outage_response(request: HttpRequest) -> HttpResponse:
    """503, with Retry-After, and whatever was sent in a form to send it again.

    Asks no database. Only views that keep what was sent get their fields back.
    """
    if wants_json(request):  # type: ignore[arg-type]  # only headers are read
        body = {
            "type": "about:blank",
            "title": "Service Unavailable",
            "status": 503,
            "detail": _("The database cannot be reached. Please try again."),
            "code": "database-down",
        }
        response: HttpResponse = JsonResponse(
            body, status=503, content_type="application/problem+json"
        )
    else:
        context = {"kept": kept_fields(request), "action": request.path}
        response = HttpResponse(render_to_string("web/503.html", context), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, by name, the longest first: that is what somebody wrote."""
    if request.method != "POST" or not _keeps_what_was_sent(request):
        return []
    sent = [
        (name, value)
        for name, value in request.POST.items()
        if value and name not in _NEVER_GIVEN_BACK
    ]
    return sorted(sent, key=lambda field: -len(str(field[1])))  # type: ignore[arg-type]  # texts


def _keeps_what_was_sent(request: HttpRequest) -> bool:
    try:
        view: Callable[..., object] = resolve(request.path_info).func
    except Resolver404:
        return False
    return hasattr(view, "keeps_what_was_sent")
