"""What readers and writers meet while the database cannot be reached."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.test import Client

from rejoinder.sites.models import Site
from rejoinder.web.logs import ShortOutages
from rejoinder.web.outage import RETRY_AFTER_SECONDS

pytestmark = pytest.mark.django_db
TEXT = "The river <rose> again & nobody said a word."


@pytest.fixture(autouse=True)
def outage(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From the first question of every request on."""

    def away(*_args: object, **_more: object) -> None:
        raise OperationalError("the database is away\nHINT: none")

    with monkeypatch.context() as patch:
        patch.setattr("rejoinder.sites.middleware.current_site", away)
        patch.setattr("django.db.connection.cursor", away)
        yield


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_a_page_is_being_renewed(client: Client) -> None:
    response = client.get("/2026/11/24/some-article/")
    assert response.status_code == 503
    assert response["Retry-After"] == str(RETRY_AFTER_SECONDS)
    assert response["Cache-Control"] == "private, no-store"
    assert "Content-Security-Policy" in response.headers
    assert "This page is being renewed." in response.content.decode()


def test_a_comment_is_given_back_whole_with_a_way_to_try_again(client: Client) -> None:
    sent = {"comment": TEXT, "author": "Ben", "email": "ben@example.org", "made": "x"}
    response = client.post("/discussion/1/comments/", sent)
    page = response.content.decode()
    assert response.status_code == 503
    assert 'action="/discussion/1/comments/" method="post"' in page
    assert "The river &lt;rose&gt; again &amp; nobody said a word.</textarea>" in page
    assert '<input type="hidden" name="author" value="Ben">' in page
    assert 'name="made"' not in page


def test_what_other_forms_hold_is_not_given_back(client: Client) -> None:
    sent = {"username": "ada@example.org", "password": "a secret word"}
    response = client.post("/account/login/", sent)
    assert response.status_code == 503
    assert "a secret word" not in response.content.decode()
    assert "ada@example.org" not in response.content.decode()


def test_a_program_gets_problem_details(client: Client) -> None:
    response = client.get("/feed/", headers={"accept": "application/json"})
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "database-down"


def test_the_log_has_one_line_without_a_traceback() -> None:
    error = OperationalError("no connection\nIs the server running?")
    info = (OperationalError, error, None)
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Error: %s", ("/feed/",), info
    )
    assert ShortOutages().filter(record)
    assert record.getMessage() == "Error: /feed/: no connection"
    assert record.exc_info is None


def test_the_log_keeps_the_traceback_of_a_mistake_of_ours() -> None:
    info = (ValueError, ValueError("x"), None)
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Error", (), info
    )
    assert ShortOutages().filter(record)
    assert record.exc_info == info
