"""Attachments of an old site, and what the pages here load of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.moving.posts import OLD, Post
from tests.newsroom.conftest import picture_file

UPLOADS = f"{OLD}/wp-content/uploads/"
PATH = "/2013/01/11/the-flood/"
LOADED = re.compile(r'<(?:img|source|script|iframe|embed)\b[^>]*?src(?:set)?="([^"]*)"')


def put_picture(folder: Path, path: str, kind: str = "JPEG") -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(picture_file(900, 600, kind).getvalue())


def attachment(
    path: str = "2013/01/bridge.jpg",
    number: int = 40,
    *,
    attached_file: str | None = None,
    alt: str = "A bridge",
    caption: str = "The old bridge",
    title: str = "Bridge",
    parent: int = 0,
    status: str = "inherit",
) -> Post:
    kept = path if attached_file is None else attached_file
    return Post(
        number,
        title,
        "",
        type="attachment",
        status=status,
        name=title.lower(),
        excerpt=caption,
        parent=parent,
        attachment_url=f"{UPLOADS}{path}",
        meta=(("_wp_attached_file", kept), ("_wp_attachment_image_alt", alt)),
    )


def image(path: str = "2013/01/bridge.jpg", more: str = 'alt="Seen"') -> str:
    return f'<img src="{UPLOADS}{path}" {more}/>'


def loaded(page: str) -> list[str]:
    return [url for url in LOADED.findall(page) if not url.startswith("/static/")]


def pictures_of(page: str) -> list[str]:
    return [url for url in loaded(page) if url.startswith("/media/")]


def content_of(answer: Any) -> bytes:
    """Read to its end, or else the file would stay open."""
    return b"".join(answer.streaming_content)
