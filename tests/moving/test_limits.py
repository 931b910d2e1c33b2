"""Files that would take more than their share are refused, at the limit."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rejoinder.errors import TooMuch
from tests.moving.wxr_files import (
    comment,
    comments_of,
    export,
    item,
    items_of,
    meta,
    read,
    write,
    write_gzip,
    write_zip,
)

Lower = Callable[[str, int], None]


@pytest.fixture
def lower(monkeypatch: pytest.MonkeyPatch) -> Lower:
    """Sets a limit for one test; small chunks, because some are looked at once each."""
    monkeypatch.setattr("rejoinder.moving.wxr.limits.CHUNK_BYTES", 256)

    def to(name: str, limit: int) -> None:
        monkeypatch.setattr(f"rejoinder.moving.wxr.limits.{name}", limit)

    return to


def sentence(*paths: Path, repair: bool = False) -> str:
    with pytest.raises(TooMuch) as refused:
        read(*paths, repair=repair)
    return str(refused.value)


def nested(depth: int) -> str:
    """An item in which elements nest so deep, counted from the rss."""
    within = depth - 3
    return item("<a>" * within + "</a>" * within)


def test_nesting_is_limited(tmp_path: Path) -> None:
    assert items_of(read(write(tmp_path, export(nested(64)))))

    assert sentence(write(tmp_path, export(nested(65)))) == (
        "export.xml, line 19: elements nested more than 64 deep"
    )


def test_nesting_inside_of_a_field_is_limited(tmp_path: Path) -> None:
    def title(depth: int) -> Path:
        within = depth - 4
        text = item(title="<a>" * within + "</a>" * within)
        return write(tmp_path, export(text))

    assert items_of(read(title(64)))
    assert "nested more than 64 deep" in sentence(title(65))


@pytest.mark.parametrize("name", ["title", "category", "unknown", "x><title"])
def test_attributes_are_limited(tmp_path: Path, name: str) -> None:
    def tag(count: int) -> Path:
        outer, _, inner = name.partition("><")
        written = "".join(f' a{n}=""' for n in range(count))
        text = f"<{outer}>" if inner else ""
        text += f"<{inner or outer}{written}/>"
        text += f"</{outer}>" if inner else ""
        return write(tmp_path, export(item(text)))

    assert items_of(read(tag(50)))
    assert sentence(tag(51)) == (
        "export.xml, line 19: a tag with more than 50 attributes"
    )


@pytest.mark.parametrize("repair", [False, True])
def test_a_text_is_limited(tmp_path: Path, lower: Lower, repair: bool) -> None:
    lower("MAX_TEXT_CHARACTERS", 2_000)
    assert items_of(read(write(tmp_path, export(item(content="x" * 1_500)))))

    path = write(tmp_path, export(item(content="x" * 4_000)))
    assert sentence(path, repair=repair) == (
        "export.xml, line 15: a text of more than 2000 characters"
    )


def test_text_that_is_passed_over_is_not_kept(tmp_path: Path, lower: Lower) -> None:
    lower("MAX_TEXT_CHARACTERS", 2_000)
    path = write(tmp_path, export(item(f"<unknown>{'x' * 9_000}</unknown>")))

    assert items_of(read(path))


def test_what_one_item_holds_is_limited(tmp_path: Path, lower: Lower) -> None:
    lower("MAX_RECORD_CHARACTERS", 20_000)
    few, many = ([meta("key", "x" * 500)] * count for count in (10, 40))
    assert items_of(read(write(tmp_path, export(item(*few)))))

    assert "an item of more than 20000 characters" in sentence(
        write(tmp_path, export(item(*many)))
    )


def test_many_small_values_weigh_too(tmp_path: Path, lower: Lower) -> None:
    lower("MAX_RECORD_CHARACTERS", 20_000)

    assert "an item of more than" in sentence(
        write(tmp_path, export(item(*[meta("k", "")] * 200)))
    )
    assert "an item of more than" in sentence(
        write(tmp_path, export(item("<category/>" * 300)))
    )


def test_the_comments_of_an_item_do_not_weigh_on_it(
    tmp_path: Path, lower: Lower
) -> None:
    lower("MAX_RECORD_CHARACTERS", 20_000)
    path = write(tmp_path, export(item(*[comment(content="x" * 500)] * 100)))

    assert len(comments_of(read(path))) == 100


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize(
    "markup", ["<!-- {} -->", "<a b='{}'/>", "<?a {}?>", "<{}/>", "<a {}='c'/>"]
)
def test_one_piece_of_markup_is_limited(
    tmp_path: Path, lower: Lower, markup: str, repair: bool
) -> None:
    lower("MAX_MARKUP_BYTES", 2_000)
    path = write(tmp_path, export(item(markup.format("x" * 1_500))))
    assert items_of(read(path, repair=repair))

    path = write(tmp_path, export(item(markup.format("x" * 6_000))))
    assert "a tag or comment of more than 2000 bytes" in sentence(path, repair=repair)


def test_names_are_limited(tmp_path: Path, lower: Lower) -> None:
    lower("MAX_NAMES", 100)
    names = "".join(f"<a{n}/>" for n in range(200))

    assert "more than 100 different names" in sentence(
        write(tmp_path, export(item(names)))
    )


def test_mends_are_limited(tmp_path: Path, lower: Lower) -> None:
    lower("MAX_MENDS", 10)
    few, many = (
        write(tmp_path, export(item(title="&\n" * n)), f"{n}") for n in (10, 11)
    )
    assert items_of(read(few, repair=True))

    assert sentence(many, repair=True) == (
        "11, line 24: more than 10 faults; this is no mere damage"
    )


def test_a_gzip_bomb_is_refused(tmp_path: Path, lower: Lower) -> None:
    lower("FREE_UNPACKED_BYTES", 10_000)
    lower("MAX_UNPACKED_RATIO", 50)
    ordinary = export(*(item(content=f"{n * 7919 % 10007:x} " * 3) for n in range(200)))
    assert items_of(read(write_gzip(tmp_path, ordinary)))

    assert sentence(write_gzip(tmp_path, export(item(content="x" * 100_000)))) == (
        "export.xml.gz: it unpacks to more than 50 times its size"
    )


def test_a_small_file_may_unpack_as_it_likes(tmp_path: Path, lower: Lower) -> None:
    lower("FREE_UNPACKED_BYTES", 100_000)
    lower("MAX_UNPACKED_RATIO", 2)

    assert items_of(read(write_gzip(tmp_path, export(item(content="x" * 50_000)))))


@pytest.mark.parametrize("nested_in_gzip", [False, True])
def test_a_zip_bomb_is_refused(
    tmp_path: Path, lower: Lower, nested_in_gzip: bool
) -> None:
    lower("FREE_UNPACKED_BYTES", 10_000)
    lower("MAX_UNPACKED_RATIO", 20)
    text = export(item(content="x" * 50_000)).encode()
    members: dict[str, str | bytes] = {
        "a.xml": gzip.compress(text) if nested_in_gzip else text
    }

    assert sentence(write_zip(tmp_path, members)) == (
        "site.zip/a.xml: it unpacks to more than 20 times its size"
    )


def test_members_of_a_zip_are_weighed_together(tmp_path: Path, lower: Lower) -> None:
    # Members may share their bytes, so that each alone looks harmless.
    lower("FREE_UNPACKED_BYTES", 10_000)
    lower("MAX_UNPACKED_RATIO", 5)
    path = write_zip(tmp_path, {"a.xml": export(item(content="x" * 4_000))})
    assert items_of(read(path))

    with zipfile.ZipFile(path, "a") as archive:
        first = archive.infolist()[0]
        archive.filelist += [_alias(first, f"b{n}.xml") for n in range(20)]
        archive.comment = b"rewritten"
    assert "unpacks to more than 5 times" in sentence(path)


def _alias(info: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    alias = zipfile.ZipInfo(info.filename)
    for slot in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
        setattr(alias, slot, getattr(info, slot))
    alias.comment = name.encode()
    return alias


def test_the_files_in_a_zip_are_limited(tmp_path: Path, lower: Lower) -> None:
    lower("MAX_PARTS", 3)
    members: dict[str, str | bytes] = {f"{n}.xml": export(item()) for n in range(4)}

    assert sentence(write_zip(tmp_path, members)) == (
        "site.zip: more than 3 files in one zip"
    )
