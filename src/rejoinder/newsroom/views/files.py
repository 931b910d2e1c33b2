"""Files to download, and the ways of Wagtail's admin that lead elsewhere."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from rejoinder.media.files import DOWNLOAD_POLICY
from rejoinder.web.requests import SiteRequest


@require_safe
def download(
    request: SiteRequest, document_id: int, document_filename: str
) -> HttpResponse:
    """A file as an attachment: never shown, never run, whatever it is."""
    response: HttpResponse = serve(request, document_id, document_filename)
    if response.status_code == 200:
        response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def our_login(request: SiteRequest) -> HttpResponse:
    """There is one login; Wagtail's own would be a second door with its own locks."""
    after = request.GET.get("next", "/admin/")
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': after})}")
