"""An old #comment-N, whose comment stands on another page today."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.newsroom import actions
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, PATH, comment, read

PAGE = "/about-us/"


@pytest.fixture(params=["article", "page"])
def subject(
    request: pytest.FixtureRequest, newsroom: Site, publish: MakeArticle
) -> str:
    """The address of an article or a page with a thread of three pages."""
    if request.param == "article":
        publish(published_on=NOON)
    else:
        page = actions.write_page(site=newsroom, title="About us", comments_open=True)
        actions.publish_page(page=page)
    Thread.objects.update(page_size=2)
    for n in range(1, 6):
        comment(f"Number {n}.")
    return PATH if request.param == "article" else PAGE


def test_page_past_the_last_leads_to_the_last(client: Client, subject: str) -> None:
    answer = client.get(f"{subject}comment-page-9/")

    assert answer.status_code == 302
    # Without an anchor of its own, so that the browser keeps the one it has.
    assert answer["Location"] == f"{subject}comment-page-3/"


def test_page_past_the_only_one_leads_below_the_subject_where_that_is_its_address(
    client: Client, site: Site, publish: MakeArticle
) -> None:
    Site.objects.update(default_comments_page="oldest")
    publish(published_on=NOON)

    assert client.get(f"{PATH}comment-page-9/")["Location"] == PATH


def test_branch_that_nobody_gave_out_is_refused(client: Client, subject: str) -> None:
    assert client.get(f"{subject}comment-page-9/from-3/").status_code == 404
    assert client.get(f"{subject}comment-page-1/from-77/").status_code == 404


def test_thread_says_where_its_comments_are_found(client: Client, subject: str) -> None:
    page = read(client, subject)

    assert f'data-find-comment="{subject}comment/"' in page
    assert re.search(r'<script type="module" src="[^"]*find-comment[^"]*\.js"', page)
    assert (
        f'<form class="find-comment__form" method="get" action="{subject}comment/"'
        in page
    )


def test_thread_of_one_page_has_nothing_to_look_for(
    client: Client, publish: MakeArticle
) -> None:
    publish(published_on=NOON)
    assert "find-comment" not in read(client, PATH)
    comment()

    page = read(client, PATH)

    assert "<details" not in page
    # A link to a comment that is on no page here still asks.
    assert "find-comment" in page


@pytest.mark.parametrize("typed", ["2", " 2 ", "#comment-2", "comment-2", "۲"])
def test_find_comment_leads_to_page_and_anchor(
    client: Client, subject: str, typed: str
) -> None:
    answer = client.get(f"{subject}comment/", {"n": typed})

    assert answer.status_code == 303
    assert answer["Location"] == f"{subject}comment-page-1/#comment-2"


def test_find_comment_understands_a_whole_address(client: Client, subject: str) -> None:
    copied = "https://old.example/2012/01/post/comment-page-4/#comment-5"

    answer = client.get(f"{subject}comment/", {"n": copied})

    assert answer["Location"] == f"{subject}comment-page-3/#comment-5"


@pytest.mark.parametrize("typed", ["77", "two", "", "-2", "9" * 30, "\0", "2 3"])
def test_number_that_leads_nowhere_is_refused_and_kept(
    client: Client, subject: str, typed: str
) -> None:
    answer = client.get(f"{subject}comment/", {"n": typed})

    assert answer.status_code == 404
    page = answer.content.decode()
    assert "There is no such comment." in page
    assert f'name="n" value="{typed.strip()}"' in page
    assert f'href="{subject}#comments"' in page


def hide(number: int) -> None:
    hidden = Comment.objects.get(number=number)
    set_state(comment=hidden, state=CommentState.HIDDEN, now=NOON)


def test_hidden_comment_is_found_no_more(client: Client, subject: str) -> None:
    hide(2)

    assert client.get(f"{subject}comment/?n=2").status_code == 404


@pytest.mark.parametrize("method", ["post", "put"])
def test_finding_changes_nothing(client: Client, subject: str, method: str) -> None:
    ask: Callable[..., object] = getattr(client, method)
    answer = ask(f"{subject}comment/", HTTP_ORIGIN="http://testserver")
    assert getattr(answer, "status_code", 0) == 405
