"""The short way to a new article: one press from anywhere in the admin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from rejoinder.newsroom.models import Article, ArticleIndex


@require_safe
def new_article(request: HttpRequest) -> HttpResponse:
    """To Wagtail's form, which asks for the right to use it."""
    index = ArticleIndex.objects.get()
    return redirect(
        "wagtailadmin_pages:add", "newsroom", Article._meta.model_name, index.pk
    )
