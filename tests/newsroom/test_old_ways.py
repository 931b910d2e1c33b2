"""Other ways to say an address, as WordPress knows them, lead to ours."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.old_addresses import UPLOADS, leads_to, old
from tests.newsroom.pages import NOON, PATH


@pytest.mark.parametrize(
    "query, there",
    [
        ("?p=12", PATH),
        ("?page_id=12", PATH),
        ("?p=12&cpage=2", f"{PATH}comment-page-2/"),
        ("?feed=rss2&p=12", f"{PATH}feed/"),
        ("?cat=3", "/category/news/"),
        ("?cat=3&feed=rss2", "/category/news/feed/"),
        ("?cat=3&paged=2", "/category/news/page/2/"),
        ("?author=2", "/author/imogen/"),
        ("?tag=c-sharp", "/tag/c-sharp/"),
        ("?m=201411", "/2014/11/"),
        ("?feed=comments-rss2", "/comments/feed/"),
        ("?paged=2", "/page/2/"),
    ],
)
def test_query_of_wordpress_leads_to_the_same(
    client: Client, newsroom: Site, article: Article, query: str, there: str
) -> None:
    old(newsroom, "/?p=12", "article", article.pk)
    old(newsroom, "/?cat=3", "section", article.section_id or 0)
    old(newsroom, "/?author=2", "writer", article.bylines.get().writer_id)

    assert leads_to(client, f"/{query}") == there
    assert leads_to(client, f"/index.php{query}") == f"/{query}"


@pytest.mark.parametrize(
    "query", ["?p=77", "?cat=77", "?author=77", "?attachment_id=7"]
)
def test_number_that_names_nothing_is_404(
    client: Client, newsroom: Site, query: str
) -> None:
    assert client.get(f"/{query}").status_code == 404


def test_number_that_was_brought_along_goes_before_our_own(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    ours, brought = publish("Ours", published_on=NOON), publish("Brought")
    assert leads_to(client, f"/?p={ours.pk}") == "/2024/11/24/ours/"

    old(newsroom, f"/?p={ours.pk}", "article", brought.pk)

    assert leads_to(client, f"/?p={ours.pk}").endswith("/brought/")
    assert leads_to(client, f"/?article={ours.pk}") == "/2024/11/24/ours/"


@pytest.mark.parametrize(
    "path, there",
    [
        ("/feed/rss2/", "/feed/"),
        ("/feed/rdf/", "/feed/"),
        ("/atom/", "/feed/atom/"),
        ("/wp-atom.php", "/feed/atom/"),
        ("/comments/feed/rss2/", "/comments/feed/"),
        ("/category/news/feed/rss2/", "/category/news/feed/"),
        ("/tag/c-sharp/feed/rss/", "/tag/c-sharp/feed/"),
        ("/author/imogen/feed/rdf/", "/author/imogen/feed/"),
        (f"{PATH}feed/rss2/", f"{PATH}feed/"),
        ("/index.php/2024/11/", "/2024/11/"),
        (f"/index.php{PATH}", PATH),
        ("/index.php", "/"),
        ("/index.php//example.org/", "/%2Fexample.org/"),
    ],
)
def test_other_ways_to_say_an_address_lead_to_ours(
    client: Client, article: Article, path: str, there: str
) -> None:
    assert leads_to(client, path) == there


@pytest.mark.parametrize(
    "path, there", [("/wp-login.php", "/account/login/"), ("/wp-admin/", "/admin/")]
)
def test_doors_of_wordpress_lead_to_ours(
    client: Client, newsroom: Site, path: str, there: str
) -> None:
    assert leads_to(client, path, 302) == there


@pytest.mark.parametrize(
    "path, there",
    [
        ("/blog/", "/"),
        ("/blog", "/"),
        ("/blog/?p=12", "/?p=12"),
        ("/blog/category/news/", "/category/news/"),
        ("/blog/feed/", "/feed/"),
        ("/blog/2024/11/", "/2024/11/"),
        ("/blog/page/2/", "/page/2/"),
        ("/blog//example.org/", "/%2Fexample.org/"),
    ],
)
def test_folder_of_the_old_site_is_left_away(
    client: Client, newsroom: Site, article: Article, path: str, there: str
) -> None:
    assert old(newsroom, "/blog/", "prefix")

    assert leads_to(client, path) == there
    assert client.get("/blogger/").status_code == 404


def test_row_goes_before_the_folder_it_lies_in(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/blog/", "prefix")
    old(newsroom, "/blog/2012/01/02/ferry/", "article", article.pk)

    assert leads_to(client, "/blog/2012/01/02/ferry/") == PATH


@pytest.mark.parametrize(
    "path",
    [
        UPLOADS + "x-300x200" * 150 + ".jpg",
        UPLOADS + "x" * 5000 + ".jpg",
        UPLOADS + "%00-300x200.jpg",
        "/" + "a/" * 900 + "x.jpg",
        "/index.php" * 100,
        "/" + "feed/" * 300,
        "/" + "rss2/" * 300,
    ],
)
def test_hostile_path_costs_few_queries(
    client: Client, newsroom: Site, path: str
) -> None:
    client.get("/nothing/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code in {301, 404}
    # Two rows' worth of looking, the old folder, and what the page of a 404 shows.
    assert len(captured) <= 9
