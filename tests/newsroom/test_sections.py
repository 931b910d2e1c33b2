"""Articles that stand in several sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article, ArticleSection, Section
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, PATH, read
from tests.newsroom.test_admin import ORIGIN, article_form
from tests.people import Cast

AssertNumQueries = Callable[..., Any]


@pytest.fixture
def news(newsroom: Site) -> Section:
    return actions.add_section(site=newsroom, name="News")


@pytest.fixture
def culture(newsroom: Site) -> Section:
    return actions.add_section(site=newsroom, name="Culture")


def test_article_is_listed_in_each_of_its_sections(
    client: Client, publish: MakeArticle, news: Section, culture: Section
) -> None:
    publish(section=news, further_sections=[culture])

    for path in ("/category/news/", "/category/culture/"):
        assert "The ferry needs a name" in read(client, path)
    for path in ("/category/news/feed/", "/category/culture/feed/atom/"):
        assert "The ferry needs a name" in read(client, path)


def test_article_stands_once_in_a_list_however_many_of_its_sections_it_is_of(
    client: Client, newsroom: Site, publish: MakeArticle, news: Section
) -> None:
    parts = [
        actions.add_section(site=newsroom, name=name, parent=news)
        for name in ("City", "Coast", "Land")
    ]
    publish(section=parts[0], further_sections=[news, *parts])

    assert read(client, "/category/news/").count("The ferry needs a name") == 1


def test_section_is_listed_in_a_number_of_queries_that_does_not_grow(
    client: Client,
    publish: MakeArticle,
    news: Section,
    culture: Section,
    django_assert_num_queries: AssertNumQueries,
) -> None:
    publish("First", section=news, further_sections=[culture])
    read(client, "/category/culture/")
    with django_assert_num_queries(9) as few:
        read(client, "/category/culture/")
    for number in range(5):
        publish(f"Number {number}", section=news, further_sections=[culture])
    with django_assert_num_queries(len(few)):
        read(client, "/category/culture/")


def test_article_names_its_other_sections_beside_its_tags(
    client: Client, publish: MakeArticle, news: Section, culture: Section
) -> None:
    publish(
        published_on=NOON, section=news, further_sections=[culture, news], tags=["sea"]
    )

    page = read(client, PATH)

    foot = page[page.index("article__foot") : page.index("</footer>")]
    assert 'aria-label="Also in"' in foot
    assert 'href="/category/culture/"' in foot
    assert 'href="/category/news/"' not in foot
    assert 'href="/tag/sea/"' in foot


def test_further_sections_of_a_later_version_wait_for_its_publication(
    client: Client, publish: MakeArticle, news: Section, culture: Section
) -> None:
    article = publish(section=news)

    actions.revise_article(article=article, further_sections=[culture])

    assert "The ferry" not in read(client, "/category/culture/")
    actions.publish_article(article=article)
    assert "The ferry" in read(client, "/category/culture/")


def test_revising_something_else_leaves_the_further_sections(
    publish: MakeArticle, news: Section, culture: Section
) -> None:
    article = publish(section=news, further_sections=[culture])

    actions.revise_article(article=article, headline="A name is found")
    actions.publish_article(article=article)

    row = ArticleSection.objects.get()
    assert row.section == culture


def test_section_that_is_deleted_leaves_its_articles(
    client: Client, publish: MakeArticle, news: Section, culture: Section
) -> None:
    article = publish(published_on=NOON, section=news, further_sections=[culture])

    culture.delete()

    read(client, PATH)
    actions.publish_article(article=Article.objects.get(pk=article.pk))
    assert not ArticleSection.objects.exists()


def test_editor_names_further_sections_in_the_browser(
    client: Client,
    cast: Cast,
    draft: MakeArticle,
    news: Section,
    culture: Section,
) -> None:
    client.force_login(cast.ada)
    article = draft(section=news, published_on=NOON - timedelta(days=1))
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = article_form(
        **{
            "section": str(news.pk),
            "further_sections-TOTAL_FORMS": "1",
            "further_sections-0-section": str(culture.pk),
            "further_sections-0-DELETE": "",
            "action-publish": "1",
        }
    )

    assert "Also in" in read(client, edit)
    assert client.post(edit, form, **ORIGIN).status_code == 302

    row = ArticleSection.objects.get()
    assert (row.article_id, row.section) == (article.pk, culture)
