from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.errors import Conflict, Malformed, NotAllowed
from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.models import Article, ArticleThread
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle
from tests.people import Cast

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)


def in_an_hour() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(hours=1)


def test_published_article_is_a_page_at_its_address(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)

    response = client.get("/2024/11/24/the-ferry-needs-a-name/")

    assert response.status_code == 200
    assert "It crosses <em>twice</em> a day." in response.content.decode()


def test_draft_has_no_address(client: Client, draft: MakeArticle) -> None:
    draft(published_on=NOON)

    assert not Address.objects.exists()
    assert client.get("/2024/11/24/the-ferry-needs-a-name/").status_code == 404


def test_publishing_fixes_time_and_opens_the_thread(draft: MakeArticle) -> None:
    article = draft(language="de")
    before = timezone.now()

    article = actions.publish_article(article=article)

    assert before <= article.published_on <= timezone.now()
    thread = Thread.objects.get()
    address = Address.objects.get()
    assert thread.subject_url == address.path
    assert thread.title == article.title
    assert thread.language == "de"
    assert thread.subject_since == article.published_on
    assert thread.subject_version == str(article.live_revision_id)
    assert thread.state == ThreadState.OPEN


def test_publishing_is_one_transaction(
    draft: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = draft()

    def fail(**_facts: object) -> None:
        raise RuntimeError("the thread could not be made")

    monkeypatch.setattr("rejoinder.newsroom.actions.threads.open_thread", fail)
    with pytest.raises(RuntimeError):
        article.get_latest_revision().publish()

    assert not Article.objects.get().live
    assert not Address.objects.exists()


def test_revised_article_keeps_address_time_and_thread(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)
    thread = Thread.objects.get()

    actions.revise_article(
        article=article, headline="A name is found", body=[body.markdown("*Otter*")]
    )
    assert "Otter" not in client.get("/").content.decode()
    actions.publish_article(article=article)

    thread.refresh_from_db()
    assert thread.title == "A name is found"
    assert thread.subject_version == str(Article.objects.get().live_revision_id)
    page = client.get("/2024/11/24/the-ferry-needs-a-name/").content.decode()
    assert "A name is found" in page
    assert "Otter" in page
    assert Article.objects.get().published_on == NOON


def test_time_cleared_in_a_later_version_stays(publish: MakeArticle) -> None:
    article = publish(published_on=NOON)

    actions.revise_article(article=article, published_on=None)
    actions.publish_article(article=article)

    assert Article.objects.get().published_on == NOON


def test_unpublished_article_is_gone_and_so_is_its_thread(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)

    actions.unpublish_article(article=article)

    assert client.get("/2024/11/24/the-ferry-needs-a-name/").status_code == 410
    assert not Thread.objects.get().is_reachable
    actions.publish_article(article=article)
    assert client.get("/2024/11/24/the-ferry-needs-a-name/").status_code == 200
    assert Thread.objects.get().is_reachable


def test_scheduled_article_is_published_by_the_worker(
    client: Client, draft: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = draft()
    at = in_an_hour()

    actions.schedule_article(article=article, at=at)

    duties.publish_due(now=at - timedelta(seconds=1))
    assert not Article.objects.get().live
    assert not Address.objects.exists()
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=3))
    duties.publish_due(now=at + timedelta(minutes=3))
    published = Article.objects.get()
    assert published.live
    assert published.published_on == at
    assert client.get(Address.objects.get().path).status_code == 200


def test_published_article_stays_until_its_scheduled_version(
    publish: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = publish("Old headline")
    at = in_an_hour()
    actions.revise_article(article=article, headline="New headline")

    actions.schedule_article(article=article, at=at)

    assert Article.objects.get().title == "Old headline"
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=5))
    duties.publish_due(now=timezone.now())
    assert Article.objects.get().title == "New headline"


