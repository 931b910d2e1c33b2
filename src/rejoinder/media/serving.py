"""Pictures for readers: the sizes that we made ourselves, and nothing else.

Answered in front of Django, without the database: a page brings several of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import storages
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The names are random and a changed picture gets a new one, so a copy never ages.
FOREVER = "max-age=31536000, public, immutable"

MEDIA_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    # Were it anything else than a picture after all, it could do nothing.
    ("Content-Security-Policy", "sandbox; default-src 'none'"),
)

#: What renditions are made as. Anything else in the folder is offered as a download.
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


class WithRenditions:
    """Answers below /media/ from the folder of renditions; originals lie elsewhere.

    Nothing else of the data folder can be reached: a path with anything but plain
    names, or that leads out of the folder through a link, is not found.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._folder = Path(storages["renditions"].path(""))

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if not path.startswith(settings.MEDIA_URL):
            return self._application(environ, start_response)
        file = self._file(path.removeprefix(settings.MEDIA_URL))
        if file is None:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"There is no such picture.\n"]
        answer: Iterable[bytes] = WhiteNoise.serve(file, environ, start_response)
        return answer

    def _file(self, raw_path: str) -> StaticFile | None:
        path = raw_path.encode("latin-1").decode("utf-8", "replace")
        names = path.split("/")
        if any(not name or name.startswith(".") for name in names):
            return None
        file = self._folder.joinpath(*names)
        try:
            is_ours = (
                file.is_file() and self._folder.resolve() in file.resolve().parents
            )
        except OSError:  # longer than any name of a file can be
            return None
        if not is_ours:
            return None
        return StaticFile(str(file), list(_picture_headers(file)))


def _picture_headers(file: Path) -> Iterable[tuple[str, str]]:
    kind = PICTURE_TYPES.get(file.suffix.lower())
    yield "Content-Type", kind or "application/octet-stream"
    if kind is None:
        yield "Content-Disposition", "attachment"
    yield "Cache-Control", FOREVER
    yield from MEDIA_HEADERS
