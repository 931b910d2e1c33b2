"""The pages that Django asks for when nothing else answers."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rejoinder.errors import Malformed, NotAllowed, NotFound
from rejoinder.web.outage import current_error, is_outage, outage_response
from rejoinder.web.refusals import refusal_response, wants_json
from rejoinder.web.requests import SiteRequest


def bad_request(request: SiteRequest, exception: Exception) -> HttpResponse:
    """A body or header that Django cannot or will not read."""
    response = refusal_response(
        request, Malformed(_("This request could not be understood."))
    )
    response.status_code = HTTPStatus.BAD_REQUEST
    return response


def forbidden(request: SiteRequest, exception: Exception) -> HttpResponse:
    return refusal_response(request, NotAllowed(_("You may not do this here.")))


def not_found(request: SiteRequest, exception: Exception) -> HttpResponse:
    return refusal_response(request, NotFound(_("There is nothing at this address.")))


def cross_site_refused(request: SiteRequest, reason: str = "") -> HttpResponse:
    """Django's token was missing or wrong: an old page, or a page of somebody else."""
    return refusal_response(
        request,
        NotAllowed(
            _("This form was opened too long ago, or comes from elsewhere."),
            code="cross-site",
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours, or a database that does not answer. Asks it nothing."""
    if is_outage(current_error()):
        return outage_response(request)
    if wants_json(request):  # type: ignore[arg-type]  # only headers are read
        return JsonResponse(
            {"type": "about:blank", "title": "Internal Server Error", "status": 500},
            status=500,
            content_type="application/problem+json",
        )
    site = getattr(request, "site", None)
    page = render_to_string("web/500.html", {"site_name": site.name if site else ""})
    return HttpResponse(page, status=500)
