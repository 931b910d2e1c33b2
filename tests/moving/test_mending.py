"""What is mended, what is told of it, and that nothing else is touched."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from rejoinder.moving.wxr import ExportReader, Item, Mend
from rejoinder.moving.wxr.mending import Mender
from tests.moving.wxr_files import (
    NAMESPACES,
    comment,
    comments_of,
    element,
    everything,
    export,
    item,
    items_of,
    read,
    write,
)


def mended(text: str, chunk: int = 0) -> tuple[str, list[tuple[int, str]]]:
    """What a mender makes of a text that comes in pieces of `chunk` characters."""
    notes: list[tuple[int, str]] = []
    mender = Mender(lambda line, what: notes.append((line, what)))
    step = chunk or len(text) or 1
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    whole = "".join([*map(mender.mend, pieces), mender.finish()])
    return whole, sorted(notes)


def one_item(folder: Path, text: str | bytes) -> tuple[Item, list[Mend]]:
    reader = ExportReader([write(folder, text)], repair=True)
    (found,) = items_of(list(reader))
    return found, reader.mends


def line_of(text: str, inside: str) -> int:
    return text[: text.index(inside)].count("\n") + 1


# --------------------------------------------------------------------- characters


def test_a_forbidden_character_becomes_a_sign_that_something_was_there(
    tmp_path: Path,
) -> None:
    text = export(item(content="One\x0btwo"))
    found, mends = one_item(tmp_path, text)

    assert found.content == "One\ufffdtwo"
    assert mends == [
        Mend(
            "export.xml",
            line_of(text, "One"),
            "the forbidden character U+000B became U+FFFD",
        )
    ]


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1f", "\ufffe", "\uffff"])
def test_all_forbidden_characters_are_mended(tmp_path: Path, character: str) -> None:
    found, mends = one_item(tmp_path, export(item(title=f"a{character}b")))

    assert (found.title, len(mends)) == ("a\ufffdb", 1)


@pytest.mark.parametrize(
    "reference",
    [
        "&#0;",
        "&#x1;",
        "&#x0000B;",
        "&#xFFFE;",
        "&#xD800;",
        "&#x110000;",
        f"&#{'9' * 5000};",
    ],
)
def test_a_reference_to_a_forbidden_character_is_mended(
    tmp_path: Path, reference: str
) -> None:
    text = export(item(title=f"a{reference}b"))
    found, mends = one_item(tmp_path, text)

    assert found.title == "a\ufffdb"
    assert mends == [
        Mend(
            "export.xml",
            line_of(text, "<title>a"),
            f"the forbidden reference {reference[:40]} became U+FFFD",
        )
    ]


def test_a_reference_inside_of_cdata_is_text(tmp_path: Path) -> None:
    found, mends = one_item(tmp_path, export(item(content="Write &#x1; & &amp;")))

    assert (found.content, mends) == ("Write &#x1; & &amp;", [])


def test_bytes_that_are_no_utf_8_are_mended(tmp_path: Path) -> None:
    text = export(item(content="Grün \N{REPLACEMENT CHARACTER} 日")).encode()
    damaged = text.replace("ü".encode(), b"\xfc").replace("日".encode(), b"\xe6\x97")
    found, mends = one_item(tmp_path, damaged)

    assert found.content == "Gr\ufffdn \ufffd \ufffd"
    assert mends == [
        Mend("export.xml", 15, "bytes that are no character became U+FFFD")
    ]


def test_bytes_outside_of_another_encoding_are_mended(tmp_path: Path) -> None:
    declaration = '<?xml version="1.0" encoding="shift_jis"?>\n'
    text = export(item(title="日本\n語Z"), declaration=declaration).encode("shift_jis")
    found, mends = one_item(tmp_path, text.replace(b"Z", b"\xff"))

    assert found.title == "日本\n語\ufffd"
    assert mends == [
        Mend("export.xml", 15, "bytes that are no character became U+FFFD")
    ]


def test_several_of_a_kind_on_one_line_are_one_mend(tmp_path: Path) -> None:
    _found, mends = one_item(tmp_path, export(item(title="&\x01&\x01\n&")))

    assert [(mend.line, mend.what) for mend in mends] == [
        (14, "the forbidden character U+0001 became U+FFFD"),
        (14, "a bare & was taken as an ampersand"),
        (15, "a bare & was taken as an ampersand"),
    ]


# --------------------------------------------------------------------- ampersands


def test_a_bare_ampersand_is_one(tmp_path: Path) -> None:
    text = export(item("<link>/?a=1&b=2&copy=3&#x;&amp;c</link>"))
    found, mends = one_item(tmp_path, text)

    assert found.link == "/?a=1&b=2&copy=3&#x;&c"
    assert mends == [
        Mend(
            "export.xml",
            line_of(text, "<link>/?"),
            "a bare & was taken as an ampersand",
        )
    ]


def test_a_bare_ampersand_in_an_attribute_is_one(tmp_path: Path) -> None:
    text = export(item('<category domain="category" nicename="a&b">A</category>'))
    found, mends = one_item(tmp_path, text)

    assert [ref.slug for ref in found.terms] == ["a&b"]
    assert len(mends) == 1


def test_an_unescaped_address_of_a_commenter_is_read(tmp_path: Path) -> None:
    inside = "<wp:comment_author_url>http://a.example/?x&y</wp:comment_author_url>"
    path = write(tmp_path, export(item(comment(inside))))

    assert comments_of(read(path, repair=True))[0].url == "http://a.example/?x&y"


# ----------------------------------------------------------------------- prefixes


def test_a_prefix_without_a_declaration_is_supplied_once(tmp_path: Path) -> None:
    text = export(item("\n<media:a/>\n<media:b><media:c/></media:b>"))
    found, mends = one_item(tmp_path, text)

    assert found.id == 7
    assert mends == [
        Mend(
            "export.xml",
            line_of(text, "<media:a"),
            "a declaration of the prefix media was added",
        )
    ]


@pytest.mark.parametrize("missing", ["wp", "content", "excerpt", "dc"])
def test_known_prefixes_get_their_usual_meaning(tmp_path: Path, missing: str) -> None:
    namespaces = {p: uri for p, uri in NAMESPACES.items() if p != missing}
    inside = element("excerpt:encoded", "E") + element("dc:creator", "ada")
    found, mends = one_item(tmp_path, export(item(inside), namespaces=namespaces))

    assert (found.id, found.content, found.excerpt, found.creator) == (
        7,
        "It rained.",
        "E",
        "ada",
    )
    assert [mend.what for mend in mends] == [
        f"a declaration of the prefix {missing} was added"
    ]


def test_a_prefix_of_an_attribute_is_supplied(tmp_path: Path) -> None:
    found, mends = one_item(tmp_path, export(item("<a x:b='1' xml:lang='de'/>")))

    assert found.id == 7
    assert [mend.what for mend in mends] == ["a declaration of the prefix x was added"]


@pytest.mark.parametrize(
    "inside",
    [
        '<x:a xmlns:x="urn:x"><x:b/></x:a>',
        '<a xmlns:x="urn:x"><b x:c="1"/></a>',
        '<a title="x:b = &quot;1&quot;"/>x:b="1"',
        "<!-- <x:a> -->",
    ],
)
def test_declared_prefixes_and_mere_text_are_left_alone(inside: str) -> None:
    text = export(item(inside))

    assert mended(text) == (text, [])


# -------------------------------------------------------------------------- CDATA


@pytest.mark.parametrize(
    "content",
    [
        "Content with nested <![CDATA[ tags ]]> :)",
        "]]>",
        "]]>]]>",
        "This has <![CDATA[ opening and ]]> closing <![CDATA[ tags like this: ]]>",
        "<script>//<![CDATA[\nx = '&';\n//]]></script>",
        "<script>//<![CDATA[\nx()\n//]]></script>\n<p>Text & more<br></p>",
        "]]> <b>bold</b> ",
        "a ]]]]> b",
    ],
)
@pytest.mark.parametrize("white_space", ["", "\n\t"])
def test_cdata_inside_of_cdata_is_text(
    tmp_path: Path, content: str, white_space: str
) -> None:
    written = f"<content:encoded><![CDATA[{content}]]>{white_space}</content:encoded>"
    text = export(f"<item><wp:post_id>1</wp:post_id>{written}</item>", item())
    reader = ExportReader([write(tmp_path, text)], repair=True)
    first, second = items_of(list(reader))

    assert first.content == content + white_space
    assert (second.id, second.line) == (7, line_of(text, "<item>\n"))
    line = line_of(text, "<item><wp") + content.partition("]]>")[0].count("\n")
    assert reader.mends == [
        Mend("export.xml", line, "CDATA inside of CDATA was taken as text")
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<a><![CDATA[x]]]]><![CDATA[>y]]></a>",
        "<a><![CDATA[x]]> y <![CDATA[z]]></a>",
        "<a><![CDATA[x]]> y <b>z</b> <![CDATA[<b>]]> <c/></a>",
        "<a><![CDATA[x]]><a><![CDATA[y]]></a></a>",
        "<a><b/><![CDATA[x]]> y</a>",
        "<a><![CDATA[<!--]]><!-- ]]> --><?b ]]> ?></a>",
        "<a><![CDATA[]]]]></a >",
    ],
)
@pytest.mark.parametrize("chunk", [0, 1, 2, 7])
def test_well_formed_cdata_is_left_alone(inside: str, chunk: int) -> None:
    text = export(item(inside))

    assert mended(text, chunk) == (text, [])


def test_a_torn_section_does_not_swallow_what_follows(tmp_path: Path) -> None:
    torn = "<content:encoded><![CDATA[a]]> <b>c</content:encoded>"
    text = export(item(torn), item(content="The next one."))

    assert mended(text) == (text, [])


def test_judging_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rejoinder.moving.wxr.limits.MAX_HELD_CHARACTERS", 1_000)
    long = f"<a><![CDATA[x]]> {'y' * 5_000}]]></a>"

    assert mended(f"{long}<b/>", chunk=100)[0] == long[:-7] + "]]&gt;</a><b/>"


def test_a_stray_end_of_cdata_is_text(tmp_path: Path) -> None:
    found, mends = one_item(tmp_path, export(item(title="a ]]> b")))

    assert found.title == "a ]]> b"
    assert [mend.what for mend in mends] == ["a ]]> outside of CDATA was taken as text"]


# --------------------------------------------------------------------- declaration


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n ", " \n\n\t"])
def test_blank_space_before_the_declaration_is_passed_over(
    tmp_path: Path, blank: str
) -> None:
    found, mends = one_item(tmp_path, blank + export(item()))

    lines = blank.count("\n")
    assert found.line == 13 + lines
    assert mends == [
        Mend(
            "export.xml",
            1 + lines,
            "blank space before the XML declaration was passed over",
        )
    ]


# --------------------------------------------------------------- well-formed or not

texts = some.text(some.characters(codec="utf-8"), max_size=40).map(
    lambda text: "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
)
escaped = texts.map(
    lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
sections = texts.map(
    lambda t: "<![CDATA[" + t.replace("]]>", "]]]]><![CDATA[>") + "]]>"
)
pieces = some.sampled_from(
    [
        "<!-- ]]> & -->",
        "<?a & ]]> ?>",
        "&#38;",
        "&lt;",
        "<b c='&amp;>'/>",
        "]]",
        "]",
        ">",
        "<![CDATA[]]]]>",
        "<![CDATA[<![CDATA[]]>",
        "\n",
    ]
)


def _wrapped(inner: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    several = some.lists(inner, max_size=4).map("".join)
    return some.builds("<{0}>{1}</{0}>".format, some.sampled_from("ab"), several)


nested_pieces = some.recursive(escaped | sections | pieces, _wrapped, max_leaves=12)


def is_well_formed(text: str) -> bool:
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError:
        return False
    return True


@given(inside=nested_pieces, chunk=some.integers(1, 60))
def test_mending_a_well_formed_document_changes_nothing(
    inside: str, chunk: int
) -> None:
    text = f"<rss>{inside}</rss>"
    assume(is_well_formed(text))  # a `]]` and a `>` may have met

    assert mended(text, chunk) == (text, [])


@given(chunk=some.integers(1, 400))
def test_pieces_of_any_size_are_mended_alike(chunk: int) -> None:
    broken = (
        export(
            item("<link>/?a&b;&#1;&#x41</link><x:a/>", title="a\x01]]>"),
            item(content="plain").replace("plain", "a <![CDATA[ b ]]> c"),
        )
        + everything()
    )

    assert mended(broken, chunk) == mended(broken)


@given(text=some.text(some.sampled_from("<>&;#x1a/!?-[]\"'= \n\x01"), max_size=300))
def test_no_text_is_too_broken_to_be_looked_at(text: str) -> None:
    whole, notes = mended(text)

    assert mended(text, 7) == (whole, notes)
    assert mended(whole)[0] == whole
