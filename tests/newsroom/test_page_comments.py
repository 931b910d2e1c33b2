"""Comments on plain pages: opened by hand or brought along, never by themselves."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from rejoinder.discussion.actions import close_thread
from rejoinder.discussion.models import Comment, Thread, ThreadState
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.checks import find_problems
from rejoinder.newsroom.models import PageThread, PlainPage
from rejoinder.sites.models import Site
from tests.newsroom.pages import comment, read
from tests.people import Cast

ABOUT = "/about-us/"


def page_with(site: Site, **fields: object) -> PlainPage:
    values = {"title": "About us", "body": [body.markdown("We are *three*.")]}
    page = actions.write_page(site=site, **(values | fields))  # type: ignore[arg-type]
    return actions.publish_page(page=page)


def say(page: PlainPage, comments_open: bool | None) -> PlainPage:
    """Publish the page again with this word about comments."""
    draft = page.get_latest_revision_as_object()
    draft.comments_open = comments_open
    draft.save_revision()
    return actions.publish_page(page=page)


def test_page_has_no_thread_unless_it_says_so(client: Client, newsroom: Site) -> None:
    page_with(newsroom)

    assert 'id="respond"' not in read(client, ABOUT)
    assert not Thread.objects.exists()
    for below in ("feed/", "comment-page-1/", "comment/1/", "comment/?n=1"):
        assert client.get(f"{ABOUT}{below}").status_code == 404


def test_page_that_was_opened_takes_comments(client: Client, newsroom: Site) -> None:
    page_with(newsroom, comments_open=True)
    thread = Thread.objects.get()

    answer = client.post(
        f"/discussion/{thread.pk}/comments/",
        {"comment": "Who is the third?", "author": "Ben", "email": "ben@example.org"},
        HTTP_ORIGIN="http://testserver",
    )

    assert answer.status_code == 303
    assert answer["Location"].startswith(ABOUT)
    assert Comment.objects.get().thread == thread


def test_conversation_stands_below_the_page_as_below_an_article(
    client: Client, newsroom: Site
) -> None:
    page_with(newsroom, comments_open=True)
    Thread.objects.update(page_size=1)
    numbers = [comment("The first."), comment("The second.")]

    page = read(client, ABOUT)

    assert "The second." in page
    assert 'id="respond"' in page
    assert f'href="{ABOUT}feed/"' in page
    lasting = client.get(f"{ABOUT}comment/{numbers[0]}/")
    assert lasting.status_code == 303
    assert lasting["Location"] == f"{ABOUT}comment-page-1/#comment-{numbers[0]}"
    first = read(client, f"{ABOUT}comment-page-1/")
    assert "The first." in first
    assert f'canonical" href="http://testserver{ABOUT}comment-page-1/"' in first
    assert client.get(f"{ABOUT}?cpage=1")["Location"] == f"{ABOUT}comment-page-1/"
    assert "The second." in read(client, f"{ABOUT}feed/")
    assert "The second." in read(client, f"{ABOUT}feed/atom/")
    assert "The second." in read(client, "/comments/feed/")


def test_structured_data_of_a_page_names_its_comments(
    client: Client, newsroom: Site
) -> None:
    page_with(newsroom, comments_open=True)
    comment()

    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', read(client, ABOUT)
    )

    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["name"], data["commentCount"]) == (
        "WebPage",
        "About us",
        1,
    )
    assert data["comment"][0]["author"]["name"] == "Ben"


def test_desk_leads_to_a_comment_on_a_page(
    client: Client, newsroom: Site, cast: Cast
) -> None:
    page_with(newsroom, comments_open=True)
    comment("Look at this.")
    client.force_login(cast.cy)

    assert f'href="{ABOUT}"' in read(client, "/moderation/?state=published")
    assert f'href="{ABOUT}"' in read(client, "/moderation/threads/")


def test_page_that_is_closed_again_keeps_what_was_said(
    client: Client, newsroom: Site
) -> None:
    page = page_with(newsroom, comments_open=True)
    comment("Said before.")

    say(page, None)

    shown = read(client, ABOUT)
    assert "Said before." in shown
    assert "Comments are closed." in shown


def test_page_that_was_closed_before_anything_was_said_shows_nothing_of_it(
    client: Client, newsroom: Site
) -> None:
    page = page_with(newsroom, comments_open=True)

    say(page, False)

    assert "Comments are closed." not in read(client, ABOUT)


def test_publishing_again_does_not_undo_what_a_moderator_did(newsroom: Site) -> None:
    page = page_with(newsroom, comments_open=True)
    close_thread(thread=Thread.objects.get())

    say(page, True)

    assert Thread.objects.get().state == ThreadState.CLOSED


def test_thread_follows_a_page_that_moves_and_those_below_it(
    client: Client, newsroom: Site
) -> None:
    about = page_with(newsroom)
    team = page_with(newsroom, title="Team", parent=about, comments_open=True)
    number = comment("Hello team.")
    draft = about.get_latest_revision_as_object()
    draft.address_part = "who"
    draft.save_revision()

    actions.publish_page(page=about)

    assert PageThread.objects.get(page=team).thread.subject_url == "/who/team/"
    assert "Hello team." in read(client, "/who/team/")
    moved = client.get(f"/about-us/team/comment/{number}/")
    assert moved.status_code == 301
    assert moved["Location"] == f"/who/team/comment/{number}/"


def test_thread_follows_a_page_that_is_put_elsewhere_in_the_tree(
    client: Client, newsroom: Site
) -> None:
    about = page_with(newsroom)
    page = page_with(newsroom, title="Team", comments_open=True)
    comment("Hello team.")

    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=about.pk), "last-child")

    assert Thread.objects.get().subject_url == "/about-us/team/"
    assert "Hello team." in read(client, "/about-us/team/")


def test_comments_on_a_page_that_cannot_be_seen_cannot_be_seen(
    client: Client, newsroom: Site
) -> None:
    page = page_with(newsroom, comments_open=True)
    number = comment("canaryword")

    page.unpublish()

    assert "canaryword" not in read(client, "/comments/feed/")
    for below in ("", "feed/", f"comment/{number}/", "comment-page-1/"):
        assert client.get(f"{ABOUT}{below}").status_code == 410
    actions.publish_page(page=page)
    assert "canaryword" in read(client, ABOUT)


def test_comments_go_for_good_with_their_page(newsroom: Site) -> None:
    page = page_with(newsroom, comments_open=True)
    comment()

    PlainPage.objects.get(pk=page.pk).delete()

    assert not Thread.objects.exists()
    assert not Comment.objects.exists()


def test_copy_of_a_page_has_no_part_in_its_thread(newsroom: Site) -> None:
    page = page_with(newsroom, comments_open=True)

    copy = page.copy(keep_live=False, update_attrs={"slug": "a-copy"})

    assert not PageThread.objects.filter(page=copy).exists()


def test_import_opens_a_thread_for_what_was_said_before_comments_were_closed(
    client: Client, newsroom: Site
) -> None:
    page = page_with(newsroom)

    thread = actions.open_page_thread(page=page, page_size=7, now=timezone.now())

    assert (thread.subject_url, thread.page_size, thread.state) == (ABOUT, 7, "closed")
    comment("From 2012.")
    assert "From 2012." in read(client, ABOUT)
    again = actions.open_page_thread(page=page, page_size=9, now=timezone.now())
    assert (again.pk, again.page_size) == (thread.pk, 7)


def test_thread_of_a_page_that_is_a_draft_waits_for_it(
    client: Client, newsroom: Site
) -> None:
    page = actions.write_page(site=newsroom, title="About us", comments_open=True)

    thread = actions.open_page_thread(page=page, now=timezone.now())

    assert not thread.is_reachable
    comment("canaryword")
    assert "canaryword" not in read(client, "/comments/feed/")
    actions.publish_page(page=page)
    assert "canaryword" in read(client, ABOUT)


def test_page_does_not_close_with_age(client: Client, newsroom: Site) -> None:
    page_with(newsroom, comments_open=True)
    newsroom.close_after_days = 1
    newsroom.save()
    Thread.objects.update(subject_since=timezone.now().replace(year=2012, day=1))

    assert 'name="comment"' in read(client, ABOUT)


def test_reply_on_a_page_is_for_one_reader(client: Client, newsroom: Site) -> None:
    page_with(newsroom, comments_open=True)
    number = comment()

    answer = client.get(f"{ABOUT}?replytocom={number}")

    assert answer["Cache-Control"] == "private, no-store"
    assert 'content="noindex, nofollow"' in answer.content.decode()


def test_doctor_misses_the_thread_of_a_page_that_is_open(newsroom: Site) -> None:
    page_with(newsroom, comments_open=True)
    assert not list(find_problems())

    PageThread.objects.all().delete()

    assert ["“About us”" in problem.what for problem in find_problems()] == [True]


@pytest.mark.parametrize("comments", [1, 4])
def test_page_with_comments_uses_a_bounded_number_of_queries(
    client: Client, newsroom: Site, comments: int
) -> None:
    page_with(newsroom, comments_open=True)
    for n in range(comments):
        comment(f"Number {n}.")
    read(client, ABOUT)

    with CaptureQueriesContext(
        connection,
    ) as captured:
        read(client, ABOUT)

    assert len(captured) <= 12, [query["sql"] for query in captured.captured_queries]
