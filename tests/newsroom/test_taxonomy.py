"""Sections, writers and tags as programs make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import TagAsItWas
from rejoinder.newsroom.models import Section, Tag
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import read

EXACT = [
    ("Foo_Bar", "Foo_Bar"),
    ("%D9%81%D8%A7", "فا"),
    ("e\u0301te\u0301", "été"),
    ("a/b", "a-b"),
    ("..", "news"),
    ("", "news"),
    ("feed", "feed-2"),
]


@pytest.mark.parametrize("given, made", EXACT)
def test_slug_that_can_stand_in_an_address_is_kept(
    client: Client, newsroom: Site, given: str, made: str
) -> None:
    section = actions.add_section(site=newsroom, name="News", slug=given)
    writer = actions.add_writer(site=newsroom, name="News", slug=given)
    [tag] = actions.add_tags(tags=[TagAsItWas("News", given)])

    assert (section.slug, writer.slug, tag.slug) == (made, made, made)
    assert "News" in read(client, f"/category/{made}/")


def test_taken_slug_gets_a_number(newsroom: Site) -> None:
    slugs = [
        actions.add_section(site=newsroom, name="News", slug="news").slug
        for _each in range(25)
    ]

    assert slugs[:3] == ["news", "news-2", "news-3"]
    assert slugs[-1] == "news-25"


def test_thousands_of_others_are_not_read(
    newsroom: Site, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    Section.objects.bulk_create(
        Section(site=newsroom, name=f"Nr. {n}", slug=f"nr-{n}") for n in range(3000)
    )

    # On PostgreSQL two of them wake who follows the log of changes.
    with django_assert_max_num_queries(14) as queries:
        actions.add_section(site=newsroom, name="Nr. 7")

    assert all(len(query["sql"]) < 2000 for query in queries)
    assert Section.objects.filter(slug="nr-7-2").exists()


def test_tags_are_added_in_their_order_and_found_again(newsroom: Site) -> None:
    old = Tag.objects.create(name="Heat")
    given = [
        TagAsItWas("Sea", "the_sea"),
        TagAsItWas("heat", "another-slug"),
        TagAsItWas("SEA"),
        TagAsItWas("Land", "the_sea"),
    ]

    sea, heat, sea_again, land = actions.add_tags(tags=given)

    assert heat == old
    assert sea == sea_again
    assert (sea.slug, land.slug) == ("the_sea", "the-sea-2")
    assert actions.add_tags(tags=given) == [sea, heat, sea, land]
    assert Tag.objects.count() == 3


def test_many_tags_take_few_queries(
    newsroom: Site, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    given = [TagAsItWas(f"Nr. {n}", f"nr-{n}") for n in range(2000)]

    with django_assert_max_num_queries(20):
        actions.add_tags(tags=given)

    assert Tag.objects.count() == 2000


def test_tag_may_be_as_long_as_elsewhere(client: Client, publish: MakeArticle) -> None:
    name = "x" * 200
    [tag] = actions.add_tags(tags=[TagAsItWas(f"{name} and more")])

    article = publish("Tagged", tags=[name])

    assert list(article.tags.all()) == [tag]
    assert "Tagged" in read(client, f"/tag/{tag.slug}/")
