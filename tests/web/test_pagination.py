"""Pages of a list at WordPress's addresses."""

from __future__ import annotations

import pytest

from rejoinder.errors import NotFound
from rejoinder.web.pagination import Page, page_of


def page(number: int, *, total: int = 95, query: str = "") -> Page[int]:
    return page_of(
        list(range(total)),
        number=number,
        per_page=10,
        base_path="/category/city/",
        query=query,
    )


def test_the_first_page_is_the_list_itself() -> None:
    first = page(1)
    assert first.items == list(range(10))
    assert first.total == 95
    assert first.newer_url == ""
    assert first.older_url == "/category/city/page/2/"


def test_the_second_page_leads_back_to_the_list_itself() -> None:
    assert page(2).newer_url == "/category/city/"


def test_the_last_page_has_what_is_left_and_nothing_older() -> None:
    last = page(10)
    assert last.items == list(range(90, 95))
    assert last.older_url == ""


def test_every_link_keeps_the_query() -> None:
    second = page(2, query="s=eel")
    assert second.newer_url == "/category/city/?s=eel"
    assert second.older_url == "/category/city/page/3/?s=eel"
    assert {link.url.partition("?")[2] for link in second.links if link.number} == {
        "s=eel"
    }


def test_pages_far_away_are_left_out_of_the_links() -> None:
    links = page(50, total=1000).links
    assert [link.number for link in links] == [1, 0, 48, 49, 50, 51, 52, 0, 100]
    assert [link.number for link in links if link.is_current] == [50]


def test_an_empty_list_has_one_page() -> None:
    assert page(1, total=0).items == []
    assert page(1, total=0).last_number == 1


@pytest.mark.parametrize("number", [0, 11, 10**9])
def test_a_page_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(NotFound):
        page(number)
