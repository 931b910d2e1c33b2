"""Filled pages, plain and compressed."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from rejoinder.pagestore.filling import Filling
from rejoinder.pagestore.holes import cut_holes, fill, marked
from rejoinder.pagestore.pages import Page
from tests.pagestore.pages import page

MARK = "0123456789abcdef"


def page_of(text: str) -> Page:
    body, holes = cut_holes(text.encode(), MARK)
    return page(body=body, holes=holes)


HELLO = (
    "<p>" + marked("yours", "", MARK) + "</p>" + marked("identity", "Hi", MARK) + "!"
)


def test_holes_are_filled() -> None:
    filled = Filling(page_of(HELLO)).plain({"yours": b"one", "identity": b"Ben"})
    assert filled == b"<p>one</p>Ben!"


def test_compressed_it_is_the_same() -> None:
    contents = {"yours": b"one", "identity": b"Ben"}
    filling = Filling(page_of(HELLO))
    assert gzip.decompress(filling.gzipped(contents)) == filling.plain(contents)


def test_it_is_about_as_short_as_compressed_in_one_go() -> None:
    text = "".join(
        f"<p>Comment {n} of somebody who has an opinion.</p>" for n in range(200)
    )
    made = page_of(text + marked("identity", "<form></form>", MARK) + text)
    contents = {"identity": b"<form>" + b"<input>" * 40 + b"</form>"}
    filling = Filling(made)
    whole = gzip.compress(filling.plain(contents), 6)
    assert len(filling.gzipped(contents)) < 1.5 * len(whole)


@given(
    st.lists(st.tuples(st.text(), st.text()), max_size=4),
    st.text(),
    st.dictionaries(st.sampled_from(["x", "y"]), st.binary(max_size=3000)),
)
def test_whatever_fills_it_both_forms_agree(
    parts: list[tuple[str, str]], end: str, contents: dict[str, bytes]
) -> None:
    text = "".join(a + marked("x", b, MARK) for a, b in parts) + end
    made = page_of(text.encode("utf-8", "replace").decode())
    filling = Filling(made)
    holes = made.description.holes
    assert filling.plain(contents) == fill(made.encodings["identity"], holes, contents)
    assert gzip.decompress(filling.gzipped(contents)) == filling.plain(contents)
