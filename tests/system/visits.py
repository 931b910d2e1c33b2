"""Asking a server for a page, with nothing in between that would change a header."""

from __future__ import annotations

import http.client
from contextlib import closing
from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True)
class Visit:
    status: int
    headers: Message
    body: bytes

    def named(self, *names: str) -> dict[str, str | None]:
        return {name: self.headers.get(name) for name in names}


def visit(port: int, path: str, method: str = "GET", **headers: str) -> Visit:
    """`If_None_Match='"…"'` stands for a header. The path is sent as it is."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(connection):
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return Visit(answer.status, answer.headers, answer.read())
