from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rejoinder.discussion.models import Comment, Thread
from rejoinder.errors import NotAllowed
from rejoinder.newsroom import actions, duties
from rejoinder.newsroom.models import Article, BinnedArticle
from rejoinder.people.models import Person
from rejoinder.sites.models import Address, Site
from tests.factories import make_thread
from tests.factories import publish as say
from tests.newsroom.conftest import MakeArticle
from tests.people import Cast

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)
PATH = "/2024/11/24/the-ferry-needs-a-name/"


def test_binned_article_is_gone_and_undo_brings_it_back(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)

    actions.bin_article(article=article, now=timezone.now())

    assert client.get(PATH).status_code == 410
    assert "ferry" not in client.get("/").content.decode()
    assert not Thread.objects.get().is_reachable
    actions.restore_article(article=article, now=timezone.now())
    assert client.get(PATH).status_code == 200
    assert Thread.objects.get().is_reachable
    assert not BinnedArticle.objects.exists()


def test_undo_publishes_what_was_published_and_not_a_later_draft(
    client: Client, publish: MakeArticle
) -> None:
    article = publish("The ferry needs a name", published_on=NOON)
    actions.revise_article(article=article, headline="Not ready")

    actions.bin_article(article=article, now=timezone.now())
    actions.restore_article(article=article, now=timezone.now())

    page = client.get(PATH).content.decode()
    assert "The ferry needs a name" in page
    assert "Not ready" not in page
    assert article.get_latest_revision_as_object().title == "Not ready"


def test_draft_comes_back_as_a_draft(draft: MakeArticle) -> None:
    article = draft()

    actions.bin_article(article=article, now=timezone.now())
    actions.restore_article(article=article, now=timezone.now())

    assert not Article.objects.get().live


def test_scheduled_article_is_not_published_from_the_bin(
    draft: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now() + timedelta(hours=1)
    article = actions.schedule_article(article=draft(), at=at)
    actions.bin_article(article=article, now=timezone.now())

    duties.publish_due(now=at + timedelta(hours=1))

    assert not Article.objects.get().live


def test_scheduled_article_goes_on_waiting_after_undo(draft: MakeArticle) -> None:
    at = timezone.now() + timedelta(hours=1)
    article = actions.schedule_article(article=draft(), at=at)

    actions.bin_article(article=article, now=timezone.now())
    actions.restore_article(article=article, now=timezone.now())

    assert article.revisions.exclude(approved_go_live_at=None).exists()


def test_scheduled_article_whose_time_has_passed_comes_back_as_a_draft(
    draft: MakeArticle,
) -> None:
    at = timezone.now() + timedelta(hours=1)
    article = actions.schedule_article(article=draft(), at=at)

    actions.bin_article(article=article, now=timezone.now())
    actions.restore_article(article=article, now=at + timedelta(hours=1))

    assert not Article.objects.get().live


def test_binning_twice_and_restoring_twice_change_nothing(
    publish: MakeArticle,
) -> None:
    article = publish()
    first = actions.bin_article(article=article, now=timezone.now())

    assert actions.bin_article(article=article, now=timezone.now()) == first
    actions.restore_article(article=article, now=timezone.now())
    actions.restore_article(article=article, now=timezone.now())

    assert Article.objects.get().live


def test_bin_is_emptied_after_thirty_days_and_addresses_stay_gone(
    client: Client, publish: MakeArticle
) -> None:
    now = timezone.now()
    old, young = publish("Old"), publish("Young")
    actions.bin_article(article=old, now=now - timedelta(days=30))
    actions.bin_article(article=young, now=now - timedelta(days=29))

    duties.empty_bin(now=now)

    assert list(Article.objects.values_list("title", flat=True)) == ["Young"]
    for address in Address.objects.all():
        assert client.get(address.path).status_code == 410
    assert not Thread.objects.filter(is_reachable=True).exists()


def test_what_was_said_goes_with_the_article(site: Site, publish: MakeArticle) -> None:
    article = publish()
    thread = Thread.objects.get()
    first = say(thread, "A first word.")
    say(thread, "An answer.", parent=first)
    say(make_thread(site, subject_url="/elsewhere/"), "Something else.")
    now = timezone.now()
    actions.bin_article(article=article, now=now)

    duties.empty_bin(now=now + timedelta(days=31))

    assert [c.source_text for c in Comment.objects.all()] == ["Something else."]
    assert Person.objects.filter(kind="guest").count() == 1


def test_author_bins_their_own_draft_only(
    cast: Cast, draft: MakeArticle, publish: MakeArticle
) -> None:
    own = draft(by=cast.ann)
    actions.bin_article(article=own, now=timezone.now(), by=cast.ann)
    actions.restore_article(article=own, now=timezone.now(), by=cast.ann)

    for article in (draft(by=cast.ada), publish(by=cast.ann)):
        with pytest.raises(NotAllowed):
            actions.bin_article(article=article, now=timezone.now(), by=cast.ann)


def test_author_does_not_publish_by_taking_out_of_the_bin(
    cast: Cast, publish: MakeArticle
) -> None:
    article = publish(by=cast.ann)
    actions.bin_article(article=article, now=timezone.now(), by=cast.ada)

    with pytest.raises(NotAllowed):
        actions.restore_article(article=article, now=timezone.now(), by=cast.ann)
