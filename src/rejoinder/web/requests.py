"""What our middleware puts on a request, as a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from rejoinder.sites.models import Site


class SiteRequest(HttpRequest):
    """A request that has passed our middleware.

    `site` is the site it is for; `client_address` the reader's network address as
    far as trusted proxies vouch for it; `origin_is_proven` whether the browser said
    that an unsafe request comes from our own page (False: it said nothing at all).
    `is_cross_site`: it said that it comes from elsewhere; only views that keep what
    was sent (web.middleware.keeps_what_was_sent) ever see one.
    """

    # django-stubs declares here what django.contrib.sites would set; we do not use it.
    site: Site  # type: ignore[assignment]
    client_address: str
    origin_is_proven: bool
    is_cross_site: bool
