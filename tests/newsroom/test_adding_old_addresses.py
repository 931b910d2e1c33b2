"""Which old addresses are added, and which are refused."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rejoinder.newsroom.actions import OldAddress, add_old_addresses
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.old_addresses import old
from tests.newsroom.pages import NOON, PATH


def test_old_address_is_added_once(newsroom: Site, article: Article) -> None:
    for _again in range(2):
        assert old(newsroom, "/archives/12/", "article", article.pk)

    assert Address.objects.filter(path="/archives/12/").count() == 1
    assert old(newsroom, PATH, "article", article.pk)
    assert Address.objects.get(path=PATH).is_current


def test_address_of_another_thing_is_refused(
    newsroom: Site, publish: MakeArticle, article: Article
) -> None:
    other = publish("Another")

    assert not old(newsroom, PATH, "article", other.pk)
    assert old(newsroom, "/archives/12/", "article", article.pk)
    assert not old(newsroom, "/archives/12/", "article", other.pk)
    assert not old(newsroom, "/archives/12/", "section", article.pk)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "relative/",
        "/admin/x/",
        "/account/",
        "/media/x.jpg",
        "/robots.txt",
        "/2012/01/",
        "/post/feed/",
        "/post/comment-page-2/",
        "/?s=x",
        "/?p=0",
        "/?p=1&q=2",
        "/x\0/",
        "/" + "x" * 2000 + "/",
    ],
)
def test_address_that_the_site_needs_is_refused(newsroom: Site, path: str) -> None:
    assert not old(newsroom, path, "article", 1)
    assert not Address.objects.exists()


def test_unknown_kind_is_refused(newsroom: Site) -> None:
    assert not old(newsroom, "/x/", "widget", 1)


def test_new_article_leaves_an_old_address_alone(
    newsroom: Site, publish: MakeArticle, article: Article
) -> None:
    old(newsroom, "/2024/11/24/boat/", "article", article.pk)

    publish("Boat", published_on=NOON)

    assert Address.objects.filter(path="/2024/11/24/boat-2/").exists()


def test_many_addresses_take_few_queries(newsroom: Site, article: Article) -> None:
    many = [OldAddress(f"/archives/{n}/", "article", article.pk) for n in range(1000)]
    many.append(OldAddress("/admin/", "article", article.pk))

    with CaptureQueriesContext(connection) as captured:
        refused = add_old_addresses(site=newsroom, addresses=iter(many))

    assert refused == many[-1:]
    assert Address.objects.filter(object_id=article.pk).count() == 1001
    statements = [q["sql"] for q in captured if "POINT" not in q["sql"]]
    assert len(statements) <= 30
