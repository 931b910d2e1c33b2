"""Plain, gzip and zip files, told apart by what is in them; and their encodings."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from rejoinder.moving.wxr import Channel, Event, ExportReader
from tests.moving.wxr_files import (
    everything,
    export,
    item,
    items_of,
    read,
    write,
    write_gzip,
    write_zip,
)


def without_file(events: list[Event]) -> list[Event]:
    return [event for event in events if not isinstance(event, Channel)]


@pytest.mark.parametrize("name", ["export.xml.gz", "export.xml", "export.zip"])
def test_gzip_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    packed = read(write_gzip(tmp_path, everything(), name))

    assert without_file(packed) == without_file(
        read(write(tmp_path, everything(), "plain"))
    )


def test_several_gzips_in_one_file_are_one_document(tmp_path: Path) -> None:
    text = everything().encode()
    halves = gzip.compress(text[:500]) + gzip.compress(text[500:])

    assert len(items_of(read(write(tmp_path, halves)))) == 2


def test_a_zip_is_read_in_the_natural_order_of_its_files(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        f"site/part-{n}.xml": export(item(title=f"Part {n}")) for n in (10, 2, 1)
    }
    reader = ExportReader([write_zip(tmp_path, members)])
    titles = [found.title for found in items_of(list(reader))]

    assert titles == ["Part 1", "Part 2", "Part 10"]
    assert reader.files == [
        "site.zip/site/part-1.xml",
        "site.zip/site/part-2.xml",
        "site.zip/site/part-10.xml",
    ]
    assert reader.bytes_read == reader.total_bytes


def test_a_zip_may_hold_gzips_and_things_that_are_no_export(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path,
        {
            "a.xml.gz": gzip.compress(export(item()).encode()),
            "B.XML": export(item()),
            "read-me.txt": "Hello",
            "__MACOSX/._B.XML": b"\x00\x05\x16\x07",
            ".hidden.xml": "<",
            "folder.xml/": "",
        },
    )
    reader = ExportReader([path])

    assert len(items_of(list(reader))) == 2
    assert reader.files == ["site.zip/a.xml.gz", "site.zip/B.XML"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(write(tmp_path / folder, export(item())))
    reader = ExportReader(paths)
    list(reader)

    assert reader.files == [str(path) for path in paths]


@pytest.mark.parametrize("mends", [False, True])
@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
    ],
)
def test_encodings_of_western_texts_are_read(
    tmp_path: Path, declared: str, codec: str, mends: bool
) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n'
    text = export(item(content="Größe, déjà vu"), declaration=declaration)
    reader = ExportReader([write(tmp_path, text.encode(codec))], repair=mends)

    assert items_of(list(reader))[0].content == "Größe, déjà vu"
    assert not reader.mends


@pytest.mark.parametrize(
    ("codec", "content"),
    [
        ("shift_jis", "日本語の文章"),
        ("euc-jp", "日本語の文章"),
        ("iso-2022-jp", "日本語の文章"),
        ("big5", "繁體中文"),
        ("gb18030", "简体中文 😀"),
        ("euc-kr", "한국어"),
        ("koi8-r", "По-русски"),
    ],
)
def test_encodings_of_other_scripts_are_read(
    tmp_path: Path, codec: str, content: str
) -> None:
    declaration = f'<?xml version="1.0" encoding="{codec}"?>\n'
    text = export(item(content=content), declaration=declaration)

    assert items_of(read(write(tmp_path, text.encode(codec))))[0].content == content


def test_a_character_across_two_chunks_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rejoinder.moving.wxr.limits.CHUNK_BYTES", 1)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    path = write(tmp_path, export(item(content="a😀日é]]>&<"), declaration=declaration))

    assert items_of(read(path))[0].content == "a😀日é]]>&<"
    assert items_of(read(path, repair=True))[0].content == "a😀日é]]>&<"
