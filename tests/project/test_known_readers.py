"""Readers with a cookie of ours: the stored page, with the holes filled for them."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rejoinder.pagestore.copies import Manner
from rejoinder.pagestore.own_writes import cookie_value
from rejoinder.pagestore.pages import Hole
from rejoinder.pagestore.store import PageStore
from rejoinder.project.gateway import FOR_STORE, Answer
from rejoinder.project.stored_pages import StoredPages
from rejoinder.web.holes import FILLING
from tests.pagestore.pages import PATH, SITE, new_store, page, publish
from tests.project.test_stored_pages import HOST, Application, ask, request

BODY = b"<p>Comments</p><form>Who are you?</form>"
HOLE = Hole("identity", 21, 33)
GUEST = ("cookie", "a=1; rejoinder_guest=key")


def put(store: PageStore, made_at: float = 0, *, has_hole: bool = True) -> None:
    holes = [HOLE] if has_hole else []
    publish(store, page(PATH, BODY, holes=holes, made_at=made_at or time.time()))


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    store = new_store(tmp_path / "pages")
    store.set_hosts({HOST: SITE})
    return store


@pytest.fixture
def pages(store: PageStore) -> Iterator[StoredPages]:
    pages = StoredPages(store, Manner((("x-safe", "yes"),)))
    with ThreadPoolExecutor(1) as files:
        pages.read_in(files)
        yield pages


def answer_to(
    pages: StoredPages, application: Application, *headers: tuple[str, str]
) -> Answer:
    made = ask(pages, request(PATH, *headers), application).made
    assert made is not None
    return made


def test_the_holes_are_filled(store: PageStore, pages: StoredPages) -> None:
    put(store)
    application = Application()
    answer = answer_to(pages, application, GUEST)
    assert answer.body == b"<p>Comments</p><form>Hello, Ben.</form>"
    assert application.calls == [FILLING]
    headers = dict(answer.headers)
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-safe"] == "yes"
    assert headers["Set-Cookie"] == "a=b"
    assert "etag" not in headers


@pytest.fixture
def same_guest() -> Application:
    """Who may be told the same again."""
    application = Application()
    application.good_for, application.sets_cookie = 30, False
    return application


def test_the_same_guest_is_not_asked_about_again(
    store: PageStore, pages: StoredPages, same_guest: Application
) -> None:
    put(store)
    first = answer_to(pages, same_guest, GUEST)
    other_cookies = ("cookie", "b=2; rejoinder_guest=key")
    assert answer_to(pages, same_guest, other_cookies).body == first.body
    assert same_guest.calls == [FILLING]


@pytest.mark.parametrize(
    "cookies",
    [
        "rejoinder_guest=other",
        "rejoinder_guest=key; rejoinder_session=x",
        "rejoinder_guest=key; rejoinder_posted=n.1",
    ],
)
def test_another_reader_is_asked_about(
    store: PageStore, pages: StoredPages, same_guest: Application, cookies: str
) -> None:
    put(store)
    answer_to(pages, same_guest, GUEST)
    answer_to(pages, same_guest, ("cookie", cookies))
    assert same_guest.calls == [FILLING, FILLING]


def test_what_the_reader_had_in_an_older_page_is_not_good_any_more(
    store: PageStore, pages: StoredPages, same_guest: Application
) -> None:
    put(store)
    answer_to(pages, same_guest, GUEST)
    put(store, time.time() + 1)
    answer_to(pages, same_guest, GUEST)
    assert same_guest.calls == [FILLING, FILLING]


@pytest.mark.parametrize(("good_for", "sets_cookie"), [(0, False), (30, True)])
def test_what_may_change_or_comes_with_a_cookie_is_asked_for_each_time(
    store: PageStore, pages: StoredPages, good_for: int, sets_cookie: bool
) -> None:
    put(store)
    application = Application()
    application.good_for, application.sets_cookie = good_for, sets_cookie
    answer_to(pages, application, GUEST)
    answer_to(pages, application, GUEST)
    assert application.calls == [FILLING, FILLING]


def test_a_filled_page_is_compressed(store: PageStore, pages: StoredPages) -> None:
    put(store)
    accepts = ("accept-encoding", "gzip, br")
    answer = answer_to(pages, Application(), GUEST, accepts)
    assert dict(answer.headers)["content-encoding"] == "gzip"
    assert isinstance(answer.body, bytes)
    assert gzip.decompress(answer.body).endswith(b"<form>Hello, Ben.</form>")


def test_a_page_without_holes_is_the_same_for_all(
    store: PageStore, pages: StoredPages
) -> None:
    put(store, has_hole=False)
    application = Application()
    assert answer_to(pages, application, GUEST).body == BODY
    assert application.calls == []


def test_a_page_that_is_not_stored_is_made_and_filled(
    store: PageStore, pages: StoredPages
) -> None:
    application = Application(lambda: put(store))
    answer = answer_to(pages, application, GUEST)
    assert answer.body == b"<p>Comments</p><form>Hello, Ben.</form>"
    assert application.calls == [FOR_STORE, FILLING]


def test_what_is_not_kept_is_made_for_the_reader(pages: StoredPages) -> None:
    application = Application()
    assert answer_to(pages, application, GUEST).body == b"made"
    assert application.calls == [FOR_STORE, "request"]


def test_without_a_database_the_holes_are_as_for_everybody(
    store: PageStore, pages: StoredPages
) -> None:
    put(store)
    application = Application()
    application.status = 503
    assert answer_to(pages, application, GUEST).body == BODY


def test_a_sentence_that_waits_is_shown_by_the_application(
    store: PageStore, pages: StoredPages
) -> None:
    put(store)
    application = Application()
    cookie = ("cookie", "rejoinder_session=x; messages=y")
    assert answer_to(pages, application, cookie).body == b"made"
    assert application.calls == ["request"]


def posted(store: PageStore, at: float) -> tuple[str, str]:
    return "cookie", f"rejoinder_posted={cookie_value(store.node, at)}"


def test_whoever_changed_something_gets_a_page_made_after_it(
    store: PageStore, pages: StoredPages
) -> None:
    now = time.time()
    put(store, now - 5)
    application = Application(lambda: put(store, now + 1))
    assert answer_to(pages, application, posted(store, now)).body == BODY
    assert application.calls == [FOR_STORE]
    assert answer_to(pages, application, posted(store, now)).body == BODY
    assert application.calls == [FOR_STORE]


def test_whoever_changed_something_before_gets_the_page_as_it_is(
    store: PageStore, pages: StoredPages
) -> None:
    put(store)
    application = Application()
    answer = answer_to(pages, application, posted(store, time.time() - 5))
    assert answer.body == BODY
    assert application.calls == []


def test_without_a_database_the_page_of_before_is_better_than_none(
    store: PageStore, pages: StoredPages
) -> None:
    put(store, time.time() - 5)
    application = Application()
    application.status = 503
    assert answer_to(pages, application, posted(store, time.time())).body == BODY


def test_a_page_with_comments_is_not_served_for_ever_without_contact(
    store: PageStore,
) -> None:
    pages = StoredPages(store, Manner(), offline_seconds=0.0)
    put(store)
    store.say_connected(None)
    with ThreadPoolExecutor(1) as files:
        pages.read_in(files)
        application = Application()
        assert ask(pages, request(PATH), application).body == BODY
        publish(store, page(PATH, BODY, made_at=time.time(), shows_people=True))
        assert ask(pages, request(PATH), application).made is not None
