"""What our own server is told for the holes of a page with a thread."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from rejoinder.discussion.models import Thread
from rejoinder.sites.models import Site
from rejoinder.web.holes import CONTENT_TYPE, FILLING
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON, PATH


@pytest.fixture
def thread(site: Site, publish: MakeArticle) -> Thread:
    publish(published_on=NOON)
    return Thread.objects.get()


def become_a_guest(client: Client, thread: Thread, *, is_held: bool) -> None:
    """Comment, and be remembered."""
    speakers = "nobody" if is_held else "everyone"
    Site.objects.update(who_may_speak=speakers)
    form = {
        "comment": "I like otters.",
        "author": "Gil",
        "email": "gil@example.org",
        "wp-comment-cookies-consent": "yes",
    }
    headers = {"origin": "http://testserver"}
    url = f"/discussion/{thread.pk}/comments/"
    assert client.post(url, form, headers=headers).status_code == 303


def holes_of(client: Client) -> Any:
    response = client.get(PATH, **{FILLING: True})  # type: ignore[arg-type]
    assert response["Content-Type"] == CONTENT_TYPE
    return response


def test_a_guest_has_the_same_for_a_while(client: Client, thread: Thread) -> None:
    become_a_guest(client, thread, is_held=False)
    response = holes_of(client)
    assert b"Gil" in response.content
    assert response["Cache-Control"] == "private, max-age=30"


def test_what_waits_may_be_judged_at_any_moment(client: Client, thread: Thread) -> None:
    become_a_guest(client, thread, is_held=True)
    response = holes_of(client)
    assert b"I like otters." in response.content
    assert response["Cache-Control"] == "private, max-age=0"


def test_whoever_is_no_guest_is_asked_about_each_time(
    client: Client, thread: Thread
) -> None:
    assert holes_of(client)["Cache-Control"] == "private, max-age=0"
