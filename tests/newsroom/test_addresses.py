from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rejoinder.discussion.models import Thread
from rejoinder.newsroom import actions
from rejoinder.newsroom.addresses import (
    AddressFacts,
    exact_part,
    exact_path,
    expand_pattern,
    is_reserved,
    with_part,
)
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)
FACTS = AddressFacts(
    local_time=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    article_id=42,
    part="ferry",
    section_path="news/city",
    author="ada",
)

HEADLINES = {
    "hebrew": ("שלום, עולם", "שלום-עולם"),
    "persian": ("می‌خواهم بنویسم", "می‌خواهم-بنویسم"),
    "hindi": ("हिन्दी में समाचार", "हिन्दी-में-समाचार"),
    "thai": ("ข่าวภาษาไทย", "ข่าวภาษาไทย"),
    "german": ("Größe & Maß", "größe-maß"),
    "chinese": ("新闻标题", "新闻标题"),
}


@pytest.mark.parametrize(
    "pattern, path",
    [
        ("/%year%/%monthnum%/%day%/%postname%/", "/2026/03/04/ferry/"),
        ("/%postname%/", "/ferry/"),
        ("/%category%/%postname%/", "/news/city/ferry/"),
        ("/archives/%post_id%", "/archives/42/"),
        ("/%author%/%hour%-%minute%-%second%/%postname%", "/ada/05-06-07/ferry/"),
        ("/%year%/", "/2026/42/"),
        ("//%unknown%//%postname%", "/ferry/"),
        ("", "/42/"),
    ],
)
def test_pattern_of_wordpress_gives_its_path(pattern: str, path: str) -> None:
    assert expand_pattern(pattern, FACTS) == path


@pytest.mark.parametrize(
    "raw, path",
    [
        ("2011/05/Foo_Bar", "/2011/05/Foo_Bar/"),
        ("/a%20b/%E2%82%AC/", "/a b/€/"),
        ("/e\u0301/", "/é/"),
        ("", ""),
        ("//", ""),
        ("/a//b/", ""),
        ("/a/%2E%2E/b/", ""),
        ("/a%0Ab/", ""),
        ("/a%FF/", ""),
        ("/\ud800/", ""),
        (f"/{'x' * 1998}/", f"/{'x' * 1998}/"),
        (f"/{'x' * 1999}/", ""),
        (f"/{'é' * 1000}/", ""),
    ],
)
def test_path_from_elsewhere_is_kept_where_it_can_be(raw: str, path: str) -> None:
    assert exact_path(raw) == path


@pytest.mark.parametrize(
    "raw, part",
    [
        ("Foo_Bar.html", "Foo_Bar.html"),
        ("%D9%81%E2%80%8C%D8%A7", "ف\u200cا"),
        ("a/b", "a-b"),
        ("..", ""),
        ("\n", ""),
        ("é" * 101, "é" * 100),
    ],
)
def test_part_from_elsewhere_is_kept_where_it_can_be(raw: str, part: str) -> None:
    assert exact_part(raw) == part


@pytest.mark.parametrize(
    "path", ["/admin/", "/2024/", "/2024/11/24/", "/tag/x/", "/about/feed/", "/feed/"]
)
def test_paths_that_the_site_needs_are_reserved(path: str) -> None:
    assert is_reserved(path)


def test_other_paths_are_free() -> None:
    assert not is_reserved("/2024/11/24/feeding-time/")


def test_part_is_replaced_from_the_end() -> None:
    assert with_part("/2026/2026/", "2026", "new") == "/2026/new/"
    assert with_part("/2024/11/", "ferry", "new") is None


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


def test_changed_part_moves_the_article_and_redirects(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)

    actions.revise_article(article=article, address_part="The Ferry")
    actions.publish_article(article=article)

    assert client.get("/2024/11/24/the-ferry/").status_code == 200
    response = client.get("/2024/11/24/the-ferry-needs-a-name/?utm_source=x")
    assert response.status_code == 301
    assert response["Location"] == "/2024/11/24/the-ferry/?utm_source=x"
    assert Thread.objects.get().subject_url == "/2024/11/24/the-ferry/"


def test_old_address_of_a_comment_page_redirects_too(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)
    actions.revise_article(article=article, address_part="new")
    actions.publish_article(article=article)

    response = client.get("/2024/11/24/the-ferry-needs-a-name/feed/atom/")

    assert response["Location"] == "/2024/11/24/new/feed/atom/"


def test_part_changed_back_takes_its_old_address_again(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)
    for part in ("new", "the-ferry-needs-a-name"):
        actions.revise_article(article=article, address_part=part)
        actions.publish_article(article=article)

    assert client.get("/2024/11/24/the-ferry-needs-a-name/").status_code == 200
    assert client.get("/2024/11/24/new/").status_code == 301


