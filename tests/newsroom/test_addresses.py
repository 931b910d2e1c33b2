"""The address that an article gets when it is published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON

HEADLINES = {
    "hebrew": ("שלום, עולם", "שלום-עולם"),
    "persian": ("می‌خواهم بنویسم", "می‌خواهم-بنویسم"),
    "hindi": ("हिन्दी में समाचार", "हिन्दी-में-समाचार"),
    "thai": ("ข่าวภาษาไทย", "ข่าวภาษาไทย"),
    "german": ("Größe & Maß", "größe-maß"),
    "chinese": ("新闻标题", "新闻标题"),
}


@pytest.mark.parametrize("script", HEADLINES)
def test_address_may_be_in_any_script(
    client: Client, publish: MakeArticle, script: str
) -> None:
    headline, part = HEADLINES[script]

    publish(headline, published_on=NOON)

    assert Address.objects.get().path == f"/2024/11/24/{part}/"
    assert client.get(f"/2024/11/24/{part}/").status_code == 200


def test_part_has_at_most_200_bytes_even_with_a_number(publish: MakeArticle) -> None:
    for _each in range(2):
        publish("ป" * 250, published_on=NOON)

    parts = [address.path.split("/")[-2] for address in Address.objects.order_by("pk")]
    assert [len(part.encode()) for part in parts] == [198, 200]
    assert parts[1].endswith("-2")


def test_headline_without_letters_gives_the_number_of_the_article(
    publish: MakeArticle,
) -> None:
    article = publish("!!!", published_on=NOON)

    assert Address.objects.get().path == f"/2024/11/24/{article.pk}/"


def test_same_headline_on_a_day_gets_a_number(publish: MakeArticle) -> None:
    for _each in range(3):
        publish("Ferry", published_on=NOON)

    paths = Address.objects.order_by("pk").values_list("path", flat=True)
    assert [path.split("/")[-2] for path in paths] == ["ferry", "ferry-2", "ferry-3"]


def test_date_is_local_to_the_site(newsroom: Site, publish: MakeArticle) -> None:
    Site.objects.update(time_zone="Pacific/Auckland")

    publish("Late", published_on=datetime(2024, 12, 31, 13, tzinfo=UTC))

    assert Address.objects.get().path == "/2025/01/01/late/"


def test_pattern_can_be_set_and_published_articles_keep_theirs(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    old = publish("Old", published_on=NOON)
    Site.objects.update(address_pattern="/%category%/%postname%/")
    news = actions.add_section(site=newsroom, name="News")

    publish("New", section=news)
    actions.publish_article(article=old)

    assert client.get("/news/new/").status_code == 200
    assert client.get("/2024/11/24/old/").status_code == 200


def test_short_pattern_cannot_take_an_address_of_the_site(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(address_pattern="/%postname%/")

    publish("Feed")
    publish("2026")

    paths = Address.objects.order_by("pk").values_list("path", flat=True)
    assert list(paths) == ["/feed-2/", "/2026-2/"]


def test_pattern_without_the_name_gives_every_article_its_own(
    newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(address_pattern="/%year%/")

    one, two = publish(published_on=NOON), publish(published_on=NOON)

    for article in (one, two):
        path = Address.objects.get(object_id=article.pk).path
        # Two digits would read as a month: see the test of that below.
        assert path in {
            f"/2024/{article.pk}/",
            f"/{article.pk}-the-ferry-needs-a-name/",
        }


def test_section_named_like_a_part_of_the_site_does_not_hold_up_publishing(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(address_pattern="/%category%/%postname%/")
    section = actions.add_section(site=newsroom, name="Media")
    publish("Ferry", section=section)
    path = f"/{publish('Ferry', section=section).pk}-ferry/"
    assert Address.objects.filter(path=path, is_current=True).exists()
    assert client.get(path).status_code == 200


def test_article_whose_number_would_read_as_a_month_can_be_read(
    client: Client, newsroom: Site, draft: MakeArticle
) -> None:
    Site.objects.update(address_pattern="/%year%/%post_id%/")
    article = draft(published_on=NOON)
    while article.pk < 10:
        article = draft(published_on=NOON)
    actions.publish_article(article=Article.objects.get(pk=article.pk))
    path = Address.objects.get().path
    assert '<h1 class="article__headline' in client.get(path).content.decode()


def test_addresses_of_a_site_are_given_one_at_a_time(publish: MakeArticle) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's transactions exclude each other anyway")
    with CaptureQueriesContext(connection) as queries:
        publish()
    locks = [q["sql"] for q in queries if "FOR NO KEY UPDATE" in q["sql"]]
    assert any('FROM "sites_site"' in sql for sql in locks)
