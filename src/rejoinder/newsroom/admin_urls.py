"""Wagtail's admin, where each change of a page is one transaction.

Its views publish, unpublish and move in several: a crash between them would leave a
page without its address, or readers with what was taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.urls import urlpatterns as wagtail_patterns
from wagtail.utils.urlpatterns import decorate_urlpatterns

View = Callable[..., HttpResponse]


def in_one_transaction(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return answer


def _is_of_pages(pattern: Any) -> bool:
    return str(pattern.pattern) in {"pages/", "api/"}


# In place: the patterns are made once, and nobody but newsroom.urls takes them.
decorate_urlpatterns(
    [pattern for pattern in wagtail_patterns if _is_of_pages(pattern)],
    in_one_transaction,
)
urlpatterns = wagtail_patterns
