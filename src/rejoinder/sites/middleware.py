"""The first thing a request meets: which site it is for, and from whom it came."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from rejoinder.sites.models import ProxyNotice, Site
from rejoinder.sites.queries import current_site, known_origins, site_origin

logger = logging.getLogger(__name__)

FORWARDING_HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)


class CurrentSiteMiddleware:
    """Sets `request.site` and `request.client_address`, and settles Host and scheme.

    A request for a host that is not ours gets 400 and goes no further. Behind this,
    Host and scheme are those of the site's row, so Django, Wagtail and every link
    agree whatever a request claimed (CVE-2016-2784, CVE-2017-8295).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._proxy_was_noticed = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = current_site()
        if site is None:
            return HttpResponse("This site is not set up yet.\n", "text/plain", 503)
        host = request.META.get("HTTP_HOST", "").lower()
        hosts = {urlsplit(origin).netloc for origin in known_origins(site)}
        if host not in hosts:
            return self._unknown_host(host)
        ours = cast(Any, request)  # what these are is typed above, in web.requests
        ours.site = site
        ours.client_address = self._client_address(request, site)
        self._settle_host(request, site)
        translation.activate(site.language)
        return self.get_response(request)

    def _unknown_host(self, host: str) -> HttpResponse:
        shown = "".join(c for c in host if c.isalnum() or c in ".-:[]")[:200]
        return HttpResponse(
            f"This site does not answer to the name “{shown}”. If it should, its "
            "owner sets it: rejoinder serve --public-url https://THE-NAME\n",
            "text/plain; charset=utf-8",
            400,
        )

    def _settle_host(self, request: HttpRequest, site: Site) -> None:
        parts = urlsplit(site_origin(site))
        request.META["HTTP_HOST"] = parts.netloc
        request.META["SERVER_NAME"] = parts.hostname or ""
        request.META["SERVER_PORT"] = str(
            parts.port or {"https": 443}.get(parts.scheme, 80)
        )
        request.META["wsgi.url_scheme"] = parts.scheme

    def _client_address(self, request: HttpRequest, site: Site) -> str:
        """The reader's network address: the last one that no trusted proxy added."""
        peer = str(request.META.get("REMOTE_ADDR", ""))
        claimed = [h for h in FORWARDING_HEADERS if request.META.get(h)]
        if not claimed:
            return peer
        if not _is_trusted(peer):
            self._notice_proxy(site, claimed[0], peer)
            return peer
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        for address in reversed([a.strip() for a in chain if a.strip()]):
            if not _is_trusted(address):
                return address if _is_address(address) else peer
        return peer

    def _notice_proxy(self, site: Site, header: str, peer: str) -> None:
        if self._proxy_was_noticed:
            return
        self._proxy_was_noticed = True
        name = header.removeprefix("HTTP_").replace("_", "-").title()
        logger.warning(
            "A request carries %s, but %s is not a trusted proxy: all its readers "
            "share one rate limit. If it is yours: --trusted-proxy %s",
            name,
            peer,
            peer,
        )
        ProxyNotice.objects.update_or_create(
            site=site,
            defaults={"header": name, "peer": peer, "seen_at": timezone.now()},
        )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in settings.TRUSTED_PROXIES)
