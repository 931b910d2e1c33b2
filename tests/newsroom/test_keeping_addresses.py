"""Addresses of articles kept as they were elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import ArticleAsItWas, ArticleToKeep
from rejoinder.newsroom.models import ArticleThread
from rejoinder.sites.models import Address, Site
from tests.newsroom.keeping import HEADLINE, NOW, Keep
from tests.newsroom.pages import NOON, PATH, read

pytestmark = pytest.mark.usefixtures("nothing_is_broken")


@pytest.mark.parametrize(
    "given, kept",
    [
        ("/2011/05/Foo_Bar/", "/2011/05/Foo_Bar/"),
        ("2011/05/foo", "/2011/05/foo/"),
        ("/%D9%81%D8%A7%D8%B1%E2%80%8C%D8%B3%DB%8C/", "/فار\u200cسی/"),
        ("/e\u0301te\u0301/", "/été/"),
        ("/", PATH),
        ("/tag/heat/", PATH),
        ("/2011/05/", PATH),
        ("/a//b/", PATH),
        ("/a/../b/", PATH),
        ("/a%00b/", PATH),
        ("/a%FFb/", PATH),
        ("/" + "x" * 2000 + "/", PATH),
    ],
)
def test_it_keeps_the_address_that_it_had_where_that_can_be(
    client: Client, keep: Keep, given: str, kept: str
) -> None:
    keep(path=given)

    assert Address.objects.get().path == kept
    assert HEADLINE in read(client, kept)


def test_taken_addresses_get_numbers(newsroom: Site, keep: Keep) -> None:
    wanted = [
        ArticleToKeep(
            ArticleAsItWas(HEADLINE, path=path, published_on=NOON), "published"
        )
        for path in ("/same/", "/same/", "", "")
    ]
    kept = actions.keep_articles(site=newsroom, articles=wanted, now=NOW)
    again = keep(path="/same/")

    paths = dict(Address.objects.values_list("object_id", "path"))
    assert [paths[article.pk] for article in (*kept, again)] == [
        "/same/",
        PATH.replace("/the-ferry-needs-a-name/", "/the-ferry-needs-a-name-2/"),
        PATH,
        PATH.replace("name/", "name-3/"),
        PATH.replace("name/", "name-4/"),
    ]
    threads = dict(ArticleThread.objects.values_list("article", "thread__subject_url"))
    assert threads == paths


def test_pattern_makes_the_address_where_none_is_given(
    newsroom: Site, keep: Keep
) -> None:
    Site.objects.update(address_pattern="/%category%/%author%/%post_id%/%postname%/")
    newsroom.refresh_from_db()
    news = actions.add_section(site=newsroom, name="News")
    laleh = actions.add_writer(site=newsroom, name="Laleh")

    article = keep(section=news, bylines=[laleh], address_part="Foo_Bar")

    assert Address.objects.get().path == f"/news/laleh/{article.pk}/Foo_Bar/"


@pytest.mark.parametrize("part", ["", "ferry"])
@pytest.mark.parametrize("path", ["/archives/12/", "/ferry/12/", "/2011/ferry/"])
def test_publishing_it_again_leaves_the_address(
    keep: Keep, path: str, part: str
) -> None:
    article = keep(path=path, address_part=part)

    actions.publish_article(article=article)

    assert Address.objects.get().path == path


def test_another_part_moves_the_address(client: Client, keep: Keep) -> None:
    article = keep(path="/2011/05/Foo_Bar/", address_part="Foo_Bar")

    actions.revise_article(article=article, address_part="otter")
    actions.publish_article(article=article)

    assert client.get("/2011/05/Foo_Bar/")["Location"] == "/2011/05/otter/"
