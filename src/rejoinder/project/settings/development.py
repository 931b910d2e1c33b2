"""For developers: templates and static files are read anew at each request,
and no page is kept."""

from rejoinder.project.settings.base import *  # noqa: F403
from rejoinder.project.settings.base import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_FILES_FROM_SOURCE = True
PAGES_ARE_KEPT = False
