"""Articles kept as they were elsewhere, and what editors do with them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.actions import ArticleAsItWas, ArticleToKeep
from rejoinder.newsroom.actions.keeping import State
from rejoinder.newsroom.checks import find_problems
from rejoinder.newsroom.models import Article, ArticleThread, Section
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.newsroom.pages import NOON, PATH, read
from tests.newsroom.test_admin import ORIGIN, article_form
from tests.people import Cast

NOW = NOON + timedelta(days=300)
HEADLINE = "The ferry needs a name"

Keep = Callable[..., Article]


@pytest.fixture
def keep(newsroom: Site) -> Keep:
    """Keeps one article; everything may be given, nothing must be."""

    def make(
        headline: str = HEADLINE,
        state: State = "published",
        page_size: int | None = None,
        **values: Any,
    ) -> Article:
        values.setdefault("body", [body.raw_html("<p>It crosses <em>twice</em>.</p>")])
        values.setdefault("published_on", NOON)
        return actions.keep_article(
            site=newsroom,
            values=ArticleAsItWas(headline=headline, **values),
            state=state,
            page_size=page_size,
            now=NOW,
        )

    return make


@pytest.fixture(autouse=True)
def nothing_is_broken(db: None) -> Iterator[None]:
    """Whatever a test does: the tree is valid, and the doctor has nothing to say."""
    yield
    problems = Page.find_problems()
    assert problems == ([], [], [], [], [])
    assert list(find_problems()) == [] or not Site.objects.exists()
    for page in Page.objects.filter(depth__gt=1).specific():
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"
        assert page.locale_id == page.get_parent().locale_id
        assert page.content_type.model_class() is type(page)
        assert page.latest_revision_id or page.draft_title == page.title
    assert Page.objects.values("translation_key").distinct().count() == (
        Page.objects.count()
    )


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
    with django_assert_max_num_queries(20 + 50 * 4):
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


# What editors do with it, although it has no revision.


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


# The same article, changed at its source.


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
