"""Articles and pages that move, and what their old addresses do."""

from __future__ import annotations

from django.test import Client

from rejoinder.discussion.models import Thread
from rejoinder.newsroom import actions
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON


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
