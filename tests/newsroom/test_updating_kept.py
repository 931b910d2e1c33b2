"""A kept article is taken again, changed at its source."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.actions import ArticleAsItWas
from rejoinder.newsroom.models import Article, Section
from rejoinder.sites.models import Address, Site
from tests.newsroom.keeping import NOW, Keep
from tests.newsroom.pages import NOON, PATH, read

pytestmark = pytest.mark.usefixtures("nothing_is_broken")


@pytest.fixture
def city(newsroom: Site) -> Section:
    return actions.add_section(site=newsroom, name="City")


def update(
    article: Article, headline: str = "A name is found", **values: Any
) -> Article:
    values.setdefault("published_on", NOON)
    return actions.update_kept_article(
        article=article, values=ArticleAsItWas(headline, **values), now=NOW
    )


def test_update_changes_everything_but_state_and_address(
    client: Client, newsroom: Site, keep: Keep, city: Section
) -> None:
    laleh = actions.add_writer(site=newsroom, name="Laleh")
    heat, sea = actions.add_tags(
        tags=[actions.TagAsItWas("Heat"), actions.TagAsItWas("Sea")]
    )
    article = keep(
        further_sections=[city], bylines=[laleh], tags=[heat], path="/p/ferry/"
    )

    update(
        article,
        body=[body.raw_html("<p>Otter.</p>")],
        further_sections=[city],
        bylines=[laleh],
        tags=[sea],
        path="/elsewhere/",
        comments_open=False,
        updated_at=NOON + timedelta(days=2),
    )

    page = read(client, "/p/ferry/")
    for words in ("A name is found", "Otter.", "article__updated", "/category/city/"):
        assert words in page
    assert "/tag/heat/" not in page
    assert "A name is found" in read(client, "/?s=otter")
    thread = Thread.objects.get()
    assert (thread.title, thread.state) == ("A name is found", ThreadState.CLOSED)
    assert not Article.objects.get().revisions.exists()


def test_update_with_another_part_moves_it_to_the_address_there(
    client: Client, keep: Keep
) -> None:
    article = keep(path="/2011/ferry/", address_part="ferry")

    update(article, path="/2011/otter/", address_part="otter")

    assert "A name is found" in read(client, "/2011/otter/")
    assert client.get("/2011/ferry/")["Location"] == "/2011/otter/"
    assert Thread.objects.get().subject_url == "/2011/otter/"


def test_update_of_one_with_versions_makes_another(client: Client, keep: Keep) -> None:
    actions.publish_article(article=keep())

    article = update(Article.objects.get(), updated_at=None)

    assert article.revisions.count() == 2
    assert article.live_revision == article.latest_revision
    page = read(client, PATH)
    assert "A name is found" in page
    assert "article__updated" not in page


def test_update_of_a_scheduled_one_waits_for_the_new_time(
    keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    article = keep(state="scheduled", published_on=at)

    later = at + timedelta(hours=1)
    update(article, published_on=later)

    duties.publish_due(now=at)
    assert not Article.objects.get().live
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    duties.publish_due(now=timezone.now())
    article = Article.objects.get()
    assert (article.title, article.published_on) == ("A name is found", later)


def test_update_of_a_draft_stays_a_draft(keep: Keep) -> None:
    first, second = keep(state="draft"), keep(state="draft")
    actions.revise_article(article=second, standfirst="x")

    for article in (first, second):
        updated = update(article)
        assert not updated.live
        latest = updated.get_latest_revision_as_object()
        assert latest.title == "A name is found"


def test_update_of_an_unpublished_one_stays_unseen(client: Client, keep: Keep) -> None:
    article = actions.unpublish_article(article=keep())

    update(article, address_part="other", path="/other/")

    assert client.get(PATH).status_code == 410
    assert client.get("/other/").status_code == 404


def test_time_of_publication_follows(keep: Keep) -> None:
    earlier: datetime = NOON - timedelta(days=4)

    article = update(keep(), published_on=earlier)

    assert article.published_on == earlier
    assert Thread.objects.get().subject_since == earlier
    assert Address.objects.get().path == PATH
