"""What is answered below /media/ before Django."""

from __future__ import annotations

import pytest

from tests.media.asking import ask_for


def test_other_paths_go_on_to_the_pages() -> None:
    assert ask_for("/about/").body == b"a page"


@pytest.mark.parametrize(
    "path", ["a.jpg", "a" * 300 + ".jpg", "a/" * 3000 + "b.jpg", "../keys/x", ""]
)
def test_picture_that_is_not_there_is_not_found(path: str) -> None:
    assert ask_for(f"/media/{path}").status == 404
