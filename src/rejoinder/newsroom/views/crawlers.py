"""What crawlers read first: the sitemap and robots.txt."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rejoinder.errors import NotFound
from rejoinder.newsroom.queries.sitemap import sitemap_file, sitemap_file_count
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.queries import site_origin
from rejoinder.sites.tags import layout
from rejoinder.web.requests import SiteRequest

# Pages for one reader, and doors for staff. `replytocom` gives every comment a page of
# its own that says the same.
ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /admin/
Disallow: /discussion/
Disallow: /moderation/
Disallow: /*?replytocom=
Disallow: /*?*replytocom=
Disallow: /*?unapproved=

Sitemap: {origin}/sitemap.xml
"""


@require_safe
def robots(request: SiteRequest) -> HttpResponse:
    body = ROBOTS.format(origin=site_origin(request.site))
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: SiteRequest) -> HttpResponse:
    """All addresses, or, past a thousand, the list of files that hold them."""
    count = sitemap_file_count(request.site)
    if count == 1:
        return sitemap_part(request, 1)
    context: dict[str, object] = {"numbers": range(1, count + 1)}
    return _xml(request, "newsroom/sitemap_index.xml", context)


@require_safe
def sitemap_part(request: SiteRequest, number: int) -> HttpResponse:
    if not 1 <= number <= sitemap_file_count(request.site):
        raise NotFound(_("There is nothing at this address."))
    context: dict[str, object] = {"entries": sitemap_file(request.site, number)}
    return _xml(request, "newsroom/sitemap.xml", context)


def _xml(
    request: SiteRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    depends_on(layout(request.site.pk))
    return render(
        request, template, context, content_type="application/xml; charset=utf-8"
    )
