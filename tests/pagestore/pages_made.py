"""Pages for tests, made without an application."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from rejoinder.pagestore.pages import DESCRIPTION, Page, make_page
from rejoinder.pagestore.store import PageStore

SITE = 1


def page(path: str = "/a/", text: str = "Hello.", **more: object) -> Page:
    values: dict[str, object] = {
        "content_type": "text/html; charset=utf-8",
        "language": "en",
        "tags": ["article:1"],
        "made_at": time.time(),
        "modified_at": 1_700_000_000,
    }
    return make_page(path=path, body=text.encode(), **values | more)  # type: ignore[arg-type]


def publish(
    store: PageStore,
    path: str = "/a/",
    text: str = "Hello.",
    tags: Mapping[str, float] | None = None,
    **more: object,
) -> bool:
    made = page(path, text, **more)
    return store.publish(SITE, made, tags or {"article:1": 0}, store.begin())


def read(store: PageStore, path: str = "/a/") -> None:
    """As a reader's request would note, whatever the file system keeps."""
    store.note_reading(SITE, path)


def unread(store: PageStore, path: str = "/a/") -> None:
    folder = store.folder_of(SITE, path)
    assert folder is not None
    status = os.stat(folder / DESCRIPTION)
    os.utime(folder / DESCRIPTION, ns=(status.st_mtime_ns - 1, status.st_mtime_ns))