def test_changed_headline_moves_nothing(publish: MakeArticle) -> None:
    article = publish(published_on=NOON)

    actions.revise_article(article=article, headline="Another one")
    actions.publish_article(article=article)

    assert Address.objects.get().path == "/2024/11/24/the-ferry-needs-a-name/"


def test_old_address_belongs_to_its_article_for_ever(publish: MakeArticle) -> None:
    first = publish("Ferry", published_on=NOON)
    actions.revise_article(article=first, address_part="boat")
    actions.publish_article(article=first)

    publish("Ferry", published_on=NOON)

    current = Address.objects.filter(is_current=True).order_by("pk")
    assert [row.path.split("/")[-2] for row in current] == ["boat", "ferry-2"]


@pytest.mark.parametrize(
    "path, target",
    [
        ("/2024/11/24/the-ferry-needs-a-name", "/2024/11/24/the-ferry-needs-a-name/"),
        ("/2024/11", "/2024/11/"),
        ("/feed", "/feed/"),
        ("/admin", "/admin/"),
        ("/2024/11/24/the-ferry-needs-a-name/feed", None),
    ],
)
def test_missing_slash_is_added(
    client: Client, publish: MakeArticle, path: str, target: str | None
) -> None:
    publish(published_on=NOON)

    response = client.get(path)

    assert response.status_code == 301
    assert response["Location"] == (target or f"{path}/")


def test_decomposed_letters_lead_to_the_composed_address(
    client: Client, publish: MakeArticle
) -> None:
    publish("Größe", published_on=NOON)

    response = client.get("/2024/11/24/gro\u0308ße/")

    assert response.status_code == 301
    assert response["Location"] == "/2024/11/24/gr%C3%B6%C3%9Fe/"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/nothing",
        "/\\evil.example/",
        "/..%2f..%2fetc/passwd",
        "/%00/",
        "/tag/%00/",
        "/author/%00/",
        "/category/%00/",
        "/2026/13/",
        "/0000/",
        "/2026/02/30/",
        "/" + "a" * 5000 + "/",
        "/page/2/",
        "/page/99999999999/",
        "/media/%2e%2e/rejoinder.sqlite3",
        "/media/../keys/signing.key",
        "/media/x.html",
    ],
)
def test_what_is_not_there_is_404(client: Client, newsroom: Site, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "//feed"])
def test_two_slashes_lead_to_no_other_host(
    client: Client, newsroom: Site, path: str
) -> None:
    assert client.get("/", PATH_INFO=path).status_code == 404


def test_refusal_is_a_page_of_the_site(client: Client, publish: MakeArticle) -> None:
    article = publish(published_on=NOON)
    actions.unpublish_article(article=article)

    for path, status in (("/no/", 404), (Address.objects.get().path, 410)):
        response = client.get(path)
        assert response.status_code == status
        assert "The Test Gazette" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_read_only(client: Client, publish: MakeArticle, method: str) -> None:
    publish(published_on=NOON)

    response = getattr(client, method)(
        "/2024/11/24/the-ferry-needs-a-name/", HTTP_ORIGIN="http://testserver"
    )

    assert response.status_code == 405


def test_shortest_link_of_wordpress_leads_to_the_article(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)

    response = client.get(f"/?p={article.pk}")

    assert response["Location"] == "/2024/11/24/the-ferry-needs-a-name/"
    assert client.get("/?p=99999").status_code == 404


def test_plain_pages_stand_in_a_tree(client: Client, newsroom: Site) -> None:
    about = actions.write_page(site=newsroom, title="About us")
    actions.publish_page(page=about)
    team = actions.write_page(site=newsroom, title="The team", parent=about)
    actions.publish_page(page=team)

    assert client.get("/about-us/").status_code == 200
    assert client.get("/about-us/the-team/").status_code == 200


def test_pages_below_follow_a_page_that_moves(client: Client, newsroom: Site) -> None:
    about = actions.publish_page(
        page=actions.write_page(site=newsroom, title="About us")
    )
    actions.publish_page(
        page=actions.write_page(site=newsroom, title="The team", parent=about)
    )

    about.address_part = "us"
    about.save_revision().publish()

    assert client.get("/us/the-team/").status_code == 200
    response = client.get("/about-us/the-team/")
    assert response["Location"] == "/us/the-team/"


def test_page_moved_in_the_tree_takes_a_new_address(
    client: Client, newsroom: Site
) -> None:
    pages = [
        actions.publish_page(page=actions.write_page(site=newsroom, title=title))
        for title in ("About", "Rules")
    ]

    pages[1].move(pages[0], pos="last-child")

    assert client.get("/about/rules/").status_code == 200
    assert client.get("/rules/")["Location"] == "/about/rules/"


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
