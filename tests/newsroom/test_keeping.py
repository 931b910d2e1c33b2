"""Articles kept as they were elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.actions import ArticleAsItWas, ArticleToKeep
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.newsroom.keeping import HEADLINE, NOW, Keep
from tests.newsroom.pages import NOON, PATH, read
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("nothing_is_broken")


def test_kept_article_is_a_page_with_all_that_it_had(
    client: Client, newsroom: Site, cast: Cast, keep: Keep
) -> None:
    news, city = (actions.add_section(site=newsroom, name=n) for n in ("News", "City"))
    laleh, tobias = (actions.add_writer(site=newsroom, name=n) for n in ("L.", "T."))
    tags = actions.add_tags(tags=[actions.TagAsItWas("Heat")])
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")

    article = keep(
        standfirst="It crosses.",
        section=news,
        further_sections=[city],
        tags=tags,
        bylines=[tobias, laleh],
        language="de",
        lead_picture=picture,
        lead_alt="A ferry",
        lead_caption="At noon",
        is_pinned=True,
        owner=cast.ann,
    )

    page = read(client, PATH)
    for words in ("It crosses.", "crosses <em>twice</em>", 'lang="de"', "At noon"):
        assert words in page
    for link in ("/category/news/", "/category/city/", "/tag/heat/", "/author/t/"):
        assert f'href="{link}"' in page
    assert page.index(">T.<") < page.index(">L.<")
    fresh = Article.objects.get()
    assert fresh.pk == article.pk
    assert (fresh.is_pinned, fresh.owner) == (True, cast.ann)
    assert not fresh.revisions.exists()
    assert list(article.bylines.all()) == list(fresh.bylines.all())


def test_its_thread_is_open_with_pages_of_the_size_given(keep: Keep) -> None:
    article = keep(page_size=7)

    thread = Thread.objects.get()
    assert (thread.subject_url, thread.title) == (PATH, HEADLINE)
    assert (thread.page_size, thread.state) == (7, ThreadState.OPEN)
    assert thread.subject_since == NOON
    assert article.thread_link.thread == thread


def test_its_thread_may_be_closed_and_follows_the_site_otherwise(
    newsroom: Site, keep: Keep
) -> None:
    Site.objects.update(comments_per_page=20, comments_open=False)

    states = {}
    for is_open in (True, False, None):
        thread = keep(comments_open=is_open).thread_link.thread
        assert thread.page_size == 20
        states[is_open] = thread.state

    closed = ThreadState.CLOSED
    assert states == {True: ThreadState.OPEN, False: closed, None: closed}


def test_it_is_found_by_search_and_its_picture_knows_that_it_is_used(
    client: Client, newsroom: Site, keep: Keep
) -> None:
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")
    keep(
        body=[body.raw_html("<p>An <strong>otter</strong>.</p>")], lead_picture=picture
    )

    assert HEADLINE in read(client, "/?s=otter")
    assert HEADLINE not in read(client, "/?s=strong")
    assert ReferenceIndex.get_references_to(picture).exists()


def test_updated_is_shown_only_if_it_was(client: Client, keep: Keep) -> None:
    keep("Never", path="/never/", updated_at=NOON)
    keep("Before", path="/before/", updated_at=NOON - timedelta(days=1))
    keep("Later", path="/later/", updated_at=NOON + timedelta(days=1))

    assert "article__updated" not in read(client, "/never/")
    assert "article__updated" not in read(client, "/before/")
    assert "article__updated" in read(client, "/later/")


def test_scheduled_article_is_published_by_the_worker(
    client: Client, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    keep(state="scheduled", published_on=at, address_part="ferry")

    assert not Address.objects.exists()
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=3))
    duties.publish_due(now=timezone.now())

    article = Article.objects.get()
    assert article.live
    assert article.published_on == at
    path = Address.objects.get().path
    assert path.endswith("/ferry/")
    assert HEADLINE in read(client, path)


def test_draft_has_no_address(client: Client, cast: Cast, keep: Keep) -> None:
    article = keep(state="draft", path="/draft/")

    assert not Address.objects.exists()
    assert not Thread.objects.exists()
    assert client.get("/draft/").status_code == 404
    client.force_login(cast.ada)
    explorer = reverse("wagtailadmin_explore", args=[article.get_parent().pk])
    assert HEADLINE in read(client, explorer)
    actions.publish_article(article=article)
    assert HEADLINE in read(client, PATH)


def test_draft_with_a_time_to_come_has_none(keep: Keep) -> None:
    assert keep(state="draft", published_on=NOW + timedelta(1)).published_on is None


def test_headline_that_is_missing_is_how_the_text_begins(keep: Keep) -> None:
    assert keep(" ").title == "It crosses twice."
    assert keep("", body=[]).title == "–"
    assert len(keep("Long words " * 99).title) <= 255


def test_what_is_given_is_not_changed(keep: Keep) -> None:
    blocks = [body.raw_html("<p>x</p>")]

    keep(body=blocks)

    assert blocks == [body.raw_html("<p>x</p>")]


def test_many_take_few_queries(
    newsroom: Site, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    section = actions.add_section(site=newsroom, name="News")
    tags = actions.add_tags(tags=[actions.TagAsItWas("Heat")])
    values = [
        ArticleAsItWas(f"Nr. {n}", published_on=NOON, section=section, tags=tags)
        for n in range(50)
    ]
    wanted = [ArticleToKeep(each, "published") for each in values]

    # Its own row and three for the references of each; all else once.
    with django_assert_max_num_queries(28 + 50 * 4):
        actions.keep_articles(site=newsroom, articles=wanted, now=NOW)

    assert Article.objects.live().count() == 50


def test_none_is_none(newsroom: Site) -> None:
    assert actions.keep_articles(site=newsroom, articles=[], now=NOW) == []


def test_written_and_kept_articles_stand_side_by_side(
    newsroom: Site, keep: Keep, publish: MakeArticle
) -> None:
    publish("Before")
    keep("Kept")
    publish("After")

    titles = Article.objects.order_by("path").values_list("title", flat=True)
    assert list(titles) == ["Before", "Kept", "After"]
