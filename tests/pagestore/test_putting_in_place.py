"""Pages are put in place, and found there."""

from __future__ import annotations

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.pages import NoSuchPage
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import BODY, keep, page


def test_published_page_is_read(store: PageStore) -> None:
    assert keep(store, "/a/", "article:1")
    assert store.page(1, "/a/").encodings["identity"] == BODY
    assert store.description(1, "/a/").tags == ("article:1",)


def test_published_page_is_of_its_site_alone(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    with pytest.raises(NoSuchPage):
        store.page(2, "/a/")


def test_page_lies_where_web_servers_look_for_it(store: PageStore) -> None:
    keep(store, "/2026/11/24/a/", "article:1")
    keep(store, "/", "front:1")
    sites = store.folder / "sites" / "1"
    assert (sites / "2026/11/24/a/index.html").read_bytes() == BODY
    assert (sites / "index.html").read_bytes() == BODY


def test_new_page_takes_the_place_of_the_old(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    keep(store, "/a/", "article:1", body=b"<p>new</p>")
    assert store.page(1, "/a/").encodings["identity"] == b"<p>new</p>"


def test_store_knows_how_large_it_is(store: PageStore) -> None:
    keep(store, "/a/", "article:1")
    keep(store, "/b/", "article:1")
    keep(store, "/b/", "article:1")
    each = sum(page("/a/").description.sizes.values())
    assert (store.size.pages, store.size.bytes) == (2, 2 * each)


def test_address_without_a_place_is_not_stored(store: PageStore) -> None:
    with pytest.raises(NoSuchPage):
        keep(store, "/a/../b/", "article:1")
    with pytest.raises(NoSuchPage):
        store.page(1, "/a/../b/")


def test_page_of_another_address_in_the_same_folder_is_not_given(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a file system be stranger than we know."""
    monkeypatch.setattr(store_module, "place_of", lambda path: path.lower().strip("/"))
    keep(store, "/A/", "article:1")
    with pytest.raises(NoSuchPage):
        store.page(1, "/a/")
    with pytest.raises(NoSuchPage):
        store.description(1, "/a/")
