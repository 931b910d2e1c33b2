"""Menus of an export."""

from __future__ import annotations

import pytest

from rejoinder.newsroom.actions import MenuItemAsItWas, keep_menu
from rejoinder.newsroom.models import Article, Menu, MenuItem, PlainPage, Section
from tests.moving.old_sites import OldSite, adds_up, counts, reasons
from tests.moving.posts import OLD, Post, category, menu

pytestmark = pytest.mark.django_db


def entry(
    number: int,
    title: str = "",
    *,
    url: str = "",
    thing: str = "custom",
    target: int = 0,
    parent: int = 0,
    of: str = "top",
) -> Post:
    """`thing` is "custom", "category", or a type of items."""
    kinds = {"custom": "custom", "category": "taxonomy", "post_tag": "taxonomy"}
    return Post(
        number,
        title,
        type="nav_menu_item",
        name=str(number),
        menu_order=number,
        terms=(("nav_menu", of, of.title()),) if of else (),
        meta=(
            ("_menu_item_type", kinds.get(thing, "post_type")),
            ("_menu_item_object", thing),
            ("_menu_item_object_id", str(target)),
            ("_menu_item_menu_item_parent", str(parent)),
            ("_menu_item_url", url),
        ),
    )


def rows() -> list[MenuItem]:
    return list(MenuItem.objects.order_by("sort_order"))


def test_entries_lead_to_what_came_along(old_site: OldSite) -> None:
    report = old_site.take(
        entry(20, thing="page", target=9),
        entry(21, thing="post", target=7),
        entry(22, thing="category", target=3),
        Post(),
        Post(9, "About", type="page", name="about"),
        head=category("rivers", number=3) + menu("top"),
    )
    assert counts(report, "other") == {"seen": 4, "created": 4}
    page, article, section = rows()
    assert (page.page, page.title) == (PlainPage.objects.get(), "About")
    assert (article.article, article.title) == (Article.objects.get(), "The flood")
    assert (section.section, section.title) == (Section.objects.get(), "Rivers")


def test_an_only_menu_stands_at_the_head(old_site: OldSite) -> None:
    old_site.take(entry(20, "Home", url="/"), head=menu("whatever"))
    assert Menu.objects.get().place == "header"


def test_of_several_the_main_one_stands_at_the_head(old_site: OldSite) -> None:
    old_site.take(head=menu("social") + menu("main-menu"))
    places = dict(Menu.objects.values_list("name", "place"))
    assert places == {"Social": "", "Main-Menu": "header"}


def test_of_several_without_a_main_one_none_stands_there(old_site: OldSite) -> None:
    old_site.take(head=menu("social") + menu("legal"))
    assert set(Menu.objects.values_list("place", flat=True)) == {""}


def test_a_menu_of_the_owners_is_left_alone(old_site: OldSite) -> None:
    mine = keep_menu(
        site=old_site.site,
        name="Top",
        place="header",
        items=[MenuItemAsItWas(title="Mine", url="/mine/")],
    )
    old_site.take(entry(20, "Theirs", url="/theirs/"), head=menu("top"))
    assert [item.title for item in mine.items.all()] == ["Mine"]
    theirs = Menu.objects.exclude(pk=mine.pk).get()
    assert (theirs.name, theirs.place) == ("Top 2", "")


def test_two_menus_of_one_name_are_two(old_site: OldSite) -> None:
    old_site.take(
        entry(20, "One", url="/1/", of="a"),
        entry(21, "Two", url="/2/", of="b"),
        head=menu("a", "Links") + menu("b", "Links"),
    )
    found = {item.menu.name: item.title for item in MenuItem.objects.all()}
    assert found == {"Links": "One", "Links 2": "Two"}


def test_a_hash_only_heads_others(old_site: OldSite) -> None:
    old_site.take(entry(20, "More", url="#"), head=menu("top"))
    assert (rows()[0].title, rows()[0].url) == ("More", "")


def test_addresses_of_the_old_site_are_ours(old_site: OldSite) -> None:
    old_site.take(
        entry(20, "Flood", url=f"{OLD}/2013/01/11/the-flood/"),
        entry(21, "Else", url="https://else.example/"),
        entry(22, "Bad", url="javascript:alert(1)"),
        Post(),
        head=menu("top"),
    )
    urls = [row.url for row in rows()]
    assert urls == ["/2013/01/11/the-flood/", "https://else.example/", ""]


def test_levels_are_kept(old_site: OldSite) -> None:
    old_site.take(
        entry(20, "A", url="/a/"),
        entry(21, "B", url="/b/", parent=20),
        entry(22, "C", url="/c/", parent=21),
        entry(23, "D", url="/d/", parent=99),
        head=menu("top"),
    )
    assert [row.level for row in rows()] == [0, 1, 2, 0]


def test_a_circle_of_entries_comes_to_an_end(old_site: OldSite) -> None:
    old_site.take(
        entry(20, "A", url="/a/", parent=21),
        entry(21, "B", url="/b/", parent=20),
        head=menu("top"),
    )
    assert len(rows()) == 2


def test_an_entry_without_a_name_for_what_is_not_here_is_left_out(
    old_site: OldSite,
) -> None:
    posts = (entry(20, thing="page", target=99), entry(21, "Home", url="/"))
    dry = old_site.take(*posts, head=menu("top"), is_dry=True)
    report = old_site.take(*posts, head=menu("top"))
    assert reasons(report, "other") == {"a menu's entry for what is not here": 1}
    assert [row.title for row in rows()] == ["Home"]
    assert dry.as_json() == report.as_json()


def test_an_entry_finds_what_comes_later(old_site: OldSite) -> None:
    posts = (entry(20, "About", thing="page", target=9),)
    old_site.take(*posts, head=menu("top"))
    assert rows()[0].page is None
    old_site.take(*posts, Post(9, "About", type="page", name="about"), head=menu("top"))
    assert rows()[0].page == PlainPage.objects.get()


def test_entries_of_no_menu_are_left_out(old_site: OldSite) -> None:
    report = old_site.take(entry(20, "Home", url="/", of=""))
    assert reasons(report, "other") == {"an entry of no menu": 1}
    assert adds_up(report)
