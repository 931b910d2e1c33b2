"""Who gets to the desk at all, and the way back to where a moderator was."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed
from rejoinder.people.models import User
from rejoinder.people.roles import Capability
from rejoinder.web.redirects import own_path
from rejoinder.web.requests import SiteRequest

P = ParamSpec("P")
View = Callable[Concatenate[SiteRequest, P], HttpResponse]


def needs(capability: Capability) -> Callable[[View[P]], View[P]]:
    """Let a view be seen by whoever may do this on the site; others get 403.

    Somebody who is not logged in is sent to log in, and comes back to this page, or
    to the desk where the page only takes what is sent to it. Actions check again.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(
            request: SiteRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not request.user.is_authenticated:
                is_page = request.method in {"GET", "HEAD"}
                desk = reverse("moderation:queue")
                return redirect_to_login(request.get_full_path() if is_page else desk)
            if not signed_in(request).may(capability, request.site):
                raise NotAllowed(
                    _("This page is for the people who look after the site."),
                    code="staff-only",
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def signed_in(request: SiteRequest) -> User:
    """The account behind a request that `needs` let through."""
    return cast(User, request.user)


def way_back(request: SiteRequest, **more: str) -> str:
    """The page of the desk that a form came from, with `more` in its query.

    Only ever a page of the desk: the address comes with the form, and could be
    anybody's.
    """
    path, _mark, query = request.POST.get("back", "").partition("?")
    desk = reverse("moderation:queue")
    if not own_path(path).startswith(desk) or "/." in path:
        path, query = desk, ""
    kept = [pair for pair in parse_qsl(query) if pair[0] != "done"]
    encoded = urlencode([*kept, *more.items()])
    return f"{path}?{encoded}" if encoded else path
