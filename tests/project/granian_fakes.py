"""A request and its answer as Granian has them, without a socket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rejoinder.project.gateway import Answer


class Headers:
    """Granian's: names in lower case, a name may come twice."""

    def __init__(self, *items: tuple[str, str]) -> None:
        self._items = items

    def items(self) -> Iterable[tuple[str, str]]:
        return self._items

    def get(self, name: str, default: Any = None) -> Any:
        return next(iter(self.get_all(name)), default)

    def get_all(self, name: str) -> list[str]:
        return [value for given, value in self._items if given == name]


@dataclass
class Scope:
    path: str = "/"
    headers: Headers = field(default_factory=lambda: Headers(("host", "example.org")))
    method: str = "GET"
    query_string: str = ""
    http_version: str = "1.1"
    client: str = "192.0.2.7:5000"
    authority: str | None = None


@dataclass
class Protocol:
    """What was answered; a second answer to one request fails."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    #: What the application answered instead, for the server to send.
    made: Answer | None = None

    def response_bytes(
        self, status: int, headers: list[tuple[str, str]], body: bytes
    ) -> None:
        assert not self.status
        self.status, self.headers, self.body = status, dict(headers), body

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response_bytes(status, headers, b"")
