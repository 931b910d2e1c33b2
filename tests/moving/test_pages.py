"""Pages of an export, and the tree that they stand in here."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.discussion.models import Comment
from rejoinder.newsroom.checks import find_problems
from rejoinder.newsroom.models import FrontPage, PlainPage
from tests.moving.old_sites import OldSite, counts, reasons
from tests.moving.posts import OLD, Post, comment

pytestmark = pytest.mark.django_db


def page(number: int, name: str, *, parent: int = 0, **more: object) -> Post:
    return Post(
        number,
        title=name.title(),
        type="page",
        name=name,
        parent=parent,
        **more,  # type: ignore[arg-type]
    )


def kept(name: str) -> PlainPage:
    found: PlainPage = PlainPage.objects.get(address_part=name)
    return found


def above(name: str) -> str:
    """What a page is called that stands above another; "" for the front page."""
    parent = kept(name).get_parent().specific
    return "" if isinstance(parent, FrontPage) else parent.address_part


def test_a_page_has_title_text_and_address(old_site: OldSite, client: Client) -> None:
    report = old_site.take(page(3, "about"))
    assert counts(report, "pages") == {"seen": 1, "created": 1}
    assert "It rained." in client.get("/about/").content.decode()
    assert kept("about").title == "About"


def test_a_page_stands_below_another(old_site: OldSite, client: Client) -> None:
    link = f"{OLD}/about/team/"
    old_site.take(page(3, "about"), page(4, "team", parent=3, link=link))
    assert above("team") == "about"
    assert client.get("/about/team/").status_code == 200


def test_a_page_above_may_come_later_in_the_file(old_site: OldSite) -> None:
    old_site.take(page(4, "team", parent=3), page(3, "about"))
    assert above("team") == "about"
    assert list(find_problems()) == []


def test_an_orphan_stands_on_the_first_level(old_site: OldSite) -> None:
    old_site.take(page(4, "team", parent=99))
    assert above("team") == ""


def test_an_orphan_whose_page_comes_later_goes_below_it(old_site: OldSite) -> None:
    old_site.take(page(4, "team", parent=3))
    report = old_site.take(page(4, "team", parent=3), page(3, "about"))
    assert counts(report, "pages") == {"seen": 2, "created": 1, "updated": 1}
    assert above("team") == "about"


def test_a_page_above_shares_its_number_with_something_else(
    old_site: OldSite,
) -> None:
    thing = Post(4, "A thing", type="thing")
    pages = page(9, "team", parent=4), page(4, "about")
    old_site.take(thing, *pages)
    assert above("team") == "about"
    report = old_site.take(thing, *pages)
    assert counts(report, "pages") == {"seen": 2, "unchanged": 2}


def test_a_circle_is_cut_and_all_of_it_comes(old_site: OldSite) -> None:
    circle = (page(3, "one", parent=4), page(4, "two", parent=3))
    old_site.take(*circle)
    assert sorted([above("one"), above("two")]) in (["", "one"], ["", "two"])
    again = old_site.take(*circle)
    assert counts(again, "pages") == {"seen": 2, "unchanged": 2}
    assert list(find_problems()) == []


def test_a_circle_whose_words_change_stays_cut(old_site: OldSite) -> None:
    old_site.take(page(3, "one", parent=4), page(4, "two", parent=3))
    changed = {"content": "Other words."}
    old_site.take(
        page(3, "one", parent=4, **changed), page(4, "two", parent=3, **changed)
    )
    bodies = [str(page.body.raw_data) for page in PlainPage.objects.all()]
    assert all("Other words." in body for body in bodies)
    assert list(find_problems()) == []


def test_a_page_that_moved_there_moves_here(old_site: OldSite) -> None:
    old_site.take(page(3, "about"), page(4, "team"))
    report = old_site.take(page(3, "about"), page(4, "team", parent=3))
    assert counts(report, "pages") == {"seen": 2, "updated": 1, "unchanged": 1}
    assert above("team") == "about"


def test_a_published_page_below_a_draft_is_public(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(
        page(3, "about", status="draft"),
        page(4, "team", parent=3, link=f"{OLD}/about/team/"),
    )
    assert not kept("about").live
    assert client.get("/about/team/").status_code == 200
    assert client.get("/about/").status_code == 404


def test_pages_come_in_the_order_of_menus(old_site: OldSite) -> None:
    old_site.take(page(3, "last", menu_order=2), page(4, "first", menu_order=1))
    in_tree = PlainPage.objects.order_by("path").values_list("address_part", flat=True)
    assert list(in_tree) == ["first", "last"]


def test_comments_of_a_page_are_read_below_it(
    old_site: OldSite, client: Client
) -> None:
    report = old_site.take(page(3, "about", comments=(comment(9),)))
    assert counts(report, "comments") == {"seen": 1, "created": 1}
    assert "Indeed." in client.get("/about/").content.decode()


@pytest.mark.parametrize("status, is_open", [("open", True), ("closed", False)])
def test_a_page_takes_comments_where_it_did(
    status: str, is_open: bool, old_site: OldSite
) -> None:
    old_site.take(page(3, "about", comment_status=status))
    assert kept("about").comments_open is is_open


def test_comments_of_a_binned_page_are_left_out_with_it(old_site: OldSite) -> None:
    report = old_site.take(page(3, "about", status="trash", comments=(comment(9),)))
    assert reasons(report, "pages") == {"in the bin": 1}
    assert counts(report, "comments") == {"seen": 1, "left_out": 1}
    assert not Comment.objects.exists()
