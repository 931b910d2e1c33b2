"""Static files and renditions, answered before Django and without the database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A file whose name carries the hash of its content never changes.
HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")
FOREVER = "max-age=31536000, public, immutable"

#: What renditions are made as. Anything else in the folder is offered as a download.
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def collect_static_files(steps: Steps) -> None:
    """Copy, name by content and compress what all rooms bring, where that changed.

    The stamp is written last, so an interrupted run is done again.
    """
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".made-from"
    fingerprint = _fingerprint()
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    root.mkdir(parents=True, exist_ok=True)
    with steps.step("Preparing style sheets and scripts"):
        call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint)


def _fingerprint() -> str:
    """Changes whenever a source file does: names, sizes and times of all of them."""
    lines = [repr(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            lines.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(lines))


def with_static_files(application: WSGIApplication) -> WSGIApplication:
    """Answers below /static/; everything else goes on to `application`."""
    files: Any = WhiteNoise(
        application,
        max_age=0
        if settings.STATIC_FILES_FROM_SOURCE
        else 3600,  # seconds, for names without a hash
        autorefresh=settings.STATIC_FILES_FROM_SOURCE,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: bool(HASHED_NAME.search(url)),
        add_headers_function=_add_headers,
    )
    if settings.STATIC_FILES_FROM_SOURCE:
        for finder in get_finders():
            for storage in getattr(finder, "storages", {}).values():
                files.add_files(storage.location, prefix=settings.STATIC_URL)
    else:
        files.add_files(settings.STATIC_ROOT, prefix=settings.STATIC_URL)
    return files  # type: ignore[no-any-return]  # WhiteNoise has no types


def _add_headers(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


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
    yield "X-Content-Type-Options", "nosniff"
    # Were it anything else than a picture after all, it could do nothing.
    yield "Content-Security-Policy", "sandbox; default-src 'none'"
