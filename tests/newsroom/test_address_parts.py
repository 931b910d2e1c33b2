"""Paths and their parts, without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rejoinder.newsroom.addresses import (
    AddressFacts,
    exact_part,
    exact_path,
    expand_pattern,
    is_reserved,
    with_part,
)

FACTS = AddressFacts(
    local_time=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    article_id=42,
    part="ferry",
    section_path="news/city",
    author="ada",
)


@pytest.mark.parametrize(
    "pattern, path",
    [
        ("/%year%/%monthnum%/%day%/%postname%/", "/2026/03/04/ferry/"),
        ("/%postname%/", "/ferry/"),
        ("/%category%/%postname%/", "/news/city/ferry/"),
        ("/archives/%post_id%", "/archives/42/"),
        ("/%author%/%hour%-%minute%-%second%/%postname%", "/ada/05-06-07/ferry/"),
        ("/%year%/", "/2026/42/"),
        ("//%unknown%//%postname%", "/ferry/"),
        ("", "/42/"),
    ],
)
def test_pattern_of_wordpress_gives_its_path(pattern: str, path: str) -> None:
    assert expand_pattern(pattern, FACTS) == path


@pytest.mark.parametrize(
    "raw, path",
    [
        ("2011/05/Foo_Bar", "/2011/05/Foo_Bar/"),
        ("/a%20b/%E2%82%AC/", "/a b/€/"),
        ("/e\u0301/", "/é/"),
        ("", ""),
        ("//", ""),
        ("/a//b/", ""),
        ("/a/%2E%2E/b/", ""),
        ("/a%0Ab/", ""),
        ("/a%FF/", ""),
        ("/\ud800/", ""),
        (f"/{'x' * 1998}/", f"/{'x' * 1998}/"),
        (f"/{'x' * 1999}/", ""),
        (f"/{'é' * 1000}/", ""),
    ],
)
def test_path_from_elsewhere_is_kept_where_it_can_be(raw: str, path: str) -> None:
    assert exact_path(raw) == path


@pytest.mark.parametrize(
    "raw, part",
    [
        ("Foo_Bar.html", "Foo_Bar.html"),
        ("%D9%81%E2%80%8C%D8%A7", "ف\u200cا"),
        ("a/b", "a-b"),
        ("..", ""),
        ("\n", ""),
        ("é" * 101, "é" * 100),
    ],
)
def test_part_from_elsewhere_is_kept_where_it_can_be(raw: str, part: str) -> None:
    assert exact_part(raw) == part


@pytest.mark.parametrize(
    "path", ["/admin/", "/2024/", "/2024/11/24/", "/tag/x/", "/about/feed/", "/feed/"]
)
def test_paths_that_the_site_needs_are_reserved(path: str) -> None:
    assert is_reserved(path)


def test_other_paths_are_free() -> None:
    assert not is_reserved("/2024/11/24/feeding-time/")


def test_part_is_replaced_from_the_end() -> None:
    assert with_part("/2026/2026/", "2026", "new") == "/2026/new/"
    assert with_part("/2024/11/", "ferry", "new") is None
