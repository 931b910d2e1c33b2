"""Menus made by hand: in the admin, by programs, and as readers see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rejoinder.errors import Malformed
from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import MenuItemAsItWas as Item
from rejoinder.newsroom.actions import keep_menu, menu_fingerprint
from rejoinder.newsroom.models import Menu, MenuItem, PlainPage
from rejoinder.newsroom.queries.menus import MenuEntry, menus_of
from rejoinder.newsroom.queries.navigation import MAX_SECTIONS, Navigation
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, PATH, read
from tests.people import Cast


def page_called(site: Site, title: str) -> PlainPage:
    page = actions.write_page(site=site, title=title)
    return actions.publish_page(page=page)


def header(site: Site) -> tuple[MenuEntry, ...]:
    return Navigation(site).header


def outline(entries: tuple[MenuEntry, ...]) -> list[Any]:
    return [[e.name, outline(e.entries)] if e.entries else e.name for e in entries]


def test_menu_leads_to_pages_articles_sections_and_addresses(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    news = actions.add_section(site=newsroom, name="News")
    items = [
        Item(page=page_called(newsroom, "About us")),
        Item(article=publish(published_on=NOON), title="The ferry"),
        Item(section=news),
        Item(url="https://example.org/shop?a=1&b=2", title="Shop"),
        Item(url="/feed/", title="Feed"),
    ]

    keep_menu(site=newsroom, name="Main", place="header", items=items)

    assert [(e.name, e.url) for e in header(newsroom)] == [
        ("About us", "/about-us/"),
        ("The ferry", PATH),
        ("News", "/category/news/"),
        ("Shop", "https://example.org/shop?a=1&b=2"),
        ("Feed", "/feed/"),
    ]
    page = read(client, "/")
    assert 'href="https://example.org/shop?a=1&amp;b=2"' in page
    assert f'href="{PATH}"' in page


def test_menu_stands_instead_of_what_the_site_makes_itself(
    client: Client, newsroom: Site
) -> None:
    actions.add_section(site=newsroom, name="Automatic")
    page_called(newsroom, "Also automatic")
    link = Item(url="/x/", title="By hand")

    keep_menu(site=newsroom, name="Main", place="header", items=[link])

    nav = read(client, "/").partition('class="site-nav"')[2].partition("</nav>")[0]
    assert "By hand" in nav
    assert "utomatic" not in nav
    assert [e.name for e in Navigation(newsroom).footer] == ["Also automatic"]
    keep_menu(site=newsroom, name="Foot", place="footer", items=[link])
    assert "utomatic" not in read(client, "/")


def test_menu_without_entries_shows_nothing(client: Client, newsroom: Site) -> None:
    page_called(newsroom, "About us")

    keep_menu(site=newsroom, name="Main", place="header", items=[])

    assert header(newsroom) == ()
    assert "site-nav" not in read(client, "/")


def test_menu_that_stands_nowhere_is_not_shown(newsroom: Site) -> None:
    page_called(newsroom, "About us")

    keep_menu(site=newsroom, name="Old", place="", items=[Item("Old", url="/x/")])

    assert [e.name for e in header(newsroom)] == ["About us"]


def levels(*pairs: tuple[str, int]) -> list[Item]:
    return [Item(title, level, url=f"/{title}/") for title, level in pairs]


@pytest.mark.parametrize(
    "pairs, shown",
    [
        ([("a", 0), ("b", 1), ("c", 2), ("d", 0)], [["a", [["b", ["c"]]]], "d"]),
        ([("a", 1), ("b", 0)], ["a", "b"]),
        ([("a", 0), ("b", 3), ("c", 1)], [["a", ["b", "c"]]]),
        ([("a", 2), ("b", 1), ("c", 2)], ["a", ["b", ["c"]]]),
    ],
)
def test_entries_stand_below_the_nearest_further_out(
    newsroom: Site, pairs: list[tuple[str, int]], shown: list[Any]
) -> None:
    keep_menu(site=newsroom, name="Main", place="header", items=levels(*pairs))

    assert outline(header(newsroom)) == shown


def test_deeper_levels_are_reached_without_scripts(
    client: Client, newsroom: Site
) -> None:
    items = levels(("a", 0), ("b", 1), ("c", 2))
    keep_menu(site=newsroom, name="Main", place="header", items=items)

    nav = read(client, "/").partition('class="site-nav"')[2].partition("</nav>")[0]

    assert '<summary aria-label="More of a">' in nav
    assert nav.index('href="/a/"') < nav.index("<details") < nav.index('href="/b/"')
    assert nav.index('href="/c/"') < nav.index("</details>")


def test_word_that_leads_nowhere_opens_what_stands_below_it(
    client: Client, newsroom: Site
) -> None:
    items = [Item("More"), *levels(("b", 1))]
    keep_menu(site=newsroom, name="Main", place="header", items=items)

    assert "<summary><bdi>More</bdi></summary>" in read(client, "/")


def test_word_above_nothing_is_not_shown(newsroom: Site) -> None:
    items = [Item("More"), *levels(("b", 0))]
    keep_menu(site=newsroom, name="Main", place="header", items=items)

    assert outline(header(newsroom)) == ["b"]


def test_page_being_read_is_marked(client: Client, newsroom: Site) -> None:
    page = page_called(newsroom, "About us")
    keep_menu(site=newsroom, name="Main", place="header", items=[Item(page=page)])

    assert 'href="/about-us/" aria-current="page"' in read(client, "/about-us/")


def test_what_cannot_be_seen_is_not_shown_and_what_was_below_takes_its_place(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    first, hidden = page_called(newsroom, "First"), page_called(newsroom, "Hidden")
    article = publish("Binned")
    items = [
        Item(page=first),
        Item(page=hidden),
        *levels(("below", 1)),
        Item(article=article),
    ]
    keep_menu(site=newsroom, name="Main", place="header", items=items)

    hidden.unpublish()
    actions.unpublish_article(article=article)

    assert outline(header(newsroom)) == ["First", "below"]
    assert "Binned" not in read(client, "/")
    actions.publish_page(page=hidden)
    assert outline(header(newsroom)) == ["First", ["Hidden", ["below"]]]


def test_entry_goes_with_what_it_led_to(newsroom: Site) -> None:
    news = actions.add_section(site=newsroom, name="News")
    page = page_called(newsroom, "About us")
    items = [Item(section=news), Item(page=page), *levels(("left", 0))]
    keep_menu(site=newsroom, name="Main", place="header", items=items)

    news.delete()
    PlainPage.objects.get(pk=page.pk).delete()

    assert outline(header(newsroom)) == ["left"]


def test_menu_follows_an_address_that_changes(
    newsroom: Site, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)
    keep_menu(site=newsroom, name="Main", place="header", items=[Item(article=article)])

    actions.revise_article(article=article, address_part="boat")
    actions.publish_article(article=article)

    assert header(newsroom)[0].url == "/2024/11/24/boat/"


def test_menus_use_three_queries_however_many_entries(
    newsroom: Site, publish: MakeArticle
) -> None:
    items = [Item(page=page_called(newsroom, f"Page {n}")) for n in range(3)]
    items += [Item(article=publish(f"Article {n}")) for n in range(3)]
    sections = [actions.add_section(site=newsroom, name=f"S{n}") for n in range(3)]
    items += [Item(section=section, level=2) for section in sections]
    keep_menu(site=newsroom, name="Main", place="header", items=items)
    keep_menu(site=newsroom, name="Foot", place="footer", items=items)

    with CaptureQueriesContext(connection) as captured:
        navigation = Navigation(newsroom)
        assert len(navigation.header) == len(navigation.footer) == 6

    assert len(captured) == 3


def test_of_many_sections_the_site_shows_the_largest(
    newsroom: Site, publish: MakeArticle
) -> None:
    sections = [
        actions.add_section(site=newsroom, name=f"Section {n:02}") for n in range(40)
    ]
    part = actions.add_section(site=newsroom, name="Part", parent=sections[31])
    publish(section=sections[35])
    publish("Within", section=part)

    with CaptureQueriesContext(connection) as captured:
        shown = [link.name for link in Navigation(newsroom).sections]

    assert shown[-2:] == ["Section 31", "Section 35"]
    assert shown[:10] == [f"Section {n:02}" for n in range(10)]
    assert len(shown) == MAX_SECTIONS
    assert len(captured) == 2


def test_menu_kept_again_has_the_new_entries_at_the_place_its_owner_gave_it(
    newsroom: Site,
) -> None:
    menu = keep_menu(
        site=newsroom, name="Main", place="header", items=levels(("a", 0), ("b", 0))
    )
    Menu.objects.filter(pk=menu.pk).update(place="footer")

    again = keep_menu(
        site=newsroom, name="Main", place="header", items=levels(("c", 0))
    )

    assert again.pk == menu.pk
    assert outline(menus_of(newsroom)["footer"]) == ["c"]
    assert "header" not in menus_of(newsroom)


def test_place_that_is_taken_stays_taken(newsroom: Site) -> None:
    keep_menu(site=newsroom, name="Mine", place="header", items=levels(("a", 0)))

    kept = keep_menu(
        site=newsroom, name="Brought", place="header", items=levels(("b", 0))
    )

    assert kept.place == ""
    assert outline(header(newsroom)) == ["a"]


@pytest.mark.parametrize(
    "item",
    [
        Item("Bad", url="javascript:alert(1)"),
        Item("Bad", url="//example.org/"),
        Item("Bad", url="/\\example.org"),
        Item("Bad", url="/\t/example.org"),
        Item("Bad", url="mailto:a@example.org"),
        Item("Bad", url="https://"),
        Item("Bad", url="http://[x"),
        Item(url="/x/"),
        Item(),
    ],
)
def test_entry_that_cannot_be_used_is_refused_with_the_whole_menu(
    newsroom: Site, item: Item
) -> None:
    with pytest.raises(Malformed):
        keep_menu(site=newsroom, name="Main", place="", items=[Item("Ok"), item])

    assert not Menu.objects.exists()


def test_entry_that_leads_to_two_things_is_refused(newsroom: Site) -> None:
    page = page_called(newsroom, "About us")
    with pytest.raises(Malformed):
        keep_menu(
            site=newsroom, name="M", place="", items=[Item("x", page=page, url="/x/")]
        )


def test_unknown_place_is_refused(newsroom: Site) -> None:
    with pytest.raises(Malformed):
        keep_menu(site=newsroom, name="Main", place="sidebar", items=[])


def test_fingerprint_tells_what_is_in_a_menu_not_where_it_stands(
    newsroom: Site,
) -> None:
    items = levels(("a", 0), ("b", 1))
    menu = keep_menu(site=newsroom, name="Main", place="header", items=items)
    before = menu_fingerprint(menu)

    Menu.objects.filter(pk=menu.pk).update(place="", name="Other")
    assert menu_fingerprint(menu) == before
    same = keep_menu(site=newsroom, name="Third", place="", items=items)
    assert menu_fingerprint(same) == before
    MenuItem.objects.filter(menu=menu, title="b").update(level=0)
    assert menu_fingerprint(menu) != before


def form_of(*items: dict[str, Any], **fields: str) -> dict[str, Any]:
    data: dict[str, Any] = {"name": "Main", "place": "header", **fields}
    data |= {
        "items-TOTAL_FORMS": len(items),
        "items-INITIAL_FORMS": 0,
        "items-MIN_NUM_FORMS": 0,
        "items-MAX_NUM_FORMS": 1000,
    }
    for n, item in enumerate(items):
        values = {"title": "", "level": 0, "url": "", "ORDER": n + 1, **item}
        data |= {f"items-{n}-{name}": value for name, value in values.items()}
    return data


def add(client: Client, data: dict[str, Any]) -> str:
    url = reverse(Menu.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    answer = client.post(
        url, data, follow=True, headers={"origin": "http://testserver"}
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_editor_makes_a_menu_in_the_admin(
    client: Client, newsroom: Site, cast: Cast
) -> None:
    client.force_login(cast.ada)
    page = page_called(newsroom, "About us")

    add(
        client,
        form_of({"page": page.pk}, {"title": "Shop", "url": "https://example.org/"}),
    )

    assert outline(header(newsroom)) == ["About us", "Shop"]


@pytest.mark.parametrize(
    "data, sentence",
    [
        (form_of({"title": "Bad", "url": "javascript:x"}), "This leads nowhere"),
        (form_of({}), "needs a title"),
        (form_of({"url": "/x/"}), "An address needs a title"),
        (form_of(name="Taken", place=""), "There is a menu of this name"),
        (form_of(place="footer"), "Another menu stands there"),
    ],
)
def test_form_says_what_is_wrong(
    client: Client, newsroom: Site, cast: Cast, data: dict[str, Any], sentence: str
) -> None:
    keep_menu(site=newsroom, name="Taken", place="footer", items=[])
    client.force_login(cast.ada)

    assert sentence in add(client, data)

    assert Menu.objects.count() == 1


def test_author_makes_no_menus(client: Client, newsroom: Site, cast: Cast) -> None:
    client.force_login(cast.ann)

    add(client, form_of({"title": "a", "url": "/a/"}))

    assert not Menu.objects.exists()


def test_entry_is_checked_wherever_it_comes_from(newsroom: Site) -> None:
    menu = keep_menu(site=newsroom, name="Main", place="", items=[])
    page = page_called(newsroom, "About us")
    for fields in (
        {"page": page, "url": "/x/", "title": "x"},
        {"level": 10, "page": page},
    ):
        with pytest.raises(ValidationError):
            MenuItem(menu=menu, **fields).clean()
