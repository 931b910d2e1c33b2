"""Files to download: which kinds are taken, and how each is sent out."""

from __future__ import annotations

import os

from django.utils.translation import gettext as _

from rejoinder.errors import Malformed

#: Extension and content type. Nothing that a browser would run: no HTML, SVG, XML or
#: script. All go out as attachments, in a sandbox, whatever their type.
CONTENT_TYPES = {
    "3gp": "video/3gpp",
    "aac": "audio/aac",
    "avi": "video/x-msvideo",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "flac": "audio/flac",
    "ics": "text/calendar",
    "m4a": "audio/mp4",
    "m4v": "video/x-m4v",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "mpeg": "video/mpeg",
    "mpg": "video/mpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "wav": "audio/wav",
    "webm": "video/webm",
    "wma": "audio/x-ms-wma",
    "wmv": "video/x-ms-wmv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
EXTENSIONS = tuple(CONTENT_TYPES)

#: An attachment that is opened all the same can do nothing: no script, no origin.
DOWNLOAD_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def check_file_name(name: str) -> str:
    """The extension, in lower case. Raises Malformed for a kind that is not taken."""
    extension = os.path.splitext(name)[1].lower().removeprefix(".")
    if extension not in CONTENT_TYPES:
        raise Malformed(
            _("Files of this kind are not taken. These are: %(kinds)s.")
            % {"kinds": ", ".join(EXTENSIONS)},
            code="file-kind",
            field="file",
        )
    return extension
