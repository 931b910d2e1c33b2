"""What of an address changes the page that it leads to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.web.addresses import READ_BY_PAGES, reads_parameters

SOURCE = Path(__file__).resolve().parents[2] / "src" / "rejoinder"
#: Pages for one person, which are never stored.
PERSONAL_ROOMS = {"moderation", "signin"}


@pytest.mark.parametrize("name", READ_BY_PAGES)
def test_a_parameter_that_a_page_reads_is_noticed_wherever_it_stands(
    name: str,
) -> None:
    for query in (f"{name}=5", name, f"{name}=", f"a=1&{name}=5", f"{name}=5&b=2"):
        assert reads_parameters(query), query


@pytest.mark.parametrize(
    "query",
    [
        "fbclid=IwAR0_x-1",
        "utm_source=news&utm_medium=social",
        "gclid=1&x=replytocom=5",
        "x=%26replytocom%3D5",
        "xp=1",
        "px=1",
        "P=1",
        "=p",
        "",
        "&&",
        "lang=de",
        "v=a+b",
    ],
)
def test_any_other_parameter_changes_nothing(query: str) -> None:
    assert not reads_parameters(query)


@pytest.mark.parametrize("query", ["%70=5", "a=1&replyto%63om=5", "%s=", "a+b=1"])
def test_a_name_with_an_escape_may_be_any_name(query: str) -> None:
    assert reads_parameters(query)


@given(st.text("ps=&%70 ;+?#a\u00e9", max_size=30))
def test_no_parameter_that_django_sees_is_overlooked(query: str) -> None:
    seen = QueryDict(query.encode())
    if any(name in READ_BY_PAGES for name in seen):
        assert reads_parameters(query)


def test_every_parameter_that_a_page_asks_for_is_declared() -> None:
    """One that is not would be answered with the page that everybody gets."""
    asked = set()
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] not in PERSONAL_ROOMS:
            text = path.read_text(encoding="utf-8")
            asked |= set(re.findall(r'GET\.get\(\s*"([^"]+)"', text))
            asked |= set(re.findall(r'GET\["([^"]+)"\]', text))
            asked |= set(re.findall(r'"([^"]+)" in request\.GET', text))
    assert {"s", "cpage", "replytocom"} <= asked
    assert asked <= set(READ_BY_PAGES)


def test_every_parameter_of_an_old_address_is_declared() -> None:
    text = (SOURCE / "newsroom" / "old_queries.py").read_text(encoding="utf-8")
    asked = set(re.findall(r'query\.get\(\s*"([^"]+)"', text))
    asked |= set(re.findall(r'query\["([^"]+)"\]', text))
    assert {"tag", "m", "feed", "paged"} <= asked
    assert asked <= set(READ_BY_PAGES)
