"""Serving what is public: the sizes of pictures that we made ourselves."""

from __future__ import annotations

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import http_date
from django.views.decorators.http import require_safe

CONTENT_TYPES = {
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
# The names are random and a changed picture gets a new one, so a copy never ages.
A_YEAR = "public, max-age=31536000, immutable"


@require_safe
def public_picture(request: HttpRequest, name: str) -> FileResponse:
    """A file of the public folder by its type's fixed name; 404 for all else."""
    content_type = CONTENT_TYPES.get(name.rpartition(".")[2])
    storage = storages["renditions"]
    try:
        if content_type is None or not storage.exists(name):
            raise Http404
        file = storage.open(name)
        modified_at = storage.get_modified_time(name)
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=content_type)
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Last-Modified"] = http_date(modified_at.timestamp())
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
