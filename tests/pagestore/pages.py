"""Pages to store in tests."""

from __future__ import annotations

from pathlib import Path

from rejoinder.pagestore.pages import Page, make_page
from rejoinder.pagestore.store import PageStore

SITE = 1
PATH = "/2026/11/24/a-bridge/"
NOON = 1_795_000_000
BODY = b"<!doctype html><title>A bridge</title><p>" + b"It is for nobody. " * 200


def page(
    path: str = PATH,
    body: bytes = BODY,
    *,
    tags: tuple[str, ...] = ("thread:1",),
    content_type: str = "text/html; charset=utf-8",
    fresh_until: float = 0,
) -> Page:
    return make_page(
        path=path,
        content_type=content_type,
        language="en",
        body=body,
        tags=tags,
        made_at=NOON,
        modified_at=NOON,
        fresh_until=fresh_until,
    )


def new_store(folder: Path) -> PageStore:
    store = PageStore(folder)
    store.start_afresh()
    return store


def publish(store: PageStore, page: Page) -> None:
    tags = dict.fromkeys(page.description.tags, 0.0)
    assert store.publish(SITE, page, tags, store.begin())
