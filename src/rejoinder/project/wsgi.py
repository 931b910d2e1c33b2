"""The whole site as WSGI, for project.server and for other servers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def _whole_site() -> WSGIApplication:
    """Django, with the files in front of it that need neither it nor a database."""
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "rejoinder.project.settings.production"
    )
    pages = get_wsgi_application()  # sets Django up, which the others need
    from rejoinder.media.serving import WithRenditions
    from rejoinder.project.static_files import with_static_files

    return with_static_files(WithRenditions(pages))


application = _whole_site()
