"""What the server itself decides about a request, before any page is asked."""

from __future__ import annotations

import http.client
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from tests.running import RunningSite


@pytest.fixture(scope="module")
def site(
    made_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    data = tmp_path_factory.mktemp("requests") / "data"
    shutil.copytree(made_site, data)
    site = RunningSite(data, environment={"REJOINDER_MAX_UPLOAD_BYTES": "2000000"})
    yield site.start()
    site.stop()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture
def ask(site: RunningSite) -> Ask:
    def ask_site(
        method: str, path: str, body: bytes | None = None, **headers: str
    ) -> Answer:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        with closing(connection):
            connection.request(method, path, body, names)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    return ask_site


def send(site: RunningSite, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        connection.sendall(raw)
        return connection.recv(65536)


def test_static_file_is_named_by_its_content_and_kept_for_ever(
    site: RunningSite, ask: Ask
) -> None:
    static = site.data / "static"
    path = next(static.rglob("*.????????????.css")).relative_to(static)
    answer = ask("GET", f"/static/{path}", Accept_Encoding="gzip")
    assert answer.status == 200
    assert "immutable" in str(answer.headers.get("Cache-Control"))
    assert answer.headers.get("Content-Encoding") == "gzip"
    assert answer.headers.get("X-Content-Type-Options") == "nosniff"


def test_rendition_is_served_and_can_do_nothing(site: RunningSite, ask: Ask) -> None:
    folder = site.data / "media" / "public" / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "picture.png").write_bytes(b"<script>")
    answer = ask("GET", "/media/ab/picture.png")
    assert answer.status == 200
    assert answer.headers.get("Content-Type") == "image/png"
    assert answer.headers.get("X-Content-Type-Options") == "nosniff"
    assert "sandbox" in str(answer.headers.get("Content-Security-Policy"))
    assert "immutable" in str(answer.headers.get("Cache-Control"))


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/ab",
        "/media/../originals/secret.txt",
        "/media/%2e%2e/originals/secret.txt",
        "/media/ab/../../originals/secret.txt",
        "/media//etc/passwd",
        "/media/.hidden",
        "/media/link/secret.txt",
        "/static/../keys/signing.key",
        "/static/%2e%2e/keys/signing.key",
    ],
)
def test_nothing_but_renditions_can_be_reached(
    site: RunningSite, ask: Ask, path: str
) -> None:
    originals = site.data / "media" / "originals"
    public = site.data / "media" / "public"
    for folder in (originals, public / "ab"):
        folder.mkdir(parents=True, exist_ok=True)
    (originals / "secret.txt").write_text("secret")
    (public / ".hidden").write_text("secret")
    if not (public / "link").exists():
        (public / "link").symlink_to(originals)
    assert ask("GET", path).status == 404


def test_head_has_the_length_and_no_body(ask: Ask) -> None:
    whole = ask("GET", "/")
    head = ask("HEAD", "/")
    assert head.status == 200
    assert head.headers["Content-Length"] == str(len(whole.body))
    assert head.body == b""


@pytest.mark.parametrize("path", ["/%ff%fe/", "/a%00b/", "/a%0ab/"])
def test_address_that_is_none_is_refused(ask: Ask, path: str) -> None:
    assert ask("GET", path).status == 400


def test_two_hosts_are_refused(site: RunningSite) -> None:
    raw = b"GET / HTTP/1.1\r\nHost: one\r\nHost: two\r\n\r\n"
    assert send(site, raw).startswith(b"HTTP/1.1 400")


def test_host_that_is_not_ours_is_refused(ask: Ask) -> None:
    assert ask("GET", "/", Host="example.net").status == 400


def test_body_over_the_limit_is_refused_in_words(ask: Ask) -> None:
    answer = ask("POST", "/account/login/", b"x" * 3_000_000)
    assert answer.status == 413
    assert b"larger than" in answer.body


def test_body_without_its_length_is_refused(site: RunningSite) -> None:
    host = f"127.0.0.1:{site.port}".encode()
    raw = (
        b"POST / HTTP/1.1\r\nHost: " + host + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert send(site, raw + b"0\r\n\r\n").startswith(b"HTTP/1.1 411")


def test_slow_bodies_do_not_keep_others_from_their_pages(
    site: RunningSite, ask: Ask
) -> None:
    host = f"Host: 127.0.0.1:{site.port}\r\n".encode()
    slow = [
        socket.create_connection(("127.0.0.1", site.port), timeout=30)
        for _ in range(40)
    ]
    for connection in slow:
        connection.sendall(
            b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 900\r\n\r\nhalf"
        )
    assert ask("GET", "/").status == 200
    for connection in slow:
        connection.close()
