"""What is answered below /media/ before Django."""

from __future__ import annotations

from typing import Any

import pytest

from rejoinder.project.static_files import WithRenditions


def status_of(path: str) -> str:
    started: list[str] = []

    def start_response(status: str, headers: Any) -> None:
        started.append(status)

    pages: Any = WithRenditions(lambda environ, start: [b"a page"])  # type: ignore[arg-type]
    list(pages({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, start_response))
    return started[-1] if started else "a page"


def test_other_paths_go_on_to_the_pages() -> None:
    assert status_of("/about/") == "a page"


@pytest.mark.parametrize(
    "path", ["a.jpg", "a" * 300 + ".jpg", "a/" * 3000 + "b.jpg", "../keys/x", ""]
)
def test_picture_that_is_not_there_is_not_found(path: str) -> None:
    assert status_of(f"/media/{path}") == "404 Not Found"
