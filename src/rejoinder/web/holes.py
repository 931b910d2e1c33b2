"""What stands in the holes of a stored page, for a reader whom we know.

Asked by our own server, through the whole of Django, at the address of the page: so
who it is for is settled as for any request.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from rejoinder.web.requests import SiteRequest

#: In an environment: only the holes are wanted.
FILLING = "rejoinder.filling"
CONTENT_TYPE = "application/vnd.rejoinder.holes+json"
GOOD_FOR = "private, max-age="


def is_filling(request: HttpRequest) -> bool:
    """Whether the page is there already, and only its holes are wanted."""
    return bool(request.META.get(FILLING))


def hole_contents(
    request: SiteRequest,
    holes: Mapping[str, tuple[str, Mapping[str, object]]],
    *,
    good_for_seconds: int = 0,
) -> JsonResponse:
    """Each hole's HTML: by its name, a template and what it is given.

    Whoever asks may use them for this page and these cookies again for so long, unless
    the page is made anew.
    """
    contents = {
        name: render_to_string(template, dict(context), request)
        for name, (template, context) in holes.items()
    }
    headers = {"Cache-Control": f"{GOOD_FOR}{good_for_seconds}"}
    return JsonResponse(contents, content_type=CONTENT_TYPE, headers=headers)
