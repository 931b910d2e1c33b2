"""Pages and stores to try things with."""

from __future__ import annotations

from typing import Any

from rejoinder.pagestore.pages import (
    DESCRIPTION,
    Page,
    make_page,
    read_description,
)
from rejoinder.pagestore.store import PageStore

BODY = "<!doctype html><p>Grüße aus <b>Zürich</b></p>".encode()


def a_page(path: str = "/grüße/", **values: Any) -> Page:
    values = {
        "content_type": "text/html; charset=utf-8",
        "language": "de",
        "body": BODY,
        "tags": ["article:1", "layout:1"],
        "made_at": 1_795_000_000.25,
        "modified_at": 1_795_000_000,
    } | values
    return make_page(path=path, **values)


def keep(
    store: PageStore,
    path: str,
    *tags: str,
    began: int | None = None,
    body: bytes = BODY,
    **values: Any,
) -> bool:
    """Make a page with these tags and put it in place, as if it took no time."""
    began = store.begin() if began is None else began
    page = a_page(path, body=body, tags=tags, **values)
    return store.publish(1, page, dict.fromkeys(tags, 0.0), began)


def stored_paths(store: PageStore) -> set[str]:
    """The pages that lie on the disk, whatever the index says."""
    files = (store.folder / "sites").rglob(DESCRIPTION)
    return {read_description(file.parent).path for file in files}
