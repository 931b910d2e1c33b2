"""Pages and stores to try things with, and what became of them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from rejoinder.pagestore.pages import DESCRIPTION, Page, make_page, read_description
from rejoinder.pagestore.rows import Row
from rejoinder.pagestore.store import PageStore

SITE = 1
PATH = "/2026/11/24/a-bridge/"
NOON = 1_795_000_000
BODY = (
    "<!doctype html><title>Grüße</title><p>" + "The bridge is for nobody. " * 150
).encode()


def page(path: str = PATH, body: bytes = BODY, **values: Any) -> Page:
    """An article of noon; `values` are those of `make_page`."""
    usual = {
        "content_type": "text/html; charset=utf-8",
        "language": "en",
        "tags": ["thread:1"],
        "made_at": NOON,
        "modified_at": NOON,
    }
    return make_page(path=path, body=body, **usual | values)


def new_store(folder: Path) -> PageStore:
    store = PageStore(folder)
    store.start_afresh()
    return store


def publish(store: PageStore, page: Page) -> None:
    """As if making it had taken no time; it is wanted."""
    tags = dict.fromkeys(page.description.tags, 0.0)
    assert store.publish(SITE, page, tags, store.begin())


def keep(
    store: PageStore,
    path: str,
    *tags: str,
    began: int | None = None,
    body: bytes = BODY,
    **values: Any,
) -> bool:
    """Make a page with these tags; whether the store takes it, if it was `began`."""
    began = store.begin() if began is None else began
    made = page(path, body, tags=tags, **values)
    return store.publish(SITE, made, dict.fromkeys(tags, 0.0), began)


def read(store: PageStore, *paths: str) -> None:
    """As a reader's request notes it, whatever the file system keeps."""
    for path in paths:
        store.note_reading(SITE, path)


def unread(store: PageStore, path: str) -> None:
    folder = store.folder_of(SITE, path)
    assert folder is not None
    status = os.stat(folder / DESCRIPTION)
    os.utime(folder / DESCRIPTION, ns=(status.st_mtime_ns - 1, status.st_mtime_ns))


def stored_paths(store: PageStore) -> set[str]:
    """The pages that lie on the disk, whatever the index says."""
    files = (store.folder / "sites").rglob(DESCRIPTION)
    return {read_description(file.parent).path for file in files}


def due_paths(store: PageStore, within: float = 0) -> set[str]:
    return {row.path for row in store.index.due(time.time() + within, 1_000)}


def row_of(store: PageStore, path: str) -> Row:
    row = store.index.find(SITE, path)
    assert row is not None
    return row
