"""What the newsroom gives every template."""

from __future__ import annotations

from django.http import HttpRequest

from rejoinder.newsroom.queries.navigation import Navigation


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation`: sections and pages, read when a template shows them."""
    site = getattr(request, "site", None)
    return {"navigation": Navigation(site)} if site is not None else {}
