"""The thread and the form below an article, and what says so to machines."""

from __future__ import annotations

import json
import re

from django.test import Client
from django.utils import timezone

from rejoinder.discussion.actions import keep_comment
from rejoinder.discussion.models import CommentState, Thread
from rejoinder.discussion.queries import waiting_address
from rejoinder.discussion.screening import Author
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, PATH, comment, read


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
    assert client.get(f"{PATH}comment-page-0/").status_code == 404


def test_only_page_of_a_short_thread_names_the_article_as_canonical(
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


def two_pages(site: Site, publish: MakeArticle) -> None:
    site.comments_per_page = 1
    site.save()
    publish(published_on=NOON)
    comment("One.")
    comment("Two.")


def test_a_page_by_number_says_neither_how_many_comments_nor_pages_there_are(
    client: Client, site: Site, publish: MakeArticle
) -> None:
    two_pages(site, publish)

    page = read(client, f"{PATH}comment-page-1/")

    assert "Comments on “<bdi>The ferry needs a name</bdi>”, page 1" in page
    assert '<span class="pagination__here">Page 1</span>' in page
    assert '<a class="article__comments" href="#comments">Comments</a>' in page
    assert "thoughts on" not in page and "2 comments" not in page
    assert "commentCount" not in page


def test_the_page_below_the_article_says_both(
    client: Client, site: Site, publish: MakeArticle
) -> None:
    two_pages(site, publish)

    page = read(client, PATH)

    assert "2 thoughts on" in page and "2 comments" in page
    assert '<span class="pagination__here">Page 2 of 2</span>' in page
    assert '"commentCount": 2' in page
