"""Holes of a stored page: marked while it is made, cut out, filled."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.pagestore.holes import cut_holes, fill, marked
from rejoinder.pagestore.pages import Hole
from rejoinder.pagestore.rendering import rendering

MARK = "0123456789abcdef"


def test_a_page_with_its_marks_cut_out_is_the_page() -> None:
    text = "<p>" + marked("yours", "", MARK) + "</p>" + marked("identity", "Hi", MARK)
    body, holes = cut_holes(text.encode(), MARK)
    assert body == b"<p></p>Hi"
    assert holes == (Hole("yours", 3, 3), Hole("identity", 7, 9))


def test_a_page_without_holes_is_left_as_it_is() -> None:
    assert cut_holes(b"<p>Hi</p>", MARK) == (b"<p>Hi</p>", ())


def test_what_a_comment_says_is_no_hole() -> None:
    body = b"<!--another:identity-->Mine<!--another/-->"
    assert cut_holes(body, MARK) == (body, ())


def test_holes_are_filled_by_their_names() -> None:
    body, holes = b"<p></p>Hi!", (Hole("yours", 3, 3), Hole("identity", 7, 9))
    filled = fill(body, holes, {"yours": b"one waits", "identity": b"Ben"})
    assert filled == b"<p>one waits</p>Ben!"


def test_a_hole_that_nobody_fills_keeps_what_everybody_gets() -> None:
    assert fill(b"a-Hi-b", (Hole("identity", 2, 4),), {}) == b"a-Hi-b"


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5), st.text())
def test_filling_with_what_was_there_changes_nothing(
    parts: list[tuple[str, str]], end: str
) -> None:
    marked_up = "".join(a + marked("x", b, MARK) for a, b in parts) + end
    plain = "".join(a + b for a, b in parts) + end
    body, holes = cut_holes(marked_up.encode("utf-8", "replace"), MARK)
    assert body == plain.encode("utf-8", "replace")
    assert len(holes) == len(parts)
    contents = {"x": b"same"}
    expected = "".join(a + "same" for a, _b in parts) + end
    assert fill(body, holes, contents) == expected.encode("utf-8", "replace")
    assert fill(body, holes, {}) == body


TEMPLATE = '{% load pagestore %}a{% hole "yours" %}{{ name }}{% endhole %}b'


def test_a_template_shows_its_hole_as_everybody_gets_it() -> None:
    assert Template(TEMPLATE).render(Context({"name": "<Ben>"})) == "a&lt;Ben&gt;b"


def test_a_template_marks_its_hole_while_a_page_is_made_for_the_store() -> None:
    with rendering() as page:
        text = Template(TEMPLATE).render(Context({"name": "<Ben>"}))
    assert cut_holes(text.encode(), page.mark) == (
        b"a&lt;Ben&gt;b",
        (Hole("yours", 1, 12),),
    )


def test_a_hole_needs_a_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="one name"):
        Template("{% load pagestore %}{% hole %}{% endhole %}")
