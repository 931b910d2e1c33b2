"""What was public at the old site and is not any more, when it comes again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from rejoinder.newsroom.actions import publish_article, revise_article
from rejoinder.newsroom.models import Article, BinnedArticle, PlainPage
from tests.moving.old_sites import OldSite, adds_up, counts, reasons
from tests.moving.posts import Post, comment

pytestmark = pytest.mark.django_db

POST = Post(comments=(comment(31, "Well said there."),))
PATH = "/2013/01/11/the-flood/"
PAGE = Post(
    9, "About", type="page", name="about", comments=(comment(32, "Nice page."),)
)


def status(client: Client, path: str) -> int:
    return client.get(path).status_code


def test_a_page_made_private_there_is_taken_from_readers(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(PAGE)
    assert "Nice page." in client.get("/about/").content.decode()
    report = old_site.take(replace(PAGE, status="private"))
    assert counts(report, "pages") == {"seen": 1, "updated": 1}
    assert status(client, "/about/") == 410
    assert "Nice page." not in client.get("/comments/feed/").content.decode()


def test_an_article_binned_there_is_binned_here(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(POST)
    report = old_site.take(replace(POST, status="trash"))
    assert reasons(report, "articles") == {"in the bin": 1}
    assert adds_up(report)
    assert BinnedArticle.objects.exists()
    assert status(client, PATH) == 410
    assert "Well said" not in client.get("/comments/feed/").content.decode()


def test_binned_there_again_and_again_it_is_binned_once(old_site: OldSite) -> None:
    old_site.take(POST)
    for _ in range(2):
        old_site.take(replace(POST, status="trash"))
    assert BinnedArticle.objects.count() == 1


def test_taken_out_of_the_bin_there_it_is_public_again(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(POST)
    old_site.take(replace(POST, status="trash"))
    report = old_site.take(POST)
    assert counts(report, "articles") == {"seen": 1, "updated": 1}
    assert status(client, PATH) == 200
    assert not BinnedArticle.objects.exists()


def test_what_was_changed_here_is_not_binned(old_site: OldSite, client: Client) -> None:
    old_site.take(POST)
    row: Article = Article.objects.get()
    publish_article(article=revise_article(article=row, headline="Ours"))
    old_site.take(replace(POST, status="trash"))
    assert status(client, PATH) == 200


def test_a_dry_run_bins_nothing(old_site: OldSite, client: Client) -> None:
    old_site.take(POST)
    old_site.take(replace(POST, status="trash"), is_dry=True)
    assert status(client, PATH) == 200


def test_a_page_binned_there_is_out_of_sight_here(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(PAGE)
    report = old_site.take(replace(PAGE, status="trash"))
    assert reasons(report, "pages") == {"in the bin": 1}
    assert status(client, "/about/") == 410
    old_site.take(PAGE)
    assert status(client, "/about/") == 200
    assert PlainPage.objects.count() == 1


def test_of_two_with_one_number_the_first_decides_in_every_run(
    old_site: OldSite, client: Client
) -> None:
    older, binned = POST, replace(POST, status="trash")
    for _run in range(3):
        report = old_site.take(older, binned)
        assert reasons(report, "articles") == {"twice in the files": 1}
        assert status(client, PATH) == 200
    assert counts(report, "articles") == {"seen": 2, "unchanged": 1, "left_out": 1}


def test_of_two_pages_with_one_number_the_binned_one_may_be_the_first(
    old_site: OldSite, client: Client
) -> None:
    for _run in range(3):
        report = old_site.take(replace(PAGE, status="trash"), PAGE)
        assert counts(report, "pages") == {"seen": 2, "left_out": 2}
        assert status(client, "/about/") == 404
