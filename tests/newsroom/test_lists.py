"""The front page, sections, tags, writers and archives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, comment, read


def test_front_shows_the_newest_first(client: Client, publish: MakeArticle) -> None:
    publish("Older", published_on=NOON - timedelta(days=1))
    publish("Newest", published_on=NOON)

    page = read(client, "/")

    assert page.index("Newest") < page.index("Older")
    assert "h-feed" in page
    assert "h-entry" in page


def test_empty_site_says_so(client: Client, newsroom: Site) -> None:
    assert "Nothing has been published here yet." in read(client, "/")


def test_lists_have_pages(client: Client, newsroom: Site, publish: MakeArticle) -> None:
    Site.objects.update(articles_per_page=2)
    for number in range(3):
        publish(f"Number {number}", published_on=NOON + timedelta(days=number))

    assert "Number 0" not in read(client, "/")
    assert "Number 0" in read(client, "/page/2/")
    assert client.get("/page/1/")["Location"] == "/"
    assert client.get("/page/3/").status_code == 404


def test_section_lists_its_articles_and_those_of_its_parts(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    news = actions.add_section(site=newsroom, name="News")
    city = actions.add_section(site=newsroom, name="Größe", parent=news)
    publish("In the part", section=city)
    publish("In none")

    for path in ("/category/news/", "/category/news/größe/"):
        page = read(client, path)
        assert "In the part" in page
        assert "In none" not in page
    assert client.get("/category/größe/")["Location"] == (
        "/category/news/gr%C3%B6%C3%9Fe/"
    )
    assert client.get("/category/nothing/").status_code == 404


def test_sections_and_pages_stand_in_the_menu(client: Client, newsroom: Site) -> None:
    actions.add_section(site=newsroom, name="News")
    actions.publish_page(page=actions.write_page(site=newsroom, title="About us"))
    actions.publish_page(
        page=actions.write_page(site=newsroom, title="Imprint", show_in_menus=False)
    )

    page = read(client, "/")

    assert 'href="/category/news/"' in page
    assert 'href="/about-us/"' in page
    assert "Imprint" not in page


def test_tag_lists_its_articles(client: Client, publish: MakeArticle) -> None:
    publish("Tagged", tags=["Öffentlich", "heat"])
    publish("Untagged")

    page = read(client, "/tag/öffentlich/")

    assert "Tagged" in page
    assert "Untagged" not in page
    assert client.get("/tag/none/").status_code == 404


def test_tag_names_are_the_same_in_any_case(publish: MakeArticle) -> None:
    publish("One", tags=["Heat"])
    two = publish("Two", tags=["heat"])

    assert [tag.name for tag in two.tags.all()] == ["Heat"]


def test_author_page_lists_what_they_signed(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    laleh = actions.add_writer(site=newsroom, name="Laleh", bio="Writes about food.")
    tobias = actions.add_writer(site=newsroom, name="Tobias")
    publish("Both wrote this", bylines=[laleh, tobias])
    publish("Nobody signed this")

    page = read(client, "/author/laleh/")

    assert "Writes about food." in page
    assert "Both wrote this" in page
    assert "Nobody signed this" not in page


def test_author_who_published_nothing_is_not_shown(
    client: Client, newsroom: Site, draft: MakeArticle
) -> None:
    writer = actions.add_writer(site=newsroom, name="Whistleblower")
    draft(bylines=[writer])

    assert client.get("/author/whistleblower/").status_code == 404


def test_archives_go_by_the_clock_of_the_site(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(time_zone="Pacific/Auckland")
    publish("New year", published_on=datetime(2024, 12, 31, 13, tzinfo=UTC))

    for path in ("/2025/", "/2025/01/", "/2025/01/01/"):
        assert "New year" in read(client, path)
    for path in ("/2024/", "/2024/12/", "/2025/01/02/", "/2025/02/"):
        assert client.get(path).status_code == 404


def test_no_archive_begins_before_the_first_day(client: Client, newsroom: Site) -> None:
    Site.objects.update(time_zone="Europe/Berlin")

    assert client.get("/0001/01/01/").status_code == 404


def test_numbers_of_comments_stand_on_the_first_page_of_the_front_only(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    section = actions.add_section(site=newsroom, name="News")
    publish(published_on=NOON, section=section)
    comment()

    assert "1 comment" in read(client, "/")
    for path in ("/category/news/", "/2024/", "/2024/11/"):
        assert "1 comment" not in read(client, path)
