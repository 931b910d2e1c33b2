"""Styles and scripts, answered before Django and without the database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise import WhiteNoise

from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# A file whose name carries the hash of its content never changes.
HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")


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
