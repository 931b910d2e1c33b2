"""The whole site as WSGI, for project.server and for other servers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def pages_application() -> WSGIApplication:
    """Django alone, set up: what makes pages."""
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "rejoinder.project.settings.production"
    )
    return get_wsgi_application()


def _whole_site() -> WSGIApplication:
    """Django, with the files in front of it that need neither it nor a database."""
    pages = pages_application()
    from django.conf import settings

    from rejoinder.media.serving import WithRenditions
    from rejoinder.pagestore.local import local_store
    from rejoinder.project.static_files import with_static_files
    from rejoinder.project.storing import StoringApplication

    if settings.PAGES_ARE_KEPT:
        pages = StoringApplication(pages, local_store(), settings.BOUND_URL)
    return with_static_files(WithRenditions(pages))


application = _whole_site()
