"""What is no export that can be read, and the sentence in which it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.moving.refusals import refused
from tests.moving.wxr_files import (
    export,
    item,
)


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
