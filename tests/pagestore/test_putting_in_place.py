"""Pages are put in place, and found there."""

from __future__ import annotations

import pytest

from rejoinder.pagestore import store as store_module
from rejoinder.pagestore.pages import NoSuchPage
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import BODY, NOON, keep, page


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


def date_of(store: PageStore) -> int:
    return store.description(1, "/a/").modified_at


def test_page_that_is_the_same_keeps_its_date(store: PageStore) -> None:
    keep(store, "/a/", "article:1", modified_at=NOON)
    keep(store, "/a/", "article:1", modified_at=NOON + 9)
    assert date_of(store) == NOON


def test_page_that_differs_has_the_date_of_its_making(store: PageStore) -> None:
    keep(store, "/a/", "article:1", modified_at=NOON)
    keep(store, "/a/", "article:1", modified_at=NOON + 9, body=b"<p>new</p>")
    assert date_of(store) == NOON + 9


def test_pages_of_one_second_have_dates_that_differ(store: PageStore) -> None:
    """Whoever asks by the date alone would keep the first of them."""
    for number, body in enumerate((b"<p>1</p>", b"<p>2</p>", b"<p>3</p>")):
        keep(store, "/a/", "article:1", modified_at=NOON, body=body)
        assert date_of(store) == NOON + number
        assert store.page(1, "/a/").encodings["identity"] == body


def test_page_is_not_dated_back_when_the_clock_was(store: PageStore) -> None:
    keep(store, "/a/", "article:1", modified_at=NOON)
    keep(store, "/a/", "article:1", modified_at=NOON - 60, body=b"<p>new</p>")
    assert date_of(store) == NOON + 1
