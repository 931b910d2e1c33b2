"""A stored page: its bytes, its description, its files."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.pagestore.pages import (
    DESCRIPTION,
    Hole,
    NoSuchPage,
    Page,
    file_name,
    last_read_at,
    read_description,
    read_page,
    remove_files,
    rename_into,
    write_aside,
)
from tests.pagestore.pages import BODY, page


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sites" / "1" / "grüße"


def keep(page: Page, folder: Path, scratch: Path) -> None:
    rename_into(folder, write_aside(page, scratch))


def test_same_body_gives_the_same_bytes_and_etag() -> None:
    one, other = page(), page(made_at=2.0, modified_at=2)
    assert one.encodings == other.encodings
    assert one.description.etag == other.description.etag


def test_another_body_has_another_etag() -> None:
    assert page(body=BODY + b" ").description.etag != page().description.etag


def test_etag_is_strong_and_quoted() -> None:
    etag = page().description.etag
    assert etag[0] == etag[-1] == '"'
    assert etag[1:-1].isalnum()


@given(body=st.binary(max_size=2_000))
def test_each_encoding_is_the_body(body: bytes) -> None:
    encodings = page(body=body).encodings
    assert encodings["identity"] == body
    assert gzip.decompress(encodings["gzip"]) == body
    assert brotli.decompress(encodings["br"]) == body


def test_page_comes_back_as_it_was_kept(folder: Path, scratch: Path) -> None:
    made = page(holes=[Hole("identity", 3, 9)], fresh_until=1_796_000_000.5)
    keep(made, folder, scratch)
    assert read_page(folder) == made
    assert read_description(folder) == made.description


def test_keeping_leaves_nothing_aside(folder: Path, scratch: Path) -> None:
    keep(page(), folder, scratch)
    assert list(scratch.iterdir()) == []


def test_files_have_the_names_that_web_servers_look_for(
    folder: Path, scratch: Path
) -> None:
    keep(page(), folder, scratch)
    names = {"index.html", "index.html.gz", "index.html.br", DESCRIPTION}
    assert {file.name for file in folder.iterdir()} == names


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html; charset=utf-8", "index.html"),
        ("Text/HTML", "index.html"),
        ("application/rss+xml; charset=utf-8", "index.rss"),
        ("application/atom+xml", "index.atom"),
        ("application/xml", "index.xml"),
        ("image/png", None),
        ("", None),
    ],
)
def test_kind_of_content_names_the_file(content_type: str, name: str | None) -> None:
    assert file_name(content_type) == name


def test_kind_that_is_not_kept_is_not_written(scratch: Path) -> None:
    with pytest.raises(ValueError, match="image/png"):
        write_aside(page(content_type="image/png"), scratch)
    assert list(scratch.iterdir()) == []


def test_page_of_another_kind_leaves_nothing_of_the_earlier(
    folder: Path, scratch: Path
) -> None:
    keep(page(), folder, scratch)
    keep(page(content_type="application/rss+xml"), folder, scratch)
    names = {"index.rss", "index.rss.gz", "index.rss.br", DESCRIPTION}
    assert {file.name for file in folder.iterdir()} == names


def test_page_that_is_not_there_is_no_page(folder: Path) -> None:
    with pytest.raises(NoSuchPage):
        read_page(folder)


@pytest.mark.parametrize("count", range(1, 4))
def test_old_and_new_files_together_are_no_page(
    folder: Path, scratch: Path, count: int
) -> None:
    """However far the renaming has come: a reader waits, or has it made for himself."""
    keep(page(), folder, scratch)
    written = write_aside(page(body=b"<p>new</p>"), scratch)
    for file, name in written[:count]:
        os.replace(file, folder / name)
    with pytest.raises(NoSuchPage):
        read_page(folder)
    for file, name in written[count:]:
        os.replace(file, folder / name)
    assert read_page(folder).encodings["identity"] == b"<p>new</p>"


@pytest.mark.parametrize(
    "damage",
    [b"", b"{}", b"[]", b"null", b'{"path": "/"}', b"\xff\xfe", b'{"holes": 3}'],
)
def test_damaged_description_is_no_page(
    folder: Path, scratch: Path, damage: bytes
) -> None:
    keep(page(), folder, scratch)
    (folder / DESCRIPTION).write_bytes(damage)
    with pytest.raises(NoSuchPage):
        read_page(folder)


def test_truncated_file_is_no_page(folder: Path, scratch: Path) -> None:
    keep(page(), folder, scratch)
    (folder / "index.html.br").write_bytes(b"")
    with pytest.raises(NoSuchPage):
        read_page(folder)


def test_full_disk_leaves_no_half_page_aside(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def write_but_two(file: Path, content: bytes) -> int:
        if len(list(scratch.iterdir())) == 2:
            write(file, content[:10])
            raise OSError(28, "No space left on device")
        return write(file, content)

    monkeypatch.setattr(Path, "write_bytes", write_but_two)
    with pytest.raises(OSError, match="No space"):
        write_aside(page(), scratch)
    assert list(scratch.iterdir()) == []


def test_removed_page_leaves_what_lies_below_it(folder: Path, scratch: Path) -> None:
    keep(page(), folder, scratch)
    keep(page(), folder / "feed", scratch)
    remove_files(folder)
    with pytest.raises(NoSuchPage):
        read_page(folder)
    assert read_page(folder / "feed")


def test_removing_what_is_not_there_is_no_failure(folder: Path) -> None:
    remove_files(folder)
    assert not folder.exists()


def test_new_page_was_never_read(folder: Path, scratch: Path) -> None:
    keep(page(), folder, scratch)
    assert last_read_at(folder) == 0


@pytest.mark.parametrize("name", ["index.html", "index.html.gz", DESCRIPTION])
def test_reading_any_of_the_files_is_reading_the_page(
    folder: Path, scratch: Path, name: str
) -> None:
    keep(page(), folder, scratch)
    written_at = os.stat(folder / name).st_mtime
    os.utime(folder / name, (written_at + 60, written_at))
    assert last_read_at(folder) == pytest.approx(written_at + 60)


def test_page_without_a_description_was_not_read(folder: Path, scratch: Path) -> None:
    keep(page(), folder, scratch)
    os.utime(folder / "index.html", (2**31, 1))
    (folder / DESCRIPTION).unlink()
    assert last_read_at(folder) == 0
