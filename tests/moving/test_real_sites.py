"""The real exports of other people, taken in whole, twice, and walked through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from rejoinder.discussion.checks import find_problems
from rejoinder.discussion.models import Comment, CommentState
from rejoinder.errors import Malformed
from rejoinder.newsroom.checks import find_problems as find_newsroom_problems
from tests.conftest import SHARED_DATA
from tests.moving.old_sites import OldSite, adds_up
from tests.moving.walking import walk

pytestmark = pytest.mark.django_db

FOLDER = SHARED_DATA / "wxr"
EXPECTED: dict[str, dict] = (
    json.loads((FOLDER / "EXPECTED.json").read_text()) if FOLDER.is_dir() else {}
)
SOUND = [n for n, e in EXPECTED.items() if e["well_formed"] and e["wxr_version"]]
BROKEN = sorted(set(EXPECTED) - set(SOUND))


@pytest.fixture
def wxr(shared_data: Path) -> Path:
    return shared_data / "wxr"


@pytest.mark.parametrize("name", SOUND)
def test_every_item_is_accounted_for_twice(
    name: str, wxr: Path, old_site: OldSite
) -> None:
    expected = EXPECTED[name]
    dry = old_site.take_files(wxr / name, is_dry=True)
    first = old_site.take_files(wxr / name)
    second = old_site.take_files(wxr / name)
    assert dry.as_json() == first.as_json()
    for report in (first, second):
        assert adds_up(report)
        assert seen(report.as_json()["kinds"]) == wanted(expected)
    for kind, of in second.as_json()["kinds"].items():
        assert (of["created"], of["updated"]) == (0, 0), kind
    assert [*find_problems(), *find_newsroom_problems()] == []


def seen(kinds: dict) -> dict[str, int]:
    return {kind: of["seen"] for kind, of in kinds.items()}


def wanted(expected: dict) -> dict[str, int]:
    items, comments = dict(expected["items"]), dict(expected["comments"])
    mentions = sum(
        n for key, n in comments.items() if key.partition(":")[0].endswith("back")
    )
    taken = {"post", "page", "attachment"}
    return {
        "articles": items.get("post", 0),
        "pages": items.get("page", 0),
        "media": items.get("attachment", 0),
        "comments": sum(comments.values()) - mentions,
        "mentions": mentions,
        "people": expected["authors"],
        "sections": expected["categories"],
        "tags": expected["tags"],
        "other": expected["terms"]
        + sum(n for kind, n in items.items() if kind not in taken),
    }


@pytest.mark.parametrize("name", SOUND)
def test_every_public_comment_is_reached_by_clicking(
    name: str, wxr: Path, old_site: OldSite, client: Client
) -> None:
    old_site.take_files(wxr / name)
    found = walk(client)
    public = Comment.objects.filter(
        state=CommentState.PUBLISHED, thread__is_reachable=True
    )
    wanted_comments = set(public.values_list("thread__subject_url", "number"))
    assert wanted_comments - found.comments == set()
    assert found.foreign == set()
    assert found.broken == {}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_whole_with_its_line(
    name: str, wxr: Path, old_site: OldSite
) -> None:
    with pytest.raises(Malformed, match=r"line \d+"):
        old_site.take_files(wxr / name)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "name", ["crazy-cdata.xml", "nikola-unicode-export.xml", "ghost-migrate-sample.xml"]
)
def test_what_can_be_mended_is_taken_and_told(
    name: str, wxr: Path, old_site: OldSite
) -> None:
    report = old_site.take_files(wxr / name, repair=True)
    assert adds_up(report)
    assert any(f"{name}, line " in warning for warning in report.warnings)
