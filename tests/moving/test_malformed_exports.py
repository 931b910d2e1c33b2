"""Exports that are not well-formed, and the sentence in which each is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.errors import Malformed
from rejoinder.moving.wxr import ExportReader, Item
from tests.moving.refusals import refused
from tests.moving.wxr_files import (
    export,
    item,
    read,
    write,
)


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
