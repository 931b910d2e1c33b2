"""What WordPress has at fixed addresses: queries, uploads, its own doors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from rejoinder.errors import Gone, NotFound
from rejoinder.newsroom import queries
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article
from rejoinder.newsroom.old_queries import OldQuery, read_old_query
from rejoinder.newsroom.queries import Moved
from rejoinder.newsroom.views.addressed import addressed
from rejoinder.sites.models import Address, Site
from rejoinder.web.requests import SiteRequest

#: A browser need not ask again today; tomorrow a picture may have other sizes.
UPLOADS_ARE_KEPT = "public, max-age=86400"


def by_query(request: SiteRequest) -> Moved | None:
    """Where "/?p=12" and its like lead; None where the query says nothing of the kind.

    Raises NotFound, Gone.
    """
    if request.GET.get("article", "").isdecimal():
        return _our_article(request.site, int(request.GET["article"][:18]))
    asked = read_old_query(request.GET.dict())
    if asked is None:
        return None
    if asked.path:
        return Moved(quoted(asked.path) + asked.rest)
    return _by_names(request.site, asked)


def _by_names(site: Site, asked: OldQuery) -> Moved:
    """Numbers that were brought along go before our own."""
    try:
        return queries.resolve_query(site, list(asked.names), asked.rest)
    except Gone:
        raise
    except NotFound:
        if asked.number is None:
            raise
        return _our_article(site, asked.number, asked.rest)


def _our_article(site: Site, number: int, rest: str = "") -> Moved:
    """The lasting name of an article in feeds."""
    kind = Article.address_kind
    return queries.destination(Address(site=site, kind=kind, object_id=number), rest)


@require_safe
def old_upload(request: SiteRequest, path: str) -> HttpResponse:
    """The picture or file that was called so, or that this was a size of; whatever
    else may have the name of a file goes on to the rows."""
    try:
        moved = queries.resolve_upload(request.site, f"/{path}")
    except Gone:
        raise
    except NotFound:
        return addressed(request, path)
    response = HttpResponseRedirect(moved.url)
    response.headers["Cache-Control"] = UPLOADS_ARE_KEPT
    return response


@require_safe
def old_login(request: SiteRequest) -> HttpResponse:
    return HttpResponseRedirect(settings.LOGIN_URL)


@require_safe
def old_admin(request: SiteRequest) -> HttpResponse:
    return HttpResponseRedirect("/admin/")
