"""Pinned articles: first on the front page, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article
from rejoinder.newsroom.queries import front_articles
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, read
from tests.newsroom.test_admin import ORIGIN, article_form
from tests.people import Cast


def test_pinned_article_leads_the_front_page(
    client: Client, publish: MakeArticle
) -> None:
    publish("Old and pinned", published_on=NOON - timedelta(days=9), is_pinned=True)
    publish("Newest", published_on=NOON)

    page = read(client, "/")

    assert page.index("Old and pinned") < page.index("Newest")
    lead = page[page.index("teaser--lead") :]
    assert lead.index("Old and pinned") < lead.index("</article>")


def test_pages_of_the_front_page_hold_everything_once(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(articles_per_page=2)
    for number in range(7):
        days = timedelta(days=number)
        publish(f"Nr{number}.", published_on=NOON + days, is_pinned=number in (1, 4, 5))

    pages = "".join(read(client, f"/page/{page}/") for page in (2, 3, 4))
    front = read(client, "/")

    places = [(front + pages).index(f"Nr{number}.") for number in (5, 4, 1, 6, 3, 2, 0)]
    assert places == sorted(places)
    for number in range(7):
        linked = f">Nr{number}.</a>"
        assert (front + pages).count(linked) == 1


def test_other_lists_do_not_care(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    news = actions.add_section(site=newsroom, name="News")
    publish(
        "Old and pinned",
        published_on=NOON - timedelta(days=9),
        is_pinned=True,
        section=news,
    )
    publish("Newest", published_on=NOON, section=news)

    for path in ("/feed/", "/category/news/", "/category/news/feed/", "/2024/11/"):
        page = read(client, path)
        assert page.index("Newest") < page.index("Old and pinned"), path


def test_front_page_is_read_through_an_index(newsroom: Site) -> None:
    rows = front_articles(newsroom).articles[:10]

    with CaptureQueriesContext(connection) as queries:
        list(rows)

    model = Article._meta.indexes
    assert any(index.name == "article_pinned" for index in model)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "article_pinned" in plan


def test_copy_is_not_pinned(publish: MakeArticle) -> None:
    article = publish(is_pinned=True)

    copy = article.copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert not Article.objects.get(pk=copy.pk).is_pinned


def test_editor_pins_in_the_browser(
    client: Client, cast: Cast, publish: MakeArticle
) -> None:
    client.force_login(cast.ada)
    article = publish()
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = article_form(**{"is_pinned": "on", "action-publish": "1"})

    assert "Keep at the top of the front page." in read(client, edit)
    assert client.post(edit, form, **ORIGIN).status_code == 302

    assert Article.objects.get().is_pinned
