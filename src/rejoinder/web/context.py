"""What every template is given. Costs an anonymous reader no query."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from rejoinder.sites.languages import direction_of
from rejoinder.sites.models import Site
from rejoinder.sites.queries import site_origin


def page(request: HttpRequest) -> dict[str, object]:
    """`site`, `origin`, `language`, `direction` and, lazily, `role`.

    A page in another language than the reader's site (an article) passes its own
    `language` and `direction`, which go before these.
    """
    language = get_language() or "en"
    context: dict[str, object] = {
        "language": language,
        "direction": direction_of(language),
        "role": "",
    }
    site: Site | None = getattr(request, "site", None)
    if site is not None:
        context |= {
            "site": site,
            "origin": site_origin(site),
            "role": SimpleLazyObject(lambda: _role(request, site)),
        }
    return context


def _role(request: HttpRequest, site: Site) -> str:
    """The role of whoever is signed in, or ''. Asked only where a template does."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return user.role_on(site) or ""
