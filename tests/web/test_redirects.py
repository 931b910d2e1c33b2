"""Where `next=` may lead: regression 36."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.web.redirects import SeeOther, own_path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/admin/",
        "/2026/11/24/der-fährmann/",
        "/2026/11/24/%D9%85%DB%8C%E2%80%8C%D8%B1%D9%88%D8%AF/",
        "/2026/11/24/می‌رود/?replytocom=5#respond",
        "/moderation/?state=held&page=2",
    ],
)
def test_a_path_of_ours_is_kept_as_it_is(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "admin/",
        "https://testserver/",
        "https://evil.example/",
        "javascript:alert(1)",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "\n//evil.example/",
        "/%252f%252fevil.example/",
        "/%25252525252f/evil.example/",
        "/a\r\nSet-Cookie: x=y",
        "/%0d%0aSet-Cookie: x=y",
        "/" + "a" * 2000,
    ],
)
def test_anything_else_leads_nowhere(path: str) -> None:
    assert own_path(path) == ""


def test_every_known_way_of_leading_away_is_refused(shared_data: Path) -> None:
    known = (shared_data / "ssrf/openredirects.txt").read_text().splitlines()
    assert len(known) > 50
    assert [path for path in known if path and own_path(path)] == []


def test_see_other_is_303() -> None:
    response = SeeOther("/account/")
    assert response.status_code == 303
    assert response["Location"] == "/account/"
