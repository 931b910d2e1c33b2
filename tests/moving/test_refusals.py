"""What is refused, and the sentence in which it is."""

from __future__ import annotations

import gzip
import os
import struct
import zipfile
from pathlib import Path

import pytest

from rejoinder.errors import Malformed
from rejoinder.moving.wxr import ExportReader, Item
from tests.moving.wxr_files import (
    DECLARATION,
    everything,
    export,
    item,
    read,
    write,
    write_gzip,
    write_zip,
)


def sentence(*paths: Path, repair: bool = False) -> str:
    with pytest.raises(Malformed) as refused:
        read(*paths, repair=repair)
    return str(refused.value)


def refused(folder: Path, text: str | bytes, *, repair: bool = False) -> str:
    return sentence(write(folder, text), repair=repair)


# ------------------------------------------------------------------- not well-formed


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<title>A & B</title>", "a bare & (in XML it is written &amp;)"),
        ("<link>/?a=1&b=2</link>", "a bare & (in XML it is written &amp;)"),
        ("<title>A\x0bB</title>", "the character U+000B, which XML forbids"),
        ("<title>A\ufffeB</title>", "the character U+FFFE, which XML forbids"),
        ("<title>A\uffffB</title>", "the character U+FFFF, which XML forbids"),
        ("<title>A&#x1;B</title>", "a number that stands for a forbidden character"),
        ("<title>A&#0;B</title>", "a number that stands for a forbidden character"),
        ("<title>A ]]> B</title>", "a ]]> outside of CDATA, or CDATA inside of CDATA"),
        ("<media:a/>", "a tag with a prefix that is not declared"),
    ],
)
def test_a_fault_that_repair_mends_says_so(
    tmp_path: Path, inside: str, reason: str
) -> None:
    text = export(item("\n", inside))
    line = text[: text.index(inside)].count("\n") + 1

    assert refused(tmp_path, text) == (
        f"export.xml, line {line}: {reason}; --repair mends that"
    )
    assert read(write(tmp_path, text), repair=True)


def test_bytes_that_are_no_utf_8_are_refused(tmp_path: Path) -> None:
    text = export(item(title="Gr\xfcn")).encode("latin-1")

    assert refused(tmp_path, text) == (
        "export.xml, line 14: bytes that are no UTF-8; --repair mends that"
    )


def test_bytes_outside_of_another_encoding_are_refused(tmp_path: Path) -> None:
    declaration = '<?xml version="1.0" encoding="US-ASCII"?>\n'
    text = export(item(title="Grün"), declaration=declaration)

    assert refused(tmp_path, text) == (
        "export.xml, line 14: a byte that is not in the file's encoding (ascii); "
        "--repair mends that"
    )


def test_blank_lines_before_the_declaration_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "\n\n" + export(item())) == (
        "export.xml, line 3: something stands before the XML declaration; "
        "--repair mends that"
    )


@pytest.mark.parametrize(
    ("inside", "reason", "why_not"),
    [
        (
            "<title>A</titel>",
            "an end tag that does not fit the tag before it",
            "cannot tell which of the two is wrong",
        ),
        (
            "<title>A&nbsp;B</title>",
            "an entity that XML does not know",
            "cannot tell which character was meant",
        ),
        (
            "<title>1 < 2</title>",
            "a bare < (in XML it is written &lt;)",
            "does not know that fault",
        ),
        (
            '<guid a="1" a="2">A</guid>',
            "a tag with the same attribute twice",
            "cannot tell which of the two was meant",
        ),
        (
            "<title a=1>A</title>",
            "not well-formed XML",
            "does not know that fault",
        ),
    ],
)
def test_a_fault_that_nobody_can_mend_says_why(
    tmp_path: Path, inside: str, reason: str, why_not: str
) -> None:
    text = export(item("\n", inside))
    line = text[: text.index(inside)].count("\n") + 1
    beginning = f"export.xml, line {line}: {reason}"

    assert refused(tmp_path, text) == beginning
    assert refused(tmp_path, text, repair=True) == f"{beginning}; --repair {why_not}"


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize(
    ("cut_before", "reason"),
    [
        ("</channel>", "the document ends too early: its last part is missing"),
        ("d.]]>", "the document ends in the middle: its last part is missing"),
        ("content:enc", "the document ends in the middle: its last part is missing"),
    ],
)
def test_a_document_that_was_cut_off_is_refused(
    tmp_path: Path, cut_before: str, reason: str, repair: bool
) -> None:
    text = export(item())
    text = text[: text.index(cut_before)]
    line = text.count("\n") + 1
    why_not = "; --repair cannot bring back what is missing" if repair else ""

    assert refused(tmp_path, text, repair=repair) == (
        f"export.xml, line {line}: {reason}{why_not}"
    )


