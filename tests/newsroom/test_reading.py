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

from rejoinder.discussion.actions import keep_comment
from rejoinder.discussion.models import CommentState, Thread
from rejoinder.discussion.queries import waiting_address
from rejoinder.discussion.screening import Author
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)
PATH = "/2024/11/24/the-ferry-needs-a-name/"


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def comment(text: str = "I like **otters**.", name: str = "Ben") -> int:
    kept = keep_comment(
        thread=Thread.objects.select_related("site").get(),
        parent=None,
        author=Author(name=name, mail="ben@example.org", url=""),
        source_text=text,
        state=CommentState.PUBLISHED,
        written_at=timezone.now(),
    )
    return kept.number


def test_front_shows_the_newest_first(client: Client, publish: MakeArticle) -> None:
    publish("Older", published_on=NOON - timedelta(days=1))
    publish("Newest", published_on=NOON)

    page = read(client, "/")

    assert page.index("Newest") < page.index("Older")
    assert "h-feed" in page
    assert "h-entry" in page


def test_empty_site_says_so(client: Client, newsroom: Site) -> None:
    assert "Nothing has been published here yet." in read(client, "/")


def test_lists_have_pages(client: Client, newsroom: Site, publish: MakeArticle) -> None:
    Site.objects.update(articles_per_page=2)
    for number in range(3):
        publish(f"Number {number}", published_on=NOON + timedelta(days=number))

    assert "Number 0" not in read(client, "/")
    assert "Number 0" in read(client, "/page/2/")
    assert client.get("/page/1/")["Location"] == "/"
    assert client.get("/page/3/").status_code == 404


