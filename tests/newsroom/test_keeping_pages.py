"""Plain pages kept as they were elsewhere, and their place in the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from rejoinder.errors import Conflict
from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.actions import PageAsItWas
from rejoinder.newsroom.actions.keeping import State
from rejoinder.newsroom.checks import find_problems
from rejoinder.newsroom.models import PlainPage
from rejoinder.sites.models import Address, Site
from tests.newsroom.pages import NOON, read
from tests.people import Cast

NOW = NOON + timedelta(days=300)

Keep = Callable[..., PlainPage]


@pytest.fixture
def keep(newsroom: Site) -> Keep:
    def make(
        title: str = "House rules", state: State = "published", **values: Any
    ) -> PlainPage:
        values.setdefault("body", [body.raw_html("<p>Be <em>kind</em>.</p>")])
        values.setdefault("published_on", NOON)
        return actions.keep_page(
            site=newsroom, values=PageAsItWas(title, **values), state=state, now=NOW
        )

    return make


@pytest.fixture(autouse=True)
def nothing_is_broken(db: None) -> Iterator[None]:
    yield
    assert Page.find_problems() == ([], [], [], [], [])
    assert list(find_problems()) == [] or not Site.objects.exists()
    for page in PlainPage.objects.all():
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"


def paths() -> dict[str, str]:
    rows = Address.objects.filter(is_current=True, kind=PlainPage.address_kind)
    titles = dict(PlainPage.objects.values_list("pk", "title"))
    return {titles[pk]: path for pk, path in rows.values_list("object_id", "path")}


def in_order() -> list[str]:
    return list(PlainPage.objects.order_by("path").values_list("title", flat=True))


def test_kept_page_is_a_page_at_its_address(client: Client, keep: Keep) -> None:
    keep(path="/Haus_Regeln/", language="de")

    page = read(client, "/Haus_Regeln/")

    assert "Be <em>kind</em>." in page
    assert 'lang="de"' in page
    assert 'href="/Haus_Regeln/"' in read(client, "/")
    assert not PlainPage.objects.get().revisions.exists()


def test_page_below_another_gets_an_address_below(keep: Keep) -> None:
    about = keep("About us")
    team = keep("Team", parent=about)
    keep("History", parent=about, path="/about-us/our-history/")
    keep("Deep", parent=team, show_in_menus=False)

    assert paths() == {
        "About us": "/about-us/",
        "Team": "/about-us/team/",
        "History": "/about-us/our-history/",
        "Deep": "/about-us/team/deep/",
    }


def test_taken_address_gets_a_number(keep: Keep) -> None:
    keep("One", path="/rules/")
    keep("Two", path="/rules/")

    assert paths() == {"One": "/rules/", "Two": "/rules-2/"}


def test_draft_has_no_address(client: Client, keep: Keep) -> None:
    page = keep(state="draft", path="/house-rules/")

    assert client.get("/house-rules/").status_code == 404
    actions.publish_page(page=page)
    assert "Be <em>kind</em>." in read(client, "/house-rules/")


def test_scheduled_page_is_published_by_the_worker(
    client: Client, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now() + timedelta(hours=1)
    keep(state="scheduled", published_on=at)

    assert client.get("/house-rules/").status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=3))
    duties.publish_due(now=timezone.now())
    read(client, "/house-rules/")


def test_publishing_it_again_leaves_the_address(keep: Keep) -> None:
    draft = keep("About", state="draft")
    pages = [
        keep("One", path="/Foo_Bar/"),
        keep("Two", path="/about/team_x/", parent=draft),
        keep("Three"),
    ]
    before = paths()

    for page in pages:
        actions.publish_page(page=PlainPage.objects.get(pk=page.pk))

    assert paths() == before
    assert before["Two"] == "/about/team_x/"


def test_it_is_edited_unpublished_and_deleted_in_the_browser(
    client: Client, cast: Cast, keep: Keep
) -> None:
    client.force_login(cast.ada)
    page = keep()
    for name in ("edit", "history", "view_draft"):
        read(client, reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))

    client.post(
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        HTTP_ORIGIN="http://testserver",
    )
    assert client.get("/house-rules/").status_code == 410
    actions.publish_page(page=PlainPage.objects.get())
    read(client, "/house-rules/")
    client.post(
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        HTTP_ORIGIN="http://testserver",
    )

    assert not PlainPage.objects.exists()


def test_parent_may_come_later(client: Client, keep: Keep) -> None:
    team = keep("Team", path="/about/team/")
    deep = keep("Deep", parent=team, path="/about/team/deep/")
    about = keep("About", path="/about/")

    moved = actions.set_page_parent(page=team, parent=about)

    assert moved.get_parent().pk == about.pk
    assert PlainPage.objects.get(pk=deep.pk).is_descendant_of(
        PlainPage.objects.get(pk=about.pk)
    )
    assert paths()["Deep"] == "/about/team/deep/"
    assert Address.objects.filter(is_current=False).count() == 0
    read(client, "/about/team/deep/")


def test_addresses_follow_a_parent_that_comes_later(client: Client, keep: Keep) -> None:
    team = keep("Team")
    keep("Deep", parent=team)
    about = keep("About")

    actions.set_page_parent(page=team, parent=about)

    assert paths()["Deep"] == "/about/team/deep/"
    assert client.get("/team/deep/")["Location"] == "/about/team/deep/"
    actions.set_page_parent(page=team, parent=None)
    assert paths()["Deep"] == "/team/deep/"


def test_parent_that_it_has_already_changes_nothing(keep: Keep) -> None:
    about = keep("About")
    team = keep("Team", parent=about)
    keep("History", parent=about)

    actions.set_page_parent(page=team, parent=about)

    assert in_order() == ["About", "Team", "History"]


@pytest.mark.parametrize("which", ["itself", "below"])
def test_page_is_never_above_itself(keep: Keep, which: str) -> None:
    about = keep("About")
    team = keep("Team", parent=about)

    with pytest.raises(Conflict):
        actions.set_page_parent(page=about, parent=about if which == "itself" else team)


def test_pages_are_put_in_the_order_of_a_menu(keep: Keep) -> None:
    one, two, three, _four = (keep(title) for title in ("1", "2", "3", "4"))
    keep("2a", parent=two)

    actions.arrange_pages(pages=[three, one, two])

    assert in_order() == ["4", "3", "1", "2", "2a"]
    fresh = [PlainPage.objects.get(pk=page.pk) for page in (three, one, two)]
    actions.arrange_pages(pages=fresh)
    assert in_order() == ["4", "3", "1", "2", "2a"]


def update(page: PlainPage, title: str = "Our rules", **values: Any) -> PlainPage:
    values.setdefault("published_on", NOON)
    return actions.update_kept_page(
        page=page, values=PageAsItWas(title, **values), now=NOW
    )


def test_update_changes_everything_but_state_and_address(
    client: Client, keep: Keep
) -> None:
    page = keep(path="/rules/", address_part="rules")
    draft = keep("Draft", state="draft")

    update(page, body=[body.markdown("*Otters* first.")], path="/rules/")
    update(draft, "Still a draft")

    shown = read(client, "/rules/")
    assert "<em>Otters</em> first." in shown
    assert "Our rules" in shown
    assert not PlainPage.objects.get(title="Still a draft").live
    assert paths() == {"Our rules": "/rules/"}


def test_update_with_another_part_moves_it(client: Client, keep: Keep) -> None:
    page = keep(path="/rules/")
    keep("Below", parent=page)

    update(page, path="/our_rules/")

    assert paths() == {"Our rules": "/our_rules/", "Below": "/our_rules/below/"}
    assert client.get("/rules/below/")["Location"] == "/our_rules/below/"


def test_update_of_one_with_versions_makes_another(client: Client, keep: Keep) -> None:
    page = actions.publish_page(page=keep())

    page = update(page)

    assert page.revisions.count() == 2
    assert page.live_revision == page.latest_revision
    assert "Our rules" in read(client, "/house-rules/")
