"""The form answers as docs/coming-from-wordpress.md says it does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rejoinder.discussion.actions import close_thread, open_thread
from rejoinder.discussion.models import Thread
from rejoinder.sites.models import Site
from tests.docs.pages import page, table

PROVEN = {"origin": "http://testserver"}


def documented() -> dict[str, int]:
    rows = table(page("coming-from-wordpress.md"), "| what happens | WordPress |")
    return {what: int(ours[:3]) for what, _theirs, ours, _why in rows}


class Form:
    """The form of one thread, filled in as it should be but for what is named."""

    def __init__(self, client: Client, thread: Thread) -> None:
        self.client = client
        self.thread = thread
        self.url = f"/discussion/{thread.pk}/comments/"

    def post(
        self, headers: dict[str, str] = PROVEN, url: str = "", **fields: str
    ) -> HttpResponse:
        right = {"comment": "Well said.", "author": "Ben", "email": "ben@example.org"}
        return self.client.post(url or self.url, right | fields, headers=headers)

    def get(self) -> HttpResponse:
        return self.client.get(self.url)

    def post_to_a_closed_thread(self) -> HttpResponse:
        close_thread(thread=self.thread)
        return self.post()

    def post_where_accounts_speak(self) -> HttpResponse:
        Site.objects.update(accounts_only=True)
        return self.post()

    def post_twice(self, second: str) -> HttpResponse:
        self.post()
        return self.post(comment=second)


CASES: dict[str, Callable[[Form], HttpResponse]] = {
    "not a POST": Form.get,
    "posted": Form.post,
    "no such post, a draft, in the trash": lambda form: form.post(
        url="/discussion/999999/comments/"
    ),
    "comments closed": Form.post_to_a_closed_thread,
    "log-in needed": Form.post_where_accounts_speak,
    "reply to a comment that is not there or not approved": lambda form: form.post(
        comment_parent="77"
    ),
    "name, mail or text missing, mail unusable, too long": lambda form: form.post(
        author="", comment=" "
    ),
    "duplicate": lambda form: form.post_twice("Well said."),
    "too fast": lambda form: form.post_twice("And another thing."),
    "sent from another site": lambda form: form.post(
        headers={"origin": "https://elsewhere.example"}
    ),
    "the browser says nothing about where it came from": lambda form: form.post(
        headers={}
    ),
}


@pytest.fixture
def form(client: Client, site: Site) -> Form:
    path = "/2026/11/24/a-bridge/"
    now = timezone.now()
    thread = open_thread(site=site, subject_url=path, title="A bridge", since=now)
    return Form(client, thread)


def test_every_documented_case_is_tried() -> None:
    assert documented().keys() == CASES.keys()


@pytest.mark.parametrize("what", CASES)
def test_form_answers_as_documented(what: str, form: Form) -> None:
    response = CASES[what](form)
    assert response.status_code == documented()[what]
    if what == "too fast":
        assert re.fullmatch(r"\d+", response.headers["Retry-After"])
