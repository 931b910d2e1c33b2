"""The exports of real sites and of other projects' tests, counted by another parser."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rejoinder.errors import Malformed
from rejoinder.moving.wxr import Author, Channel, ExportReader, Item, Term
from tests.moving.wxr_files import comments_of, items_of, read, write_gzip, write_zip

#: By name, so that each is a test of its own.
READ = [
    "authors-multiline.xml",
    "cdata-edge.xml",
    "hexo-fixture.xml",
    "nikola-export-example.xml",
    "slashes.xml",
    "small-export.xml",
    "term-meta.xml",
    "test-serialized-comment-meta.xml",
    "test-utw-post-meta-import.xml",
    "themeunittestdata.wordpress.xml",
    "valid-wxr-1.0.xml",
    "wxr-simple.xml",
    "wxr-utf-8-challenges.xml",
]
REFUSED = {
    "malformed.xml": 90,
    "missing-version-tag.xml": 89,
    "crazy-cdata.xml": 18,
    "nikola-unicode-export.xml": 51,
    "ghost-migrate-sample.xml": 109,
}


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "wxr"


def counted(path: Path, *, repair: bool = False) -> dict[str, Any]:
    """What EXPECTED.json counts, from our values."""
    events = read(path, repair=repair)
    items = items_of(events)
    comments = comments_of(events)
    elements = Counter(event.element for event in events if isinstance(event, Term))
    (channel,) = [event for event in events if isinstance(event, Channel)]
    return {
        "wxr_version": channel.version,
        "items": Counter(found.type for found in items),
        "status": Counter(found.status for found in items),
        "comments": Counter(f"{c.type or 'comment'}:{c.approved}" for c in comments),
        "replies": sum(c.parent_id is not None for c in comments),
        "authors": sum(isinstance(event, Author) for event in events),
        "categories": elements["category"],
        "tags": elements["tag"],
        "terms": elements["term"],
        "passworded": sum(bool(found.password) for found in items),
    }


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize("name", READ)
def test_a_well_formed_export_is_counted_as_by_another_parser(
    folder: Path, name: str, repair: bool
) -> None:
    expected = json.loads((folder / "EXPECTED.json").read_text("utf-8"))[name]
    found = counted(folder / name, repair=repair)

    assert found == {key: expected[key] for key in found}


def test_all_files_are_accounted_for(folder: Path) -> None:
    assert {path.name for path in folder.glob("*.xml")} == {*READ, *REFUSED}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_export_is_refused_at_its_line(folder: Path, name: str) -> None:
    with pytest.raises(Malformed) as refused:
        read(folder / name)

    assert str(refused.value).startswith(f"{name}, line {REFUSED[name]}: ")


@pytest.mark.parametrize("name", READ)
def test_mending_a_real_export_changes_nothing(folder: Path, name: str) -> None:
    reader = ExportReader([folder / name], repair=True)

    assert list(reader) == read(folder / name)
    assert reader.mends == []


@pytest.mark.parametrize(
    ("name", "lines", "items"),
    [
        ("crazy-cdata.xml", [18, 38, 42], 1),
        ("nikola-unicode-export.xml", [51], 2),
        ("ghost-migrate-sample.xml", [109, 110], 6),
    ],
)
def test_what_can_be_mended_is_mended(
    folder: Path, name: str, lines: list[int], items: int
) -> None:
    reader = ExportReader([folder / name], repair=True)

    assert len(items_of(list(reader))) == items
    assert [mend.line for mend in reader.mends] == lines


@pytest.mark.parametrize("name", ["malformed.xml", "missing-version-tag.xml"])
def test_what_cannot_be_mended_says_why(folder: Path, name: str) -> None:
    with pytest.raises(Malformed, match="; --repair cannot tell which"):
        read(folder / name, repair=True)


def test_nested_cdata_of_a_real_file_comes_out_to_the_letter(folder: Path) -> None:
    (found,) = items_of(read(folder / "crazy-cdata.xml", repair=True))

    assert found.content == "Content with nested <![CDATA[ tags ]]> :)"
    assert found.meta == (
        ("Plain string", "Foo"),
        ("Closing CDATA", "]]>"),
        (
            "Alot of CDATA",
            "This has <![CDATA[ opening and ]]> closing <![CDATA[ tags like this: ]]>",
        ),
    )


def test_packed_real_files_give_the_same(folder: Path, tmp_path: Path) -> None:
    data = (folder / "themeunittestdata.wordpress.xml").read_bytes()
    plain = read(folder / "themeunittestdata.wordpress.xml")
    packed = [write_gzip(tmp_path, data), write_zip(tmp_path, {"a.xml": data})]

    for path in packed:
        found = read(path)
        assert [e for e in found if not isinstance(e, Channel)] == [
            e for e in plain if not isinstance(e, Channel)
        ]


def test_the_parents_of_the_longest_thread_are_in_it(folder: Path) -> None:
    events = read(folder / "themeunittestdata.wordpress.xml")
    comments = comments_of(events)
    known = {comment.id for comment in comments}

    assert {c.parent_id for c in comments if c.parent_id} <= known
    assert {c.item_ordinal for c in comments} <= {
        found.ordinal for found in events if isinstance(found, Item)
    }
