"""Whatever stands at an address that is a row, or stood there once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import (
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes
from django.views.decorators.http import require_safe

from rejoinder.errors import NotFound
from rejoinder.newsroom import queries
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.errors import NoSuchList
from rejoinder.newsroom.models import PlainPage
from rejoinder.newsroom.old_queries import feed_meant
from rejoinder.newsroom.queries import Moved
from rejoinder.newsroom.views.articles import article_page
from rejoinder.newsroom.views.plain_pages import plain_page
from rejoinder.sites.models import Site
from rejoinder.web.requests import SiteRequest

View = Callable[..., HttpResponse]
_INDEX = "/index.php"


@require_safe
def addressed(request: SiteRequest, path: str) -> HttpResponse:
    """The last in the list of addresses."""
    path = f"/{path}"
    try:
        found = queries.resolve_address(request.site, path)
    except NotFound as refusal:
        url = None if refusal.code == "gone" else _meant(request.site, path)
        if url is None:
            raise
        return redirected(Moved(quoted(url)), _query(request))
    if isinstance(found, Moved):
        return redirected(found, _query(request))
    show = plain_page if isinstance(found.page, PlainPage) else article_page
    return show(request, found)


def or_old_address(view: View) -> View:
    """Ask the rows where this view has no such list: WordPress's tag "c-sharp" may
    have another address here."""

    @wraps(view)
    def answer(request: SiteRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NoSuchList:
            return addressed(request, request.path_info[1:])

    return answer


def _meant(site: Site, path: str) -> str | None:
    """What was meant by an address that no row has, if anything."""
    if not path.endswith("/") and _is_fixed(f"{path}/"):
        return f"{path}/"
    if path == _INDEX or path.startswith(f"{_INDEX}/"):
        return path.removeprefix(_INDEX) or "/"
    return feed_meant(path) or queries.without_old_prefix(site, path)


def _is_fixed(path: str) -> bool:
    """Whether a list, a feed or the like answers there: only the slash is missing."""
    try:
        return resolve(path).url_name not in {"addressed", "old-upload"}
    except Resolver404:
        return False


def redirected(moved: Moved, query: str = "") -> HttpResponse:
    """To where it is today; `query` goes along, as it came."""
    kind = HttpResponsePermanentRedirect if moved.is_for_good else HttpResponseRedirect
    # Two slashes at the start would name another host.
    url = escape_leading_slashes(moved.url)
    return kind(f"{url}?{query}" if query else url)


def _query(request: SiteRequest) -> str:
    return str(request.META.get("QUERY_STRING", ""))
