"""Which requests a stored page answers, and that nothing in them changes its bytes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.pagestore.copies import Manner
from rejoinder.pagestore.store import PageStore
from rejoinder.project.gateway import FOR_STORE, Answer
from rejoinder.project.stored_pages import StoredPages
from rejoinder.web.addresses import READ_BY_PAGES
from rejoinder.web.holes import CONTENT_TYPE, FILLING, GOOD_FOR
from tests.pagestore.pages import BODY, PATH, SITE, new_store, page, publish
from tests.project.granian_fakes import Headers, Protocol, Scope

HOST = "news.example"
#: Every header that pages read for somebody, and some that nobody reads.
NAMES = (
    *("accept", "accept-language", "authorization", "user-agent", "referer", "origin"),
    *("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    *("x-original-url", "x-rewrite-url", "x-http-method-override", "x-forwarded-port"),
    *("sec-fetch-site", "cache-control", "pragma", "range", "if-range", "dnt", "via"),
    *("ghost-preview", "x-requested-with", "proxy", "x-forwarded-prefix", "te"),
)


class Application:
    """What stands behind the store: counts its calls, and may fill the store."""

    def __init__(self, keep: Callable[[], object] = lambda: None) -> None:
        #: What each call was for.
        self.calls: list[str] = []
        self.status = 200
        #: How long the contents of holes are good, and whether a cookie goes with them.
        self.good_for, self.sets_cookie = 0, True
        self._keep = keep

    async def __call__(self, beside: Mapping[str, object]) -> Answer:
        self.calls.append(" ".join(beside) or "request")
        await asyncio.sleep(0)
        if FOR_STORE in beside:
            self._keep()
        if FILLING in beside and self.status == 200:
            contents = json.dumps({"identity": "Hello, Ben."}).encode()
            headers = [
                ("Content-Type", CONTENT_TYPE),
                ("Cache-Control", f"{GOOD_FOR}{self.good_for}"),
                *[("Set-Cookie", "a=b")] * self.sets_cookie,
            ]
            return Answer(200, headers, contents)
        return Answer(self.status, [], b"made")


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    store = new_store(tmp_path / "pages")
    store.set_hosts({HOST: SITE})
    return store


@pytest.fixture
def pages(store: PageStore) -> Iterator[StoredPages]:
    pages = StoredPages(store, Manner())
    with ThreadPoolExecutor(1) as files:
        pages.read_in(files)
        yield pages


def request(
    path: str = PATH,
    *headers: tuple[str, str],
    method: str = "GET",
    query: str = "",
    hosts: tuple[str, ...] = (HOST,),
    authority: str | None = None,
) -> Any:
    named = [("host", host) for host in hosts]
    return Scope(path, Headers(*named, *headers), method, query, authority=authority)


def ask(
    pages: StoredPages, scope: Any, application: Application | None = None
) -> Protocol:
    """Status 0: it is left to the application, whose answer is `made`."""
    return asyncio.run(ask_in_loop(pages, scope, application or Application()))


async def ask_in_loop(
    pages: StoredPages, scope: Any, application: Application
) -> Protocol:
    protocol: Any = Protocol()
    if not pages.answer_at_once(scope, protocol):
        question = pages.question(scope)
        if question is not None:
            answer = await pages.answer(protocol, question, application)
            if answer is not None:
                protocol.made = answer
    answered: Protocol = protocol
    return answered


def test_a_stored_page_is_answered_without_the_application(
    store: PageStore, pages: StoredPages
) -> None:
    publish(store, page())
    application = Application()
    answer = ask(pages, request(), application)
    assert (answer.status, answer.body) == (200, BODY)
    assert application.calls == []


def test_a_page_within_reach_is_answered_at_once(
    store: PageStore, pages: StoredPages
) -> None:
    publish(store, page())
    protocol: Any = Protocol()
    assert not pages.answer_at_once(request(), protocol)
    ask(pages, request())
    assert pages.answer_at_once(request(), protocol)
    assert protocol.body == BODY


def test_head_gives_the_headers_of_get_alone(
    store: PageStore, pages: StoredPages
) -> None:
    publish(store, page())
    answer = ask(pages, request(method="HEAD"))
    assert answer.status == 200
    assert answer.body == b""
    assert answer.headers == ask(pages, request()).headers


def test_who_has_the_page_is_told_so(store: PageStore, pages: StoredPages) -> None:
    publish(store, page())
    etag = ask(pages, request()).headers["etag"]
    for method in ("GET", "HEAD"):
        scope = request(PATH, ("if-none-match", etag), method=method)
        answer = ask(pages, scope)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == etag


def test_the_encoding_asked_for_is_sent(store: PageStore, pages: StoredPages) -> None:
    publish(store, page())
    answer = ask(pages, request(PATH, ("accept-encoding", "br;q=0, gzip")))
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("name", READ_BY_PAGES)
def test_a_parameter_that_pages_read_goes_to_the_application(
    store: PageStore, pages: StoredPages, name: str
) -> None:
    publish(store, page())
    ask(pages, request())
    assert ask(pages, request(query=f"fbclid=1&{name}=1")).status == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "get"])
def test_whatever_else_is_asked_goes_to_the_application(
    store: PageStore, pages: StoredPages, method: str
) -> None:
    publish(store, page())
    assert pages.question(request(method=method)) is None


@pytest.mark.parametrize(
    ("hosts", "authority"),
    [
        (("evil.example",), None),
        ((), None),
        ((HOST, HOST), None),
        ((HOST, "evil.example"), None),
        (("evil.example",), HOST),
        ((HOST,), "evil.example"),
        ((HOST + ":80",), None),
    ],
)
def test_a_host_that_is_not_ours_or_not_clear_is_for_the_application(
    store: PageStore,
    pages: StoredPages,
    hosts: tuple[str, ...],
    authority: str | None,
) -> None:
    publish(store, page())
    scope = request(hosts=hosts, authority=authority)
    assert pages.question(scope) is None


@pytest.mark.parametrize(
    ("hosts", "authority"), [((HOST.upper(),), None), ((), HOST), ((HOST,), HOST)]
)
def test_a_host_that_is_ours_is_known_however_it_is_written(
    store: PageStore,
    pages: StoredPages,
    hosts: tuple[str, ...],
    authority: str | None,
) -> None:
    publish(store, page())
    assert ask(pages, request(hosts=hosts, authority=authority)).body == BODY


def test_a_store_that_knows_no_hosts_answers_nothing(tmp_path: Path) -> None:
    pages = StoredPages(new_store(tmp_path / "pages"), Manner())
    assert pages.question(request()) is None


@pytest.mark.parametrize(
    "path",
    [
        *("/static/web/site.css", "/media/a.jpg", "/account/login/", "/moderation/"),
        *("/admin/", "/../secret/", "//", "/A/", "/a\\b/", "/a.html/", "/" + "a" * 900),
    ],
)
def test_what_has_no_place_is_not_made_for_the_store(
    pages: StoredPages, path: str
) -> None:
    application = Application()
    ask(pages, request(path), application)
    assert application.calls == ["request"]


def test_many_who_ask_at_once_wait_for_one_page(
    store: PageStore, pages: StoredPages
) -> None:
    application = Application(lambda: publish(store, page()))

    async def all_ask() -> list[Protocol]:
        asking = [ask_in_loop(pages, request(), application) for _ in range(40)]
        return list(await asyncio.gather(*asking))

    answers = asyncio.run(all_ask())
    assert application.calls == [FOR_STORE]
    assert {answer.body for answer in answers} == {BODY}


def test_what_is_not_kept_is_answered_by_the_application(pages: StoredPages) -> None:
    application = Application()
    assert ask(pages, request(), application).status == 0
    assert application.calls == [FOR_STORE]
    assert ask(pages, request(), application).status == 0
    assert application.calls == [FOR_STORE, "request"]


QUERY = st.text("abcxyz=&;_-/", max_size=20).filter(
    lambda text: (
        not {part.partition("=")[0] for part in text.split("&")} & set(READ_BY_PAGES)
    )
)
WORDS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    query=QUERY,
    headers=st.lists(st.tuples(st.sampled_from(NAMES), WORDS), max_size=6),
    cookies=st.lists(st.tuples(WORDS, WORDS), max_size=3),
)
def test_nothing_but_the_address_changes_what_is_answered(
    store: PageStore,
    pages: StoredPages,
    query: str,
    headers: list[tuple[str, str]],
    cookies: list[tuple[str, str]],
) -> None:
    """Regression 30: a header or parameter changed the page but not its key."""
    publish(store, page())
    plain = ask(pages, request())
    sent = [("cookie", f"_{name}={value}") for name, value in cookies]
    application = Application()
    answer = ask(pages, request(PATH, *headers, *sent, query=query), application)
    assert application.calls == []
    assert (answer.status, answer.body) == (200, plain.body)
    assert answer.headers == plain.headers
