"""An article as its readers meet it, and what they must not meet."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.newsroom.pages import NOON, PATH, read


def test_article_shows_all_that_belongs_to_it(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    picture = actions.add_picture(
        site=newsroom,
        file=picture_file(),
        title="f",
        description="The old ferry",
        caption="At the quay",
        credit="Ada",
        licence="CC BY 4.0",
    )
    publish(
        published_on=NOON,
        standfirst="It has had none for a year.",
        section=actions.add_section(site=newsroom, name="City"),
        tags=["Ferry"],
        bylines=[actions.add_writer(site=newsroom, name="Imogen")],
        lead_picture=picture,
    )

    page = read(client, PATH)

    for shown in (
        "It has had none for a year.",
        'alt="The old ferry"',
        "At the quay",
        "CC BY 4.0",
        'href="/category/city/"',
        'href="/tag/ferry/"',
        'href="/author/imogen/"',
        '<link rel="canonical" href="http://testserver/2024/11/24/',
        'width="1200" height="800"',
        'property="og:image" content="http://testserver/media/',
    ):
        assert shown in page


def test_article_in_another_language_says_so(
    client: Client, publish: MakeArticle
) -> None:
    publish("می‌خواهم", language="fa", published_on=NOON)

    assert '<html lang="fa" dir="rtl">' in read(client, Address.objects.get().path)
    assert 'lang="fa" dir="rtl"' in read(client, "/")


def test_draft_is_nowhere(
    client: Client, newsroom: Site, publish: MakeArticle, draft: MakeArticle
) -> None:
    """CVE-2019-17671 and its kin: one word that must not come out anywhere."""
    section = actions.add_section(site=newsroom, name="News")
    public = publish("Public", section=section, published_on=NOON)
    secret = {
        "body": [body.markdown("canaryword")],
        "standfirst": "canaryword",
        "section": section,
        "tags": ["canaryword"],
        "published_on": NOON,
    }
    draft("canaryword", **secret)
    binned = publish("canaryword", **secret)
    actions.bin_article(article=binned, now=timezone.now())
    unpublished = publish("canaryword", **secret)
    actions.unpublish_article(article=unpublished)
    actions.schedule_article(
        article=draft("canaryword", **secret),
        at=timezone.now() + timedelta(days=1),
    )
    actions.revise_article(article=public, headline="canaryword", body=secret["body"])

    for path in (
        "/",
        "/feed/",
        "/feed/atom/",
        "/comments/feed/",
        "/comments/feed/atom/",
        "/category/news/",
        "/category/news/feed/",
        "/2024/",
        "/2024/11/24/",
        "/sitemap.xml",
        "/robots.txt",
        "/2024/11/24/public/",
        "/2024/11/24/public/feed/",
    ):
        assert "canaryword" not in read(client, path), path
    assert "0 articles" in read(client, "/?s=canaryword")
    assert client.get("/tag/canaryword/").status_code == 404
    assert client.get("/tag/canaryword/feed/").status_code == 404


@pytest.mark.parametrize(
    "path, queries",
    [("/", 10), ("/category/news/", 10), ("/tag/heat/", 11), (PATH, 17)],
)
def test_page_uses_a_bounded_number_of_queries(
    client: Client, newsroom: Site, publish: MakeArticle, path: str, queries: int
) -> None:
    """The same for three articles as for one, each with all that it may have."""
    section = actions.add_section(site=newsroom, name="News")
    writers = [actions.add_writer(site=newsroom, name=name) for name in ("A", "B")]
    pictures = [
        actions.add_picture(site=newsroom, file=picture_file(), title="p")
        for _each in range(2)
    ]
    counts = []
    for number in range(3):
        publish(
            "The ferry needs a name",
            published_on=NOON + timedelta(seconds=number),
            section=section,
            tags=["heat", "ferry"],
            bylines=writers,
            lead_picture=pictures[0],
            body=[
                body.picture(pictures[number % 2]),
                body.picture(pictures[0]),
                body.rich_text(
                    f'<p><a linktype="page" id="{Article.objects.last().pk}">A</a></p>'
                    if number
                    else "<p>None</p>"
                ),
            ],
        )
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(client, path)
        counts.append(len(captured))

    assert counts[1] == counts[2]
    assert counts[2] <= queries, [query["sql"] for query in captured.captured_queries]


def test_reading_writes_nothing_and_sets_no_cookie(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")
    publish(published_on=NOON, lead_picture=picture, body=[body.picture(picture)])

    for path in ("/", PATH, "/feed/", "/?s=ferry"):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        assert not response.cookies
        statements = [query["sql"] for query in captured.captured_queries]
        assert [sql for sql in statements if not sql.startswith("SELECT")] == []


def test_links_to_other_articles_follow_their_address(
    client: Client, publish: MakeArticle, draft: MakeArticle
) -> None:
    other = publish("Other", published_on=NOON)
    hidden = draft("Hidden")
    publish(
        "Linking",
        published_on=NOON,
        body=[
            body.rich_text(
                f'<p><a linktype="page" id="{other.pk}">there</a>'
                f'<a linktype="page" id="{hidden.pk}">nowhere</a></p>'
            )
        ],
    )

    page = read(client, "/2024/11/24/linking/")

    assert '<a href="/2024/11/24/other/" rel="noopener">there</a>' in page
    assert '<a rel="noopener">nowhere</a>' in page


def test_articles_of_others_are_published_and_read_back(
    client: Client, newsroom: Site, publish: MakeArticle, shared_data: Path
) -> None:
    articles: list[dict[str, Any]] = json.loads(
        (shared_data / "articles" / "wikinews-a.json").read_text()
    )
    for source in articles:
        paragraphs = [line for line in source["paragraphs"] if line]
        article = publish(
            source["title"],
            body=[body.raw_html("".join(f"<p>{p}</p>" for p in paragraphs))],
            published_on=datetime.fromisoformat(source["dateCreated"]).replace(
                tzinfo=UTC
            ),
            bylines=[actions.add_writer(site=newsroom, name=source["author"])],
        )
        address = Address.objects.get(object_id=article.pk)
        page = client.get(address.path).content.decode()
        shown = " ".join(re.sub("<[^>]+>", " ", page).split())
        for paragraph in paragraphs:
            escaped = paragraph.replace("&", "&amp;").replace("<", "&lt;")
            assert " ".join(escaped.split())[:60] in shown

    assert len(articles) == Article.objects.live().count()
    newest = max(articles, key=lambda a: a["dateCreated"])
    assert newest["title"].split()[0] in read(client, "/")
