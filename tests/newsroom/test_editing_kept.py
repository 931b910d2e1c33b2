"""What editors do with a kept article, although it has no revision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rejoinder.discussion.models import Thread
from rejoinder.newsroom import actions
from rejoinder.newsroom.actions.keeping import State
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address
from tests.newsroom.keeping import HEADLINE, Keep
from tests.newsroom.pages import NOON, PATH, read
from tests.newsroom.test_admin import ORIGIN, article_form
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("nothing_is_broken")


def edited(client: Client, article: Article, **fields: str) -> int:
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert client.get(url).status_code == 200
    status: int = client.post(url, article_form(**fields), **ORIGIN).status_code
    return status


def test_it_is_edited_and_published_in_the_browser_at_its_address(
    client: Client, cast: Cast, keep: Keep
) -> None:
    client.force_login(cast.ada)
    article = keep(path="/2011/05/Foo_Bar/", address_part="Foo_Bar")
    form = {"address_part": "Foo_Bar", "published_on": "2024-11-24 12:00"}

    assert edited(client, article, **form) == 302
    assert HEADLINE in read(client, "/2011/05/Foo_Bar/")
    assert edited(client, article, **form, **{"action-publish": "1"}) == 302

    assert "Written in the browser" in read(client, "/2011/05/Foo_Bar/")
    assert Address.objects.get().path == "/2011/05/Foo_Bar/"
    assert Thread.objects.get().title == "Written in the browser"
    for name in ("history", "view_draft"):
        read(client, reverse(f"wagtailadmin_pages:{name}", args=[article.pk]))


def test_it_is_unpublished_and_published_again(client: Client, keep: Keep) -> None:
    article = keep()

    actions.unpublish_article(article=article)
    assert client.get(PATH).status_code == 410
    assert not Thread.objects.get().is_reachable
    actions.publish_article(article=Article.objects.get())

    assert HEADLINE in read(client, PATH)
    assert Thread.objects.get().is_reachable


def test_it_is_unpublished_in_the_browser(
    client: Client, cast: Cast, keep: Keep
) -> None:
    client.force_login(cast.ada)
    article = keep()

    client.post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]), **ORIGIN)

    assert client.get(PATH).status_code == 410


@pytest.mark.parametrize("state", ["published", "draft", "scheduled"])
def test_it_is_binned_and_restored_as_it_was(
    client: Client, keep: Keep, state: State
) -> None:
    at = timezone.now() + timedelta(hours=1)
    article = keep(state=state, published_on=at if state == "scheduled" else NOON)
    article = Article.objects.get()

    actions.bin_article(article=article, now=timezone.now())
    assert not Article.objects.get().live
    assert not article.revisions.exclude(approved_go_live_at=None).exists()
    actions.restore_article(article=Article.objects.get(), now=timezone.now())

    assert Article.objects.get().live == (state == "published")
    waits = article.revisions.exclude(approved_go_live_at=None).exists()
    assert waits == (state == "scheduled")
    if state == "published":
        assert HEADLINE in read(client, PATH)
        assert "crosses <em>twice</em>" in read(client, PATH)


def test_it_is_binned_in_the_browser_and_deleted_for_good_in_the_end(
    client: Client, cast: Cast, keep: Keep
) -> None:
    client.force_login(cast.ada)
    article = keep()

    client.post(reverse("wagtailadmin_pages:delete", args=[article.pk]), **ORIGIN)

    assert client.get(PATH).status_code == 410
    assert actions.empty_bin(now=timezone.now() + timedelta(days=31)) == 1
    assert not Article.objects.exists()
    assert client.get(PATH).status_code == 410
