"""Stored pages over HTTP, from the real server."""

from __future__ import annotations

import gzip
import http.client
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import brotli
import pytest

from rejoinder.pagestore.store import PageStore
from rejoinder.web.headers import PUBLIC_HEADERS
from tests.pagestore.pages import BODY, SITE, page, publish
from tests.running import RunningSite, wait_until
from tests.system.visits import visit

#: No page of the site: whoever gets it got it from the store.
PATH = "/only-in-the-store/"
TAG = "thread:0"
ROUNDS = 20


@pytest.fixture(scope="module")
def site(
    made_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    data = tmp_path_factory.mktemp("stored") / "data"
    shutil.copytree(made_site, data)
    site = RunningSite(data, environment={"REJOINDER_PROCESSES": "2"})
    yield site.start()
    site.stop()


@pytest.fixture
def store(site: RunningSite) -> PageStore:
    """The site's own, with one page in it."""
    store = PageStore(site.data / "pages")
    if not store.index.is_usable:
        store.start_afresh()
    store.set_hosts({f"127.0.0.1:{site.port}": SITE})
    publish(store, page(PATH, tags=(TAG,)))
    wait_until(lambda: visit(site.port, PATH).status == 200, "the host is known")
    return store


def test_a_stored_page_is_answered_in_the_encoding_asked_for(
    site: RunningSite, store: PageStore
) -> None:
    assert visit(site.port, PATH).body == BODY
    packed = visit(site.port, PATH, Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == BODY
    assert packed.headers["Content-Encoding"] == "gzip"
    small = visit(site.port, PATH, Accept_Encoding="gzip, deflate, br")
    assert brotli.decompress(small.body) == BODY
    assert small.headers["Content-Length"] == str(len(small.body))
    assert small.headers["Vary"] == "Accept-Encoding"


def test_a_stored_page_has_the_security_headers_of_every_page(
    site: RunningSite, store: PageStore
) -> None:
    names = [name for name, _value in PUBLIC_HEADERS]
    stored, made = visit(site.port, PATH), visit(site.port, "/account/login/")
    assert stored.named(*names) == made.named(*names) == dict(PUBLIC_HEADERS)


def test_the_headers_alone_and_nothing_new_come_without_a_body(
    site: RunningSite, store: PageStore
) -> None:
    """Over one connection, which would be out of step if a body came along."""
    host = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    with closing(host) as connection:
        for _ in range(ROUNDS):
            connection.request("HEAD", PATH)
            head = connection.getresponse()
            assert (head.status, head.read()) == (200, b"")
            assert head.headers["Content-Length"] == str(len(BODY))
            etag = head.headers["ETag"]
            connection.request("GET", PATH, headers={"If-None-Match": etag})
            unchanged = connection.getresponse()
            assert (unchanged.status, unchanged.read()) == (304, b"")
            assert unchanged.headers["ETag"] == etag
            connection.request("GET", PATH)
            assert connection.getresponse().read() == BODY


def test_every_process_sees_a_change_at_its_next_request(
    site: RunningSite, store: PageStore
) -> None:
    """The kernel deals connections out; so many reach all the processes."""
    for number in range(ROUNDS):
        body = BODY + str(number).encode()
        publish(store, page(PATH, body, tags=(TAG,)))
        assert {visit(site.port, PATH).body for _ in range(8)} == {body}
        store.take_out([TAG])
        assert {visit(site.port, PATH).status for _ in range(8)} == {404}


def test_a_body_that_nobody_reads_does_not_put_the_connection_out_of_step(
    site: RunningSite, store: PageStore
) -> None:
    """What follows it on the connection must not be taken for a request, or the other
    way round: that is how one reader gets another's answer."""
    visit(site.port, PATH)
    smuggled = b"GET /smuggled/ HTTP/1.1\r\nHost: x\r\n\r\n"
    host = f"Host: 127.0.0.1:{site.port}\r\n".encode()
    first = b"GET " + PATH.encode() + b" HTTP/1.1\r\n" + host
    first += b"Content-Length: %d\r\n\r\n" % len(smuggled) + smuggled
    last = b"HEAD " + PATH.encode() + b" HTTP/1.1\r\n" + host
    last += b"Connection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        connection.sendall(first + last)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    assert received.count(b"HTTP/1.1 200 OK") == received.count(b"HTTP/1.1 ") == 2


@pytest.mark.parametrize(
    "query", ["fbclid=Iw.AR0-x", "utm_source=a&utm_medium=b", "x", "a=b=c&&"]
)
def test_parameters_that_no_page_reads_change_nothing(
    site: RunningSite, store: PageStore, query: str
) -> None:
    assert visit(site.port, f"{PATH}?{query}", Cookie="_ga=GA1.2.3").body == BODY


def test_what_matters_to_a_page_reaches_the_application(
    site: RunningSite, store: PageStore
) -> None:
    assert visit(site.port, f"{PATH}?replytocom=5").status == 404
    assert visit(site.port, PATH, Cookie="a=1; messages=x").status == 404
    assert visit(site.port, PATH, "POST", Content_Length="0").status != 200


@pytest.mark.parametrize(
    "path",
    [
        *("/only-in-the-store", "//only-in-the-store/", "/only-in-the-store//"),
        *("/x/../only-in-the-store/", "/only-in-the-store/index.html"),
        *("/only-in-the-store/.page", "/only-in-the-store/%00", "/Only-in-the-store/"),
        *("/x/..%2fonly-in-the-store/", "/.%2fonly-in-the-store/"),
    ],
)
def test_no_other_address_leads_to_a_stored_page(
    site: RunningSite, store: PageStore, path: str
) -> None:
    """Regression 32: two addresses of one file."""
    assert visit(site.port, path).status != 200


def test_a_stored_page_goes_on_without_the_application(
    site: RunningSite, store: PageStore
) -> None:
    database = site.data / "rejoinder.sqlite3"
    away = database.with_suffix(".away")
    database.rename(away)
    try:
        assert {visit(site.port, PATH).status for _ in range(8)} == {200}
    finally:
        away.replace(database)
