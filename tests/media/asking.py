"""A request for a picture, as the server passes it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rejoinder.media.serving import WithRenditions


@dataclass(frozen=True)
class Served:
    status: int
    headers: dict[str, str]
    body: bytes


def ask_for(path: str) -> Served:
    """The answer below /media/; b"a page" where Django would be asked."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
        started.append((status, list(headers)))

    def pages(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"a page"]

    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET"}
    answer: Any = WithRenditions(pages)(environ, start_response)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    status, headers = started[-1]
    return Served(int(status.split()[0]), dict(headers), body)