def test_one_article_that_cannot_be_published_does_not_keep_the_others(
    draft: MakeArticle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = in_an_hour()
    broken = actions.schedule_article(article=draft("Broken"), at=at)
    good = actions.schedule_article(article=draft("Good"), at=at)
    revision = broken.latest_revision
    revision.content["title"] = ""
    revision.save()
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=5))

    duties.publish_due(now=timezone.now())

    good.refresh_from_db()
    broken.refresh_from_db()
    assert good.live
    assert not broken.live
    assert "could not be published" in caplog.text


def test_expired_article_is_unpublished_by_the_worker(publish: MakeArticle) -> None:
    article = publish()
    Article.objects.update(expire_at=timezone.now() - timedelta(minutes=1))

    duties.publish_due(now=timezone.now())

    article.refresh_from_db()
    assert not article.live
    assert not Thread.objects.get().is_reachable


def test_time_in_the_past_cannot_be_scheduled(draft: MakeArticle) -> None:
    with pytest.raises(Malformed):
        actions.schedule_article(
            article=draft(), at=timezone.now() - timedelta(minutes=1)
        )


def test_article_dated_in_the_future_is_not_published_now(draft: MakeArticle) -> None:
    article = draft(published_on=in_an_hour())

    with pytest.raises(Malformed):
        actions.publish_article(article=article)


def test_comments_may_be_closed_from_the_start(publish: MakeArticle) -> None:
    publish(comments_open=False)

    assert Thread.objects.get().state == ThreadState.CLOSED


def test_site_may_close_comments_of_new_articles(
    newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(comments_open=False)

    publish()

    assert Thread.objects.get().state == ThreadState.CLOSED


def test_closing_comments_in_a_later_version_closes_the_thread(
    publish: MakeArticle,
) -> None:
    article = publish()

    actions.revise_article(article=article, comments_open=False)
    actions.publish_article(article=article)

    assert Thread.objects.get().state == ThreadState.CLOSED


def test_publishing_again_does_not_reopen_what_a_moderator_closed(
    publish: MakeArticle,
) -> None:
    article = publish(comments_open=True)
    Thread.objects.update(state=ThreadState.CLOSED)

    actions.publish_article(article=article)

    assert Thread.objects.get().state == ThreadState.CLOSED


def test_copy_of_an_article_gets_address_time_and_thread_of_its_own(
    publish: MakeArticle,
) -> None:
    article = publish(published_on=NOON)

    copy = article.copy(update_attrs={"slug": "copy"}, keep_live=False)
    actions.publish_article(article=Article.objects.get(pk=copy.pk))

    assert ArticleThread.objects.count() == 2
    assert Address.objects.count() == 2
    assert Article.objects.get(pk=copy.pk).published_on != NOON


def test_headline_must_have_letters(newsroom: Site) -> None:
    with pytest.raises(Malformed):
        actions.write_article(site=newsroom, headline=" \n ")


def test_author_submits_and_editor_approves(cast: Cast, newsroom: Site) -> None:
    article = actions.write_article(site=newsroom, headline="By Ann", by=cast.ann)

    actions.submit_article(article=article, by=cast.ann)

    article = Article.objects.get()
    task = article.current_workflow_task_state
    assert not article.live
    assert not task.task.specific.get_actions(article, cast.ann)
    task.task.specific.on_action(task, cast.ada, "approve")
    assert Article.objects.get().live
    assert Thread.objects.get().title == "By Ann"


def test_article_in_the_bin_cannot_be_published(publish: MakeArticle) -> None:
    article = publish()
    actions.bin_article(article=article, now=timezone.now())

    with pytest.raises(Conflict):
        actions.publish_article(article=article)


def test_author_cannot_change_what_somebody_else_wrote(
    cast: Cast, publish: MakeArticle
) -> None:
    article = publish(by=cast.ada)

    with pytest.raises(NotAllowed):
        actions.revise_article(article=article, headline="Mine now", by=cast.ann)
