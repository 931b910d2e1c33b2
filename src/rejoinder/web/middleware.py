"""Response headers, refusals as pages, and the rule of the same origin."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed, Refusal
from rejoinder.pagestore import own_writes
from rejoinder.pagestore.changes import watching_commits
from rejoinder.pagestore.local import local_store
from rejoinder.pagestore.rendering import never_store
from rejoinder.sites.queries import known_origins, site_origin
from rejoinder.web.addresses import ADMIN_PREFIX, PERSONAL_PREFIXES
from rejoinder.web.headers import EVERYWHERE, NO_FRAMES, PUBLIC_POLICY
from rejoinder.web.refusals import refusal_response
from rejoinder.web.requests import SiteRequest

GetResponse = Callable[[HttpRequest], HttpResponse]

# Wagtail's admin has inline scripts and styles, and frames our own pages to preview.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "frame-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)
# Read by pages framed by the admin's preview panel.
PREVIEW_POLICY = PUBLIC_POLICY.replace(
    "frame-ancestors 'none'", "frame-ancestors 'self'"
)


class HeadersMiddleware:
    """Adds the security headers that a view has not set itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path_info.startswith(ADMIN_PREFIX)
        headers = response.headers
        headers.setdefault(
            "Content-Security-Policy", ADMIN_POLICY if is_admin else PUBLIC_POLICY
        )
        if "frame-ancestors 'none'" in headers["Content-Security-Policy"]:
            headers.setdefault(*NO_FRAMES)
        for name, value in EVERYWHERE:
            headers.setdefault(name, value)
        if request.COOKIES or response.cookies or request.method not in {"GET", "HEAD"}:
            headers.setdefault("Cache-Control", "private, no-store")
        if request.is_secure():
            for morsel in response.cookies.values():
                morsel["secure"] = True
        return response


class OwnWritesMiddleware:
    """Whoever changed something sees it on the next page: a cookie for a minute says
    when (pagestore.own_writes), and pages made before are not for this reader."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return self.get_response(request)
        with watching_commits() as tags:
            response = self.get_response(request)
        if tags:
            response.set_cookie(
                own_writes.COOKIE,
                own_writes.cookie_value(local_store().node, time.time()),
                max_age=own_writes.COOKIE_SECONDS,
                httponly=True,
                samesite="Lax",
            )
        return response


class LanguageMiddleware:
    """Shared pages speak the site's language, personal ones the reader's own.

    A shared page that followed `Accept-Language` could be kept for nobody else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_personal = request.path_info.startswith(PERSONAL_PREFIXES)
        if is_personal and "Accept-Language" in request.headers:
            translation.activate(translation.get_language_from_request(request))
        if is_personal:
            never_store()
        response = self.get_response(request)
        if is_personal:
            patch_vary_headers(response, ("Accept-Language",))
        if language := translation.get_language():
            response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """Answers a Refusal that no view caught: a page, or problem details."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return refusal_response(cast(SiteRequest, request), exception)
        return None


View = Callable[..., HttpResponse]


def cross_site() -> NotAllowed:
    return NotAllowed(
        _("This was sent from another site, so nothing was done."), code="cross-site"
    )


def keeps_what_was_sent(view: View) -> View:
    """Let this view answer cross-site posts itself, to give back the text in them.

    It must refuse them: `request.is_cross_site` says so.
    """
    view.keeps_what_was_sent = True  # type: ignore[attr-defined]  # a mark on it
    return view


class SameOriginMiddleware:
    """Refuses unsafe requests that say they come from elsewhere.

    Pages that everybody shares cannot carry a token for one reader, so the browser's
    own word decides (docs/decisions/0006-forms-on-shared-pages.md). A foreign
    `Origin` always refuses, whatever else is there. A request that says nothing goes
    on with `origin_is_proven` False, and the view asks for a confirmation or Django's
    token decides.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = cast(SiteRequest, request)
        ours.origin_is_proven = False
        ours.is_cross_site = False
        if request.method not in {"GET", "HEAD", "OPTIONS", "TRACE"}:
            origin = request.headers.get("Origin", "")
            fetch_site = request.headers.get("Sec-Fetch-Site", "")
            origins = known_origins(ours.site)
            is_foreign = origin not in {"", "null", *origins}
            ours.is_cross_site = is_foreign or fetch_site in {"cross-site", "same-site"}
            ours.origin_is_proven = not ours.is_cross_site and (
                fetch_site == "same-origin" or origin in origins
            )
            if not ours.is_cross_site:
                self._settle_origin(ours, origin)
        return self.get_response(request)

    def _settle_origin(self, request: SiteRequest, origin: str) -> None:
        """Give what stands behind one origin to compare with, as Host was settled.

        Django's check knows the public origin only, not this machine's own names,
        and takes `null` for a foreign one; with it gone, the token alone decides.
        """
        if origin == "null":
            del request.META["HTTP_ORIGIN"]
        elif origin:
            request.META["HTTP_ORIGIN"] = site_origin(request.site)

    def process_view(
        self, request: HttpRequest, view: View, *args: Any
    ) -> HttpResponse | None:
        ours = cast(SiteRequest, request)
        if ours.is_cross_site and not hasattr(view, "keeps_what_was_sent"):
            return refusal_response(ours, cross_site())
        return None
