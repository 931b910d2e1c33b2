"""How a draft will look: our own templates, in a frame of the admin."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rejoinder.newsroom import queries
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.pagestore.rendering import never_store
from rejoinder.sites.queries import current_path
from rejoinder.web.middleware import PREVIEW_POLICY
from rejoinder.web.requests import SiteRequest


def preview(request: HttpRequest, page: Article | PlainPage) -> HttpResponse:
    """The page without its thread. Only Wagtail's admin can ask for it."""
    never_store()
    ours = cast(SiteRequest, request)
    site = ours.site
    path = current_path(site, page.address_kind, page.pk or 0) or "/"
    if isinstance(page, Article):
        shown = queries.shown_article(page, site, path, timezone.now())
        context: dict[str, object] = {"article": shown, **_language_of(shown.teaser)}
        template = "newsroom/article.html"
    else:
        plain = queries.shown_page(page, site, path)
        context = {"page": plain, **_language_of(plain)}
        template = "newsroom/page.html"
    response = render(request, template, context | {"is_preview": True})
    response.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return response


def _language_of(shown: queries.Teaser | queries.ShownPage) -> dict[str, object]:
    return {"language": shown.language, "direction": shown.direction}
