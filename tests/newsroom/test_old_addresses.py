"""Addresses brought along from another site arrive at the same things."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.old_addresses import UPLOADS, leads_to, old
from tests.newsroom.pages import PATH, comment, read


def test_old_address_of_an_article_leads_to_it(
    client: Client, newsroom: Site, article: Article
) -> None:
    assert old(newsroom, "/archives/12/", "article", article.pk)

    assert leads_to(client, "/archives/12/") == PATH
    assert leads_to(client, "/archives/12") == PATH
    assert leads_to(client, "/archives/12/feed/") == f"{PATH}feed/"
    assert leads_to(client, "/archives/12/?utm=x") == f"{PATH}?utm=x"
    there = leads_to(client, "/archives/12/comment-page-3/")
    assert there == f"{PATH}comment-page-3/"
    assert leads_to(client, there, 302) == f"{PATH}comment-page-1/"


def test_old_address_in_any_script_leads_there(
    client: Client, newsroom: Site, article: Article
) -> None:
    assert old(newsroom, "/2012/می‌خواهم/", "article", article.pk)

    assert (
        leads_to(client, "/2012/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85/")
        == PATH
    )


def test_old_address_of_a_page_leads_to_it(client: Client, newsroom: Site) -> None:
    page = actions.write_page(site=newsroom, title="About us")
    actions.publish_page(page=page)
    old(newsroom, "/ueber-uns.html", "page", page.pk)
    old(newsroom, "/?page_id=2", "page", page.pk)

    assert leads_to(client, "/ueber-uns.html") == "/about-us/"
    assert leads_to(client, "/?page_id=2") == "/about-us/"


@pytest.mark.parametrize("kind", ["section", "tag", "writer"])
def test_old_address_of_a_list_leads_to_it_with_its_pages_and_feeds(
    client: Client, newsroom: Site, article: Article, kind: str
) -> None:
    thing = {
        "section": (article.section_id, "/category/news/"),
        "tag": (article.tags.get().pk, "/tag/c-sharp/"),
        "writer": (article.bylines.get().writer_id, "/author/imogen/"),
    }[kind]

    assert old(newsroom, f"/alt/{kind}/x/", kind, thing[0])

    assert leads_to(client, f"/alt/{kind}/x/") == thing[1]
    assert leads_to(client, f"/alt/{kind}/x/page/2/") == f"{thing[1]}page/2/"
    assert leads_to(client, f"/alt/{kind}/x/feed/atom/") == f"{thing[1]}feed/atom/"
    assert leads_to(client, f"/alt/{kind}/x/feed/rss2/") == f"/alt/{kind}/x/feed/"
    read(client, thing[1])


def test_list_that_is_called_otherwise_here_is_found_at_its_old_address(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/tag/c/", "tag", article.tags.get().pk)
    old(newsroom, "/category/neues/stadt/", "section", article.section_id or 0)
    old(newsroom, "/author/admin/", "writer", article.bylines.get().writer_id)

    assert leads_to(client, "/tag/c/") == "/tag/c-sharp/"
    assert leads_to(client, "/tag/c/page/2/") == "/tag/c-sharp/page/2/"
    assert leads_to(client, "/tag/c/feed/") == "/tag/c-sharp/feed/"
    assert leads_to(client, "/category/neues/stadt/") == "/category/news/"
    assert leads_to(client, "/category/neues/stadt/feed/") == "/category/news/feed/"
    assert leads_to(client, "/author/admin/") == "/author/imogen/"
    assert client.get("/author/root/").status_code == 404


def test_comment_on_an_article_is_found_at_its_old_address(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/archives/12/", "article", article.pk)
    number = comment()

    assert (
        leads_to(client, f"/archives/12/comment/{number}/")
        == f"{PATH}comment/{number}/"
    )


def test_old_address_follows_what_it_leads_to(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/archives/12/", "article", article.pk)

    actions.revise_article(article=article, address_part="boat")
    actions.publish_article(article=article)

    assert leads_to(client, "/archives/12/") == "/2024/11/24/boat/"


def test_writer_who_published_nothing_is_not_given_away(
    client: Client, newsroom: Site, article: Article
) -> None:
    silent = actions.add_writer(site=newsroom, name="Silent")
    old(newsroom, "/?author=2", "writer", silent.pk)
    old(newsroom, "/author/admin/", "writer", silent.pk)

    for path in ("/?author=2", "/author/admin/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert b"silent" not in answer.content


def test_draft_is_not_given_away(
    client: Client, newsroom: Site, draft: MakeArticle
) -> None:
    article = draft("Canary word")
    old(newsroom, "/old-draft/", "article", article.pk)
    old(newsroom, "/?p=12", "article", article.pk)

    for path in ("/old-draft/", "/?p=12", f"/?article={article.pk}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert b"canary" not in answer.content.lower()


def test_what_was_taken_away_is_gone_at_its_old_address_too(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/archives/12/", "article", article.pk)
    old(newsroom, "/alt/", "section", article.section_id or 0)
    old(newsroom, f"{UPLOADS}x.jpg", "picture", 77)
    old(newsroom, f"{UPLOADS}x.pdf", "file", 77)

    actions.unpublish_article(article=article)
    assert article.section is not None
    article.section.delete()

    for path in ("/archives/12/", "/alt/", f"{UPLOADS}x.jpg", f"{UPLOADS}x.pdf"):
        assert client.get(path).status_code == 410, path


def test_article_keeps_its_name_in_feeds(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    brought, ours = publish("Brought"), publish("Ours")
    guid = "https://old.example/?p=12&amp;x"
    actions.keep_feed_guids(guids={brought.pk: guid})
    actions.keep_feed_guids(guids={brought.pk: guid})
    actions.keep_feed_guids(guids={ours.pk: " "})

    for feed in ("/feed/", "/feed/atom/"):
        shown = read(client, feed)
        assert "https://old.example/?p=12&amp;amp;x" in shown
        assert f"http://testserver/?article={ours.pk}" in shown
        assert f"?article={brought.pk}" not in shown
