"""Long articles and plain pages in several pages, split at page breaks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, PATH, comment, read
from tests.people import Cast

THREE = [
    body.page_break(),
    body.markdown("First part."),
    body.page_break(),
    body.page_break(),
    body.raw_html("<p>Second part.</p>"),
    body.page_break(),
    body.markdown("Third part."),
    body.page_break(),
]


@pytest.fixture
def long_article(publish: MakeArticle) -> Article:
    return publish(published_on=NOON, body=THREE, standfirst="What it is about.")


def head_of(page: str) -> str:
    return page[: page.index("</head>")]


@pytest.mark.usefixtures("long_article")
def test_each_page_shows_its_part(client: Client) -> None:
    parts = ["First part.", "Second part.", "Third part."]
    for number, path in enumerate([PATH, f"{PATH}2/", f"{PATH}3/"]):
        page = read(client, path)
        shown = page[page.index("article__body") : page.index('class="pagination')]
        assert [part for part in parts if part in shown] == [parts[number]]
        assert "<hr" not in shown


@pytest.mark.usefixtures("long_article")
def test_title_and_canonical_are_of_the_page(client: Client) -> None:
    first, second = read(client, PATH), read(client, f"{PATH}2/")

    assert "Page 1" not in head_of(first)
    assert "<title>The ferry needs a name · Page 2" in head_of(second)
    assert f'{PATH}">' in head_of(first)[head_of(first).index("canonical") :]
    assert f'{PATH}2/">' in head_of(second)[head_of(second).index("canonical") :]
    assert "What it is about." not in second[second.index("<body") :]


@pytest.mark.usefixtures("long_article")
def test_pages_lead_to_each_other(client: Client) -> None:
    page = read(client, f"{PATH}2/")

    assert f'<link rel="prev" href="{PATH}">' in head_of(page)
    assert f'<link rel="next" href="{PATH}3/">' in head_of(page)
    assert 'aria-label="Pages of this text"' in page
    nav = page[page.index("pagination--body") :]
    nav = nav[: nav.index("</nav>")]
    assert f'aria-current="page" href="{PATH}2/"' in nav
    assert f'rel="prev" href="{PATH}"' in nav
    assert f'rel="next" href="{PATH}3/"' in nav


@pytest.mark.usefixtures("long_article")
def test_first_page_has_one_address(client: Client) -> None:
    response = client.get(f"{PATH}1/?a=b")

    assert response.status_code == 301
    assert response["Location"] == f"{PATH}?a=b"
    assert client.get(f"{PATH}2")["Location"] == f"{PATH}2/"


@pytest.mark.parametrize("rest", ["4/", "999999999/", "0/", "02/", "٢/", "1234567890/"])
@pytest.mark.usefixtures("long_article")
def test_there_is_nothing_past_the_end(client: Client, rest: str) -> None:
    assert client.get(f"{PATH}{rest}").status_code == 404


def test_short_article_has_no_pages(client: Client, publish: MakeArticle) -> None:
    publish(published_on=NOON)

    assert "pagination--body" not in read(client, PATH)
    assert client.get(f"{PATH}1/")["Location"] == PATH
    assert client.get(f"{PATH}2/").status_code == 404


def test_body_of_nothing_but_page_breaks_is_one_empty_page(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON, body=[body.page_break(), body.page_break()])

    assert "pagination--body" not in read(client, PATH)
    assert client.get(f"{PATH}2/").status_code == 404


@pytest.mark.usefixtures("long_article")
def test_comments_stand_below_each_page(client: Client) -> None:
    comment()

    for path in (PATH, f"{PATH}2/", f"{PATH}3/"):
        assert "I like <strong>otters</strong>." in read(client, path)


def test_feed_search_and_excerpt_have_all_of_it(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON, body=THREE)

    feed = read(client, "/feed/")
    assert feed.index("First part.") < feed.index("Second part.")
    assert "Third part." in feed
    assert "The ferry" in read(client, "/?s=third")
    assert "First part." in read(client, "/")


def test_old_address_of_a_page_leads_to_the_new_one(
    client: Client, long_article: Article
) -> None:
    actions.revise_article(article=long_article, address_part="otter")
    actions.publish_article(article=long_article)

    assert client.get(f"{PATH}3/")["Location"] == "/2024/11/24/otter/3/"


def test_unpublished_article_is_gone_on_all_its_pages(
    client: Client, long_article: Article
) -> None:
    actions.unpublish_article(article=long_article)

    assert client.get(f"{PATH}2/").status_code == 410


def test_plain_page_has_pages_too(client: Client, newsroom: Site) -> None:
    page = actions.write_page(site=newsroom, title="House rules", body=THREE)
    actions.publish_page(page=page)

    second = read(client, "/house-rules/2/")

    assert "Second part." in second
    assert "First part." not in second[second.index("<body") :]
    assert "<title>House rules · Page 2" in head_of(second)
    assert '/house-rules/2/">' in head_of(second)
    assert '<link rel="prev" href="/house-rules/">' in head_of(second)
    assert client.get("/house-rules/1/")["Location"] == "/house-rules/"
    assert client.get("/house-rules/4/").status_code == 404


def test_thing_of_its_own_goes_before_a_page_of_another(
    client: Client, newsroom: Site
) -> None:
    rules = actions.write_page(site=newsroom, title="House rules", body=THREE)
    actions.publish_page(page=rules)
    below = actions.write_page(site=newsroom, title="2", parent=rules)
    actions.publish_page(page=below)

    assert "Second part." not in read(client, "/house-rules/2/")
    assert "Third part." in read(client, "/house-rules/3/")


def test_years_are_no_pages(client: Client, newsroom: Site) -> None:
    Site.objects.update(address_pattern="/%year%/%postname%/")
    site = Site.objects.get()
    article = actions.write_article(
        site=site, headline="Of 2024", body=THREE, published_on=NOON
    )
    actions.publish_article(article=article)

    assert "Second part." in read(client, "/2024/of-2024/2/")
    assert client.get("/2024/of-2024/2024/").status_code == 404
    assert "Of 2024" in read(client, "/2024/11/")
    assert client.get("/2024/9/").status_code == 404


def test_preview_shows_all_of_it(
    client: Client, cast: Cast, long_article: Article
) -> None:
    client.force_login(cast.ada)

    page = read(
        client, reverse("wagtailadmin_pages:view_draft", args=[long_article.pk])
    )

    assert page.index("First part.") < page.index("Second part.")
    assert "Third part." in page
    assert page.count('<hr class="page-break">') == 5
    assert "pagination--body" not in page


def test_page_break_can_be_written_in_the_admin(
    client: Client, cast: Cast, long_article: Article
) -> None:
    client.force_login(cast.ada)
    edit = reverse("wagtailadmin_pages:edit", args=[long_article.pk])

    assert "What follows stands on the next page." in read(client, edit)
