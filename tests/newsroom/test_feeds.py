from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rejoinder.discussion.actions import keep_comment
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.screening import Author
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article
from rejoinder.newsroom.queries import sitemap
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle, picture_file

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)
PATH = "/2024/11/24/the-ferry-needs-a-name/"
ORIGIN = "http://testserver"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "sm": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}


def tree_of(client: Client, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert response.status_code == 200, path
    assert "xml" in response["Content-Type"]
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def comment(
    text: str = "I like **otters**.", *, parent: Comment | None = None
) -> Comment:
    return keep_comment(
        thread=Thread.objects.select_related("site").latest("pk"),
        parent=parent,
        author=Author(name="Ben", mail="ben@example.org", url=""),
        source_text=text,
        state=CommentState.PUBLISHED,
        written_at=timezone.now(),
    )


def test_feed_of_the_site_has_all_that_wordpress_has(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(tagline="Light on both banks")
    article = publish(
        published_on=NOON,
        standfirst="It has had none.",
        section=actions.add_section(site=newsroom, name="City & Land"),
        bylines=[actions.add_writer(site=newsroom, name="Imogen")],
        body=[body.rich_text('<p>See <a href="/about/">us</a> & them.</p>')],
    )
    comment()

    channel = tree_of(client, "/feed/").find("channel")

    assert channel is not None
    assert channel.findtext("title") == "The Test Gazette"
    assert channel.findtext("description") == "Light on both banks"
    assert channel.find("atom:link", NAMES).get("href") == f"{ORIGIN}/feed/"
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == "The ferry needs a name"
    assert item.findtext("link") == f"{ORIGIN}{PATH}"
    assert item.findtext("comments") == f"{ORIGIN}{PATH}#comments"
    assert item.findtext("dc:creator", None, NAMES) == "Imogen"
    assert item.findtext("category") == "City & Land"
    assert item.findtext("guid") == f"{ORIGIN}/?article={article.pk}"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("description") == "It has had none."
    assert f'href="{ORIGIN}/about/"' in item.findtext("content:encoded", "", NAMES)
    assert item.findtext("wfw:commentRss", None, NAMES) == f"{ORIGIN}{PATH}feed/"
    assert item.findtext("pubDate") == "Sun, 24 Nov 2024 12:00:00 +0000"


def test_atom_of_the_site(client: Client, publish: MakeArticle) -> None:
    publish(published_on=NOON)

    feed = tree_of(client, "/feed/atom/")

    entry = feed.find("atom:entry", NAMES)
    assert entry is not None
    assert entry.findtext("atom:title", None, NAMES) == "The ferry needs a name"
    assert entry.findtext("atom:published", None, NAMES) == "2024-11-24T12:00:00+00:00"
    assert entry.find("atom:content", NAMES).get("type") == "html"
    replies = entry.find("atom:link[@rel='replies']", NAMES)
    assert replies.get("href") == f"{ORIGIN}{PATH}#comments"


@pytest.mark.parametrize(
    "path",
    ["/category/city/feed/", "/tag/heat/feed/", "/author/imogen/feed/"],
)
def test_section_tag_and_author_have_feeds(
    client: Client, newsroom: Site, publish: MakeArticle, path: str
) -> None:
    publish(
        "In it",
        section=actions.add_section(site=newsroom, name="City"),
        tags=["Heat"],
        bylines=[actions.add_writer(site=newsroom, name="Imogen")],
    )
    publish("Not in it")

    for kind in ("", "atom/"):
        response = client.get(path + kind)
        assert b"In it" in response.content
        assert b"Not in it" not in response.content
        ElementTree.fromstring(response.content)  # noqa: S314 - our own


def test_comments_feed_of_the_site(client: Client, publish: MakeArticle) -> None:
    publish(published_on=NOON)
    number = comment().number

    channel = tree_of(client, "/comments/feed/").find("channel")

    assert channel.findtext("title") == "Comments for The Test Gazette"
    item = channel.find("item")
    assert item.findtext("title") == "Comment on The ferry needs a name by Ben"
    assert item.findtext("guid") == f"{ORIGIN}{PATH}comment/{number}/"
    assert "<strong>otters</strong>" in item.findtext("content:encoded", "", NAMES)
    assert item.findtext("dc:creator", None, NAMES) == "Ben"


def test_comments_feed_of_an_article(client: Client, publish: MakeArticle) -> None:
    publish(published_on=NOON)
    first = comment()
    comment("Me too.", parent=first)

    channel = tree_of(client, f"{PATH}feed/").find("channel")
    atom = tree_of(client, f"{PATH}feed/atom/")

    assert channel.findtext("title") == "Comments on: The ferry needs a name"
    assert [item.findtext("title") for item in channel.findall("item")] == [
        "By: Ben",
        "By: Ben",
    ]
    answers = atom.find("atom:entry/thr:in-reply-to", NAMES)
    assert answers.get("href") == f"{ORIGIN}{PATH}comment/{first.number}/"


def test_a_feed_without_entries_is_the_same_whenever_it_is_read(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)

    rss = tree_of(client, f"{PATH}feed/")
    atom = tree_of(client, f"{PATH}feed/atom/")

    assert rss.findtext("channel/lastBuildDate") == "Sun, 24 Nov 2024 12:00:00 +0000"
    assert atom.findtext("atom:updated", None, NAMES) == "2024-11-24T12:00:00+00:00"


def test_feeds_of_comments_hold_neither_held_nor_unreachable_ones(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)
    comment("A canaryword.")
    actions.unpublish_article(article=article)

    assert b"canaryword" not in client.get("/comments/feed/").content
    assert client.get(f"{PATH}feed/").status_code == 410


def test_no_mail_address_is_in_a_feed(client: Client, publish: MakeArticle) -> None:
    publish(published_on=NOON)
    comment()

    for path in ("/comments/feed/", f"{PATH}feed/", "/comments/feed/atom/"):
        assert b"ben@example.org" not in client.get(path).content


def test_feed_survives_any_text(
    client: Client, newsroom: Site, publish: MakeArticle, shared_data: Path
) -> None:
    """XML cannot hold every character that a headline can."""
    strings = json.loads((shared_data / "unicode" / "blns.json").read_text())
    Site.objects.update(feed_length=100)
    publish("A \x0b\x1b[2J\ufffe headline", body=[body.markdown("\n\n".join(strings))])
    for text in strings[:60]:
        if text.strip():
            comment(text)

    for path in ("/feed/", "/feed/atom/", "/comments/feed/", "/comments/feed/atom/"):
        tree_of(client, path)


def test_pictures_in_feeds_are_plain_and_absolute(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")
    publish(body=[body.picture(picture, alt="A ferry")])

    html = tree_of(client, "/feed/").findtext("channel/item/content:encoded", "", NAMES)

    assert f'<img src="{ORIGIN}/media/' in html
    assert "srcset" not in html
    assert 'alt="A ferry"' in html


def test_article_in_another_language_says_so_in_the_feed(
    client: Client, publish: MakeArticle
) -> None:
    publish("فارسی", language="fa", body=[body.markdown("سلام")])

    assert '<div lang="fa" dir="rtl">' in tree_of(client, "/feed/").findtext(
        "channel/item/content:encoded", "", NAMES
    )


@pytest.mark.parametrize("path", ["/feed/", "/comments/feed/"])
def test_feed_uses_a_bounded_number_of_queries(
    client: Client, newsroom: Site, publish: MakeArticle, path: str
) -> None:
    counts = []
    writer = actions.add_writer(site=newsroom, name="Imogen")
    for number in range(3):
        publish(f"Number {number}", bylines=[writer])
        comment("Reply", parent=comment())
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))

    assert counts[0] == counts[2]
    assert counts[2] <= 6


def test_sitemap_lists_what_is_public(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    publish("Größe", published_on=NOON)
    actions.add_section(site=newsroom, name="City")
    actions.publish_page(page=actions.write_page(site=newsroom, title="About us"))

    urls = [
        e.text for e in tree_of(client, "/sitemap.xml").iterfind(".//sm:loc", NAMES)
    ]

    assert urls == [
        f"{ORIGIN}/",
        f"{ORIGIN}/category/city/",
        f"{ORIGIN}/2024/11/24/gr%C3%B6%C3%9Fe/",
        f"{ORIGIN}/about-us/",
    ]


def test_long_sitemap_is_split(
    client: Client, publish: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "ADDRESSES_A_FILE", 2)
    for number in range(3):
        publish(f"Number {number}", published_on=NOON + timedelta(days=number))

    index = tree_of(client, "/sitemap.xml")

    files = [element.text for element in index.iterfind(".//sm:loc", NAMES)]
    assert files == [f"{ORIGIN}/sitemap-1.xml", f"{ORIGIN}/sitemap-2.xml"]
    found = [
        element.text
        for number in (1, 2)
        for element in tree_of(client, f"/sitemap-{number}.xml").iterfind(
            ".//sm:loc", NAMES
        )
    ]
    assert len(found) == 1 + Article.objects.count()
    assert client.get("/sitemap-3.xml").status_code == 404


def test_robots_keeps_crawlers_from_doors_and_copies(
    client: Client, newsroom: Site
) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    for line in (
        "Disallow: /admin/",
        "Disallow: /account/",
        "Disallow: /moderation/",
        "Disallow: /*?replytocom=",
        f"Sitemap: {ORIGIN}/sitemap.xml",
    ):
        assert line in lines
