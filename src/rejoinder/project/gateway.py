"""From Granian's RSGI to WSGI and back: plain functions without a thread or loop."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit
from wsgiref.util import FileWrapper

from granian.rsgi import Scope

from rejoinder.project.bodies import MEMORY_BYTES

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

# A Proxy header would become HTTP_PROXY, which programs take for a setting
# (https://httpoxy.org); the others have a place of their own in WSGI.
DROPPED_HEADERS = frozenset({"proxy", "content-type", "content-length", "host"})

#: Beside the request: the site whose page is to be made for everybody, and kept; 0 for
#: a page that is made for whoever asks.
FOR_STORE = "rejoinder.store"

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;,\"']+)", re.IGNORECASE)
UTF_8_NAMES = frozenset({"utf-8", "utf8", "us-ascii"})


class UnusableRequest(Exception):
    """Not a request that any page could answer. One sentence."""


@dataclass(frozen=True)
class Answer:
    """`body` is whole, or a file at its start that the sender closes."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | BinaryIO


def environ_of(
    scope: Scope, body: BinaryIO, length: int, bound_url: str
) -> WSGIEnvironment:
    """The request as WSGI has it.

    Raises UnusableRequest for a path or host that is none.
    Spec: https://peps.python.org/pep-3333/#environ-variables
    """
    bound = urlsplit(bound_url)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _path_info(scope.path),
        "QUERY_STRING": _in_latin_1(scope.query_string),
        "CONTENT_TYPE": _content_type(scope.headers.get("content-type") or ""),
        "CONTENT_LENGTH": str(length),
        "SERVER_NAME": bound.hostname,
        "SERVER_PORT": str(bound.port),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client_address(scope.client),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": bound.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    _add_headers(environ, scope)
    return environ


def _path_info(path: str) -> str:
    """The path as WSGI carries it: bytes of UTF-8, written as Latin-1.

    Granian has undone the percent-encoding and put U+FFFD for what was not UTF-8.
    No address of ours has that, or a control character, which PostgreSQL and log
    files take badly.
    """
    if not path.startswith("/") or "\ufffd" in path or not _is_printable(path):
        raise UnusableRequest("This is not an address.")
    return _in_latin_1(path)


def _in_latin_1(text: str) -> str:
    """Bytes of UTF-8 written as Latin-1, as WSGI carries what is not ASCII."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _content_type(header: str) -> str:
    """Django takes any of Python's codecs for the charset, and fails at "hex"."""
    charset = _CHARSET.search(header)
    if charset and charset[1].lower() not in UTF_8_NAMES:
        raise UnusableRequest("Send this as UTF-8.")
    return header


def _is_printable(path: str) -> bool:
    return all(" " <= character != "\x7f" for character in path)


def _add_headers(environ: WSGIEnvironment, scope: Scope) -> None:
    hosts = [scope.authority] if scope.authority else []
    for name, value in scope.headers.items():
        if name == "host":
            hosts.append(value)
        # X_Forwarded_For would be taken for X-Forwarded-For, past every proxy that
        # strips the latter (CVE-2015-0219).
        if name in DROPPED_HEADERS or "_" in name:
            continue
        key = "HTTP_" + name.upper().replace("-", "_")
        joint = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    if len(set(hosts)) > 1:
        raise UnusableRequest("This names two hosts.")
    if hosts:
        environ["HTTP_HOST"] = hosts[0]


def client_address(client: str) -> str:
    """`127.0.0.1` of `127.0.0.1:5000`, also of `[::ffff:127.0.0.1]:5000`."""
    address = client.rpartition(":")[0].strip("[]")
    return address.removeprefix("::ffff:") if "." in address else address


def answer_of(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """Call the application and take its whole answer, in this thread.

    A long one goes to a file: neither the thread nor its database connection waits
    for a slow reader.
    """
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> object:
        started.append((status, headers))
        return None

    result = application(environ, start_response)  # type: ignore[arg-type]  # no write()
    if isinstance(result, FileWrapper):
        body: bytes | BinaryIO = cast(BinaryIO, result.filelike)
    else:
        body = _whole(result)
    status, headers = started[-1]
    return Answer(int(status.split(" ", 1)[0]), headers, body)


def _whole(result: Iterable[bytes]) -> bytes | BinaryIO:
    chunks: list[bytes] = []
    size = 0
    try:
        pieces = iter(result)
        for chunk in pieces:
            chunks.append(chunk)
            size += len(chunk)
            if size > MEMORY_BYTES:
                return _spooled(chunks, pieces)
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _spooled(chunks: list[bytes], rest: Iterable[bytes]) -> BinaryIO:
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - the sender closes it
    file.writelines(chunks)
    file.writelines(rest)
    file.seek(0)
    return file