def test_two_documents_in_one_file_are_refused(tmp_path: Path) -> None:
    text = export(item())

    assert refused(tmp_path, text + "<rss/>") == (
        f"export.xml, line {text.count(chr(10)) + 1}: "
        "something stands after the end of the document"
    )


def test_a_fault_behind_the_one_that_is_mended_is_told_when_its_turn_comes(
    tmp_path: Path,
) -> None:
    text = export(item(title="A & B"), item(title="<b>"))

    assert refused(tmp_path, text).endswith("--repair mends that")
    assert "line 21: an end tag" in refused(tmp_path, text, repair=True)


def test_values_before_a_fault_may_have_been_told(tmp_path: Path) -> None:
    many = [item(content="x" * 10_000)] * 30
    path = write(tmp_path, export(*many, "<title>"))
    told = []
    with pytest.raises(Malformed):
        for event in ExportReader([path]):
            told.append(event)

    assert any(isinstance(event, Item) for event in told)


# ----------------------------------------------------------------------- no export


@pytest.mark.parametrize("repair", [False, True])
def test_an_export_without_a_version_is_refused(tmp_path: Path, repair: bool) -> None:
    why_not = "; --repair cannot tell which version was meant" if repair else ""

    assert refused(tmp_path, export(item(), version=""), repair=repair) == (
        "export.xml, line 13: this is no WordPress export, or one without a version"
        + why_not
    )


@pytest.mark.parametrize("items", [[], [item()]])
@pytest.mark.parametrize("version", ["0.9", "1.3", "2.0", "abc", "1.2.1"])
def test_a_version_that_is_not_read_is_refused(
    tmp_path: Path, version: str, items: list[str]
) -> None:
    text = export(*items, version=f"<wp:wxr_version>{version}</wp:wxr_version>")
    assert refused(tmp_path, text).endswith(
        f": this is WXR {version}; the versions 1.0 to 1.2 are read"
    )


def test_a_version_after_the_first_item_is_too_late(tmp_path: Path) -> None:
    text = export(item(), "<wp:wxr_version>1.2</wp:wxr_version>", version="")

    assert "without a version" in refused(tmp_path, text)


def test_an_ordinary_feed_is_refused(tmp_path: Path) -> None:
    text = '<rss version="2.0"><channel><title>News</title><item/></channel></rss>'

    assert refused(tmp_path, text) == (
        "export.xml, line 1: this is no WordPress export, or one without a version"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "feed"),
        ("<!DOCTYPE html>\n<html><body/></html>", "html"),
        (
            '<wp:rss xmlns:wp="http://wordpress.org/export/1.2/"></wp:rss>',
            "rss",
        ),
    ],
)
def test_xml_that_is_no_rss_is_refused(tmp_path: Path, text: str, name: str) -> None:
    assert refused(tmp_path, text).endswith(
        f": this is no WordPress export: its outermost element is {name}"
    )


def test_rss_without_a_channel_is_refused(tmp_path: Path) -> None:
    assert "without a version" in refused(tmp_path, "<rss><item/></rss>")


@pytest.mark.parametrize("text", ["Hello", '{"posts": []}', "id,title\n1,2\n"])
def test_what_is_no_xml_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == "export.xml, line 1: this is no XML"


def test_white_space_alone_is_refused(tmp_path: Path) -> None:
    assert "ends too early" in refused(tmp_path, "\n\n")


@pytest.mark.parametrize("name", ["x-klingon", "UTF-16", "utf-7", "base64", "rot13"])
def test_an_encoding_that_is_not_read_is_refused(tmp_path: Path, name: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{name}"?>\n'

    assert refused(tmp_path, export(item(), declaration=declaration)) == (
        f"export.xml, line 1: it names an encoding that is not read: {name}"
    )


# ---------------------------------------------------------------------- DOCTYPE


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd">',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1/x">',
        '<!DOCTYPE rss [<!ATTLIST category domain CDATA "x">]>',
    ],
)
def test_declarations_in_a_doctype_are_refused(
    tmp_path: Path, doctype: str, repair: bool
) -> None:
    text = export(item(title="&a;")).replace("<rss", f"{doctype}\n<rss", 1)

    assert refused(tmp_path, text, repair=repair).startswith(
        "export.xml, line 2: a DOCTYPE with declarations"
    )


# ------------------------------------------------------------------------- files


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
