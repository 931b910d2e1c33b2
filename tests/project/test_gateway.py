"""A request as WSGI has it, and a WSGI answer taken whole."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any
from wsgiref.util import FileWrapper

import pytest

from rejoinder.project.bodies import MEMORY_BYTES
from rejoinder.project.gateway import (
    UnusableRequest,
    answer_of,
    client_address,
    environ_of,
)
from tests.project.granian_fakes import Headers, Scope


def environ(scope: Scope) -> dict[str, Any]:
    raw: Any = scope
    return environ_of(raw, io.BytesIO(b"body"), 4, "http://127.0.0.1:8000")


def test_path_is_utf_8_in_latin_1() -> None:
    path = environ(Scope(path="/café/سلام/"))["PATH_INFO"]
    assert path.encode("latin-1").decode("utf-8") == "/café/سلام/"


def test_request_carries_what_pages_ask_for() -> None:
    scope = Scope(
        method="POST",
        query_string="a=%C3%A9",
        headers=Headers(
            ("host", "example.org"),
            ("content-type", "text/plain"),
            ("accept-language", "de"),
        ),
    )
    made = environ(scope)
    assert made["REQUEST_METHOD"] == "POST"
    assert made["QUERY_STRING"] == "a=%C3%A9"
    assert made["HTTP_HOST"] == "example.org"
    assert made["CONTENT_TYPE"] == "text/plain"
    assert made["CONTENT_LENGTH"] == "4"
    assert made["HTTP_ACCEPT_LANGUAGE"] == "de"
    assert made["REMOTE_ADDR"] == "192.0.2.7"


def test_query_that_is_not_encoded_is_read_as_utf_8() -> None:
    query = environ(Scope(query_string="s=سلام"))["QUERY_STRING"]
    assert query.encode("latin-1").decode("utf-8") == "s=سلام"


@pytest.mark.parametrize("charset", ["hex", "latin-1", '"rot13"'])
def test_other_encoding_than_utf_8_is_refused(charset: str) -> None:
    header = ("content-type", f"text/plain; Charset={charset}")
    with pytest.raises(UnusableRequest):
        environ(Scope(headers=Headers(header)))


def test_utf_8_is_taken_under_its_names() -> None:
    header = ("content-type", 'application/json; charset="UTF-8"')
    assert environ(Scope(headers=Headers(header)))["CONTENT_TYPE"] == header[1]


def test_header_with_an_underscore_is_dropped() -> None:
    made = environ(Scope(headers=Headers(("x_forwarded_for", "203.0.113.1"))))
    assert "HTTP_X_FORWARDED_FOR" not in made


def test_proxy_header_is_dropped() -> None:
    assert "HTTP_PROXY" not in environ(Scope(headers=Headers(("proxy", "http://x"))))


def test_headers_that_come_twice_are_joined() -> None:
    made = environ(
        Scope(
            headers=Headers(
                ("cookie", "a=1"),
                ("cookie", "b=2"),
                ("x-forwarded-for", "192.0.2.1"),
                ("x-forwarded-for", "192.0.2.2"),
            )
        )
    )
    assert made["HTTP_COOKIE"] == "a=1; b=2"
    assert made["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,192.0.2.2"


@pytest.mark.parametrize("path", ["/\ufffd", "/a\0b", "/a\r\nb", "/a\x7f", "*", ""])
def test_path_that_is_no_address_is_refused(path: str) -> None:
    with pytest.raises(UnusableRequest):
        environ(Scope(path=path))


def test_two_hosts_are_refused() -> None:
    with pytest.raises(UnusableRequest):
        environ(Scope(headers=Headers(("host", "one"), ("host", "two"))))
    with pytest.raises(UnusableRequest):
        environ(Scope(authority="one", headers=Headers(("host", "two"))))


@pytest.mark.parametrize(
    ("client", "address"),
    [
        ("192.0.2.7:5000", "192.0.2.7"),
        ("[2001:db8::7]:5000", "2001:db8::7"),
        ("[::ffff:192.0.2.7]:5000", "192.0.2.7"),
    ],
)
def test_client_address_is_without_its_port(client: str, address: str) -> None:
    assert client_address(client) == address


def call(*chunks: bytes, status: str = "200 OK") -> Any:
    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response(status, [("Content-Type", "text/plain")])
        return iter(chunks)

    return answer_of(application, {})


def test_short_answer_is_bytes() -> None:
    answer = call(b"one", b"two", status="404 Not Found")
    assert (answer.status, answer.body) == (404, b"onetwo")
    assert answer.headers == [("Content-Type", "text/plain")]


def test_long_answer_is_a_file_at_its_start() -> None:
    answer = call(*[b"x" * MEMORY_BYTES] * 3)
    with answer.body as file:
        assert len(file.read()) == 3 * MEMORY_BYTES


def test_file_is_handed_over_open() -> None:
    content = io.BytesIO(b"a picture")

    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return FileWrapper(content)

    assert answer_of(application, {}).body is content


def test_result_is_closed_even_if_it_breaks() -> None:
    closed = []

    class Breaking:
        def __iter__(self) -> Any:
            yield b"half"
            raise ValueError

        def close(self) -> None:
            closed.append(True)

    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Breaking()

    with pytest.raises(ValueError):
        answer_of(application, {})
    assert closed
