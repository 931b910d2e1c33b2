"""Files and packings that cannot be read, and the sentence that says so."""

from __future__ import annotations

import gzip
import os
import struct
import zipfile
from pathlib import Path

import pytest

from rejoinder.errors import Malformed
from rejoinder.moving.wxr import ExportReader
from tests.moving.refusals import refused, sentence
from tests.moving.wxr_files import (
    DECLARATION,
    everything,
    export,
    item,
    write,
    write_gzip,
    write_zip,
)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert sentence(tmp_path / "x.xml") == "x.xml: there is no such file"


def test_all_files_are_looked_at_before_the_first_is_read(tmp_path: Path) -> None:
    reader = ExportReader([write(tmp_path, everything()), tmp_path / "x.xml"])

    with pytest.raises(Malformed):
        next(iter(reader))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()

    assert sentence(tmp_path / "exports") == "exports: this is a folder, not a file"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "") == "export.xml: the file is empty"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert sentence(tmp_path / "pipe") == "pipe: this is no ordinary file"


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tests may run as root, who may read everything.
    def denied(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, everything())
    monkeypatch.setattr(Path, "open", denied)

    assert sentence(path) == ("export.xml: the file cannot be read (Permission denied)")


def test_a_path_that_no_system_has_is_refused() -> None:
    assert sentence(Path("a\0b.xml")).startswith(
        "a\ufffdb.xml: the file cannot be read"
    )


@pytest.mark.parametrize(
    "magic", [b"BZh91AY", b"\xfd7zXZ\x00", b"7z\xbc\xaf'", b"Rar!"]
)
def test_other_packings_are_refused(tmp_path: Path, magic: bytes) -> None:
    assert refused(tmp_path, magic + b"\x00" * 50) == (
        "export.xml: packed in a way that is not read; unpack it, or use gzip or zip"
    )


def test_a_gzip_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = write_gzip(tmp_path, everything()).read_bytes()

    assert refused(tmp_path, whole[:-20]) == (
        "export.xml: the packed file was cut off: its end is missing"
    )


def test_a_gzip_with_a_wrong_byte_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(everything().encode()))
    packed[-8] ^= 0xFF

    assert refused(tmp_path, bytes(packed)).startswith(
        "export.xml: the file cannot be unpacked or read (CRC check failed"
    )


@pytest.mark.parametrize("members", [{}, {"read-me.txt": "x", "a.xml.bak": "x"}])
def test_a_zip_without_xml_is_refused(
    tmp_path: Path, members: dict[str, str | bytes]
) -> None:
    assert sentence(write_zip(tmp_path, members)) == (
        "site.zip: there is no .xml file in this zip"
    )


def test_a_fault_in_a_zip_names_the_file_in_it(tmp_path: Path) -> None:
    path = write_zip(tmp_path, {"a.xml": export(item()), "b.xml": "<rss>\n"})

    assert sentence(path).startswith("site.zip/b.xml, line 2: ")


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path, {"a.xml": export(item())})
    packed = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = packed.index(magic) + offset
        packed[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(packed)

    assert sentence(path) == (
        "site.zip/a.xml: it is encrypted; unpack it with its password first"
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_methods_of_zip_are_refused(tmp_path: Path, method: int) -> None:
    path = write_zip(tmp_path, {"a.xml": export(item())}, method=method)

    assert sentence(path) == (
        "site.zip/a.xml: it is packed by a method that is not read; unpack it first"
    )


def test_a_zip_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path, {"a.xml": export(item())})
    path.write_bytes(path.read_bytes()[:-30])

    assert sentence(path).startswith("site.zip: the file cannot be unpacked or read")


def test_a_name_with_control_codes_is_not_printed_as_it_is(tmp_path: Path) -> None:
    path = write_zip(tmp_path, {"\x1b[2Ja.xml": DECLARATION})

    assert sentence(path).startswith("site.zip/\ufffd[2Ja.xml, line 2: ")
