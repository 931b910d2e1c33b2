"""Front page, sections, tags, authors, dates and search."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rejoinder.errors import NotFound
from rejoinder.newsroom import queries
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.queries import ArticleList
from rejoinder.newsroom.views.addressed import or_old_address, redirected
from rejoinder.newsroom.views.old_addresses import by_query
from rejoinder.pagestore.rendering import depends_on, never_store
from rejoinder.sites.tags import layout
from rejoinder.web.requests import SiteRequest


@require_safe
def front(request: SiteRequest, page: str = "") -> HttpResponse:
    if "s" in request.GET:
        return _search(request, page)
    if request.GET and not page:
        moved = by_query(request)
        if moved is not None:
            return redirected(moved)
    articles = queries.front_articles(request.site)
    return _list(request, articles, page, template="newsroom/front.html")


@or_old_address
@require_safe
def section(request: SiteRequest, path: str, page: str = "") -> HttpResponse:
    tree = queries.section_tree(request.site)
    found = queries.find_section(tree, path)
    if tree.path(found) != f"/category/{path}/":
        return HttpResponsePermanentRedirect(quoted(tree.path(found)))
    articles = queries.articles_of_section(request.site, found, tree)
    return _list(
        request,
        articles,
        page,
        heading=found.name,
        description=found.description,
        has_feed=True,
    )


@or_old_address
@require_safe
def tag(request: SiteRequest, slug: str, page: str = "") -> HttpResponse:
    found = queries.find_tag(slug)
    articles = queries.articles_of_tag(request.site, found)
    return _list(
        request,
        articles,
        page,
        heading=found.name,
        kind=_("Tag"),
        has_feed=True,
        is_missing_when_empty=True,
    )


@or_old_address
@require_safe
def author(request: SiteRequest, slug: str, page: str = "") -> HttpResponse:
    found = queries.find_writer(request.site, slug)
    articles = queries.articles_by(request.site, found)
    return _list(
        request,
        articles,
        page,
        heading=found.name,
        description=found.bio,
        has_feed=True,
        # Who has published nothing yet is nobody's business.
        is_missing_when_empty=True,
        writer=found,
    )


@require_safe
def archive(
    request: SiteRequest, year: str, month: str = "", day: str = "", page: str = ""
) -> HttpResponse:
    given = int(year), int(month or 0), int(day or 0)
    articles = queries.articles_of_period(request.site, *given)
    return _list(
        request,
        articles,
        page,
        heading=_period_name(*given),
        is_missing_when_empty=True,
    )


def _period_name(year: int, month: int, day: int) -> str:
    first = date(year, month or 1, day or 1)
    if day:
        return formats.date_format(first, "DATE_FORMAT")
    return formats.date_format(first, "YEAR_MONTH_FORMAT") if month else str(year)


def _list(
    request: SiteRequest,
    articles: ArticleList,
    page: str,
    *,
    template: str = "newsroom/list.html",
    is_missing_when_empty: bool = False,
    has_feed: bool = False,
    **context: object,
) -> HttpResponse:
    if page == "1":
        return HttpResponsePermanentRedirect(quoted(articles.path))
    depends_on(layout(request.site.pk))
    number = int(page or 1)
    shown = articles.page(number)
    if is_missing_when_empty and not shown.total:
        raise NotFound(_("There is nothing at this address."))
    url = quoted(articles.path)
    context |= {
        "page": shown,
        "url": url if number == 1 else f"{url}page/{number}/",
        "feed_url": f"{url}feed/" if has_feed else "",
    }
    return render(request, template, context)


def _search(request: SiteRequest, page: str) -> HttpResponse:
    never_store()
    words = queries.searched_words(request.GET["s"])
    query = urlencode({"s": words})
    shown = queries.search_page(request.site, words, int(page or 1), query)
    return render(
        request, "newsroom/search.html", {"page": shown, "search_text": words}
    )