def test_section_lists_its_articles_and_those_of_its_parts(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    news = actions.add_section(site=newsroom, name="News")
    city = actions.add_section(site=newsroom, name="Größe", parent=news)
    publish("In the part", section=city)
    publish("In none")

    for path in ("/category/news/", "/category/news/größe/"):
        page = read(client, path)
        assert "In the part" in page
        assert "In none" not in page
    assert client.get("/category/größe/")["Location"] == (
        "/category/news/gr%C3%B6%C3%9Fe/"
    )
    assert client.get("/category/nothing/").status_code == 404


def test_sections_and_pages_stand_in_the_menu(client: Client, newsroom: Site) -> None:
    actions.add_section(site=newsroom, name="News")
    actions.publish_page(page=actions.write_page(site=newsroom, title="About us"))
    actions.publish_page(
        page=actions.write_page(site=newsroom, title="Imprint", show_in_menus=False)
    )

    page = read(client, "/")

    assert 'href="/category/news/"' in page
    assert 'href="/about-us/"' in page
    assert "Imprint" not in page


def test_tag_lists_its_articles(client: Client, publish: MakeArticle) -> None:
    publish("Tagged", tags=["Öffentlich", "heat"])
    publish("Untagged")

    page = read(client, "/tag/öffentlich/")

    assert "Tagged" in page
    assert "Untagged" not in page
    assert client.get("/tag/none/").status_code == 404


def test_tag_names_are_the_same_in_any_case(publish: MakeArticle) -> None:
    publish("One", tags=["Heat"])
    two = publish("Two", tags=["heat"])

    assert [tag.name for tag in two.tags.all()] == ["Heat"]


def test_author_page_lists_what_they_signed(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    laleh = actions.add_writer(site=newsroom, name="Laleh", bio="Writes about food.")
    tobias = actions.add_writer(site=newsroom, name="Tobias")
    publish("Both wrote this", bylines=[laleh, tobias])
    publish("Nobody signed this")

    page = read(client, "/author/laleh/")

    assert "Writes about food." in page
    assert "Both wrote this" in page
    assert "Nobody signed this" not in page


def test_author_who_published_nothing_is_not_shown(
    client: Client, newsroom: Site, draft: MakeArticle
) -> None:
    writer = actions.add_writer(site=newsroom, name="Whistleblower")
    draft(bylines=[writer])

    assert client.get("/author/whistleblower/").status_code == 404


def test_archives_go_by_the_clock_of_the_site(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    Site.objects.update(time_zone="Pacific/Auckland")
    publish("New year", published_on=datetime(2024, 12, 31, 13, tzinfo=UTC))

    for path in ("/2025/", "/2025/01/", "/2025/01/01/"):
        assert "New year" in read(client, path)
    for path in ("/2024/", "/2024/12/", "/2025/01/02/", "/2025/02/"):
        assert client.get(path).status_code == 404


def test_search_finds_words_of_the_body_and_marks_them(
    client: Client, publish: MakeArticle
) -> None:
    publish("Ferry", body=[body.markdown("Long ago " * 40 + "an **otter** swam.")])
    publish("Tram")

    page = read(client, "/?s=otter")

    assert "<mark>otter</mark>" in page
    assert "1 article with" in page
    assert "Tram" not in page


def test_search_without_a_hit_says_so(client: Client, publish: MakeArticle) -> None:
    publish()

    assert "No article has all of these words." in read(client, "/?s=zeppelin")


@pytest.mark.parametrize("words", ["", " ", "'", '"', "*", "a* OR b", "(", "\0", "%"])
def test_search_survives_any_sign(
    client: Client, publish: MakeArticle, words: str
) -> None:
    publish()

    assert client.get("/", {"s": words}).status_code == 200


def test_search_survives_naughty_strings(
    client: Client, publish: MakeArticle, shared_data: Path
) -> None:
    publish()
    strings = json.loads((shared_data / "unicode" / "blns.json").read_text())

    for words in strings[:150]:
        assert client.get("/", {"s": words}).status_code == 200, words


def test_search_has_pages(client: Client, newsroom: Site, publish: MakeArticle) -> None:
    Site.objects.update(articles_per_page=1)
    publish("Otter one")
    publish("Otter two")

    page = read(client, "/?s=otter")

    assert 'href="/page/2/?s=otter"' in page
    assert read(client, "/page/2/?s=otter") != page


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


def test_structured_data_names_article_and_comments(
    client: Client, publish: MakeArticle
) -> None:
    publish("A </script> in a headline & more", published_on=NOON)
    comment()

    page = read(client, Address.objects.get().path)

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "A </script> in a headline & more"
    assert data["commentCount"] == 1
    assert data["comment"][0]["text"].strip() == "I like otters."
    assert data["comment"][0]["author"]["name"] == "Ben"
    assert "ben@example.org" not in page


def test_conversation_stands_below_the_article(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    number = comment()

    page = read(client, PATH)

    assert f'id="comment-{number}"' in page
    assert 'id="respond"' in page
    lasting = client.get(f"{PATH}comment/{number}/")
    assert lasting.status_code == 303
    assert lasting["Location"] == f"{PATH}comment-page-1/#comment-{number}"
    assert client.get(f"{PATH}comment/999/").status_code == 404
    assert client.get(f"{PATH}comment-page-9/").status_code == 404


def test_only_page_of_a_short_thread_has_one_address(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    comment()

    page = read(client, f"{PATH}comment-page-1/")
    assert f'<link rel="canonical" href="http://testserver{PATH}">' in page


def test_first_page_below_the_article_has_one_address(
    client: Client, site: Site, publish: MakeArticle
) -> None:
    site.default_comments_page = "oldest"
    site.save()
    publish(published_on=NOON)
    comment()

    answer = client.get(f"{PATH}comment-page-1/")

    assert answer["Location"] == PATH
    assert answer.status_code == 302  # the owner may change their mind


def test_link_to_a_comment_outlives_the_second_page(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    Thread.objects.update(page_size=3)
    copied = client.get(f"{PATH}comment/{comment()}/")["Location"]

    for n in range(6):
        comment(f"Number {n}.")

    path, anchor = copied.split("#")
    assert f'id="{anchor}"' in read(client, path)


def test_wordpress_other_way_to_name_a_page_of_comments_leads_there(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    Thread.objects.update(page_size=1)
    comment()
    comment()

    answer = client.get(f"{PATH}?cpage=2")

    assert answer.status_code == 302
    assert answer["Location"] == f"{PATH}comment-page-2/"


def test_reply_form_names_who_is_answered_and_is_not_for_crawlers(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    number = comment()

    page = read(client, f"{PATH}?replytocom={number}")

    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert f'rel="canonical" href="http://testserver{PATH}"' in page
    assert read(client, f"{PATH}?replytocom=x")
    kept = client.get(f"{PATH}?replytocom={number}")["Cache-Control"]
    assert kept == "private, no-store"


def test_answer_to_what_is_not_there_is_a_comment_of_its_own(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)

    page = read(client, f"{PATH}?replytocom=77")

    assert 'name="comment_parent"' not in page


def test_comment_without_a_name_is_by_nobody_in_particular(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    number = comment(name="")

    assert "Leave a Reply to <bdi>Anonymous" in read(
        client, f"{PATH}?replytocom={number}"
    )
    assert "By: Anonymous" in read(client, f"{PATH}feed/")


def test_waiting_comment_is_shown_to_whoever_has_its_key(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    held = keep_comment(
        thread=Thread.objects.select_related("site").get(),
        parent=None,
        author=Author(name="Ben", mail="", url=""),
        source_text="canaryword",
        state=CommentState.HELD,
        written_at=timezone.now(),
    )

    assert "canaryword" in read(client, waiting_address(held))
    number = held.number
    for query in (
        "",
        f"?unapproved={number}&moderation-hash=x",
        f"?unapproved={number}&moderation-hash=%C3%A9",
        "?unapproved=x",
    ):
        assert "canaryword" not in read(client, PATH + query)
    kept = client.get(waiting_address(held))["Cache-Control"]
    assert kept == "private, no-store"


def test_no_archive_begins_before_the_first_day(client: Client, newsroom: Site) -> None:
    Site.objects.update(time_zone="Europe/Berlin")

    assert client.get("/0001/01/01/").status_code == 404


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
    [("/", 10), ("/category/news/", 10), ("/tag/heat/", 11), (PATH, 15)],
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
