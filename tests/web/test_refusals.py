"""Kinds of refusal, each with its status, as a page and for programs."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from rejoinder import errors
from rejoinder.sites.models import Site
from rejoinder.web.refusals import (
    problem_response,
    refusal_response,
    status_of,
    wait_in_words,
)


def answer(site: Site, refusal: errors.Refusal, **headers: str) -> HttpResponse:
    request = RequestFactory(headers=headers).get("/somewhere/")
    request.site = site
    return refusal_response(request, refusal)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (errors.NotFound("x"), 404),
        (errors.Gone("x"), 410),
        (errors.NotAllowed("x"), 403),
        (errors.Conflict("x"), 409),
        (errors.Malformed("x"), 422),
        (errors.TooMuch("x", retry_after_seconds=5), 429),
        (errors.TooMuch("x"), 413),
        (errors.RemoteFailure("x", temporary=True), 503),
        (errors.Refusal("x"), 400),
    ],
)
def test_each_kind_has_its_status(refusal: errors.Refusal, status: int) -> None:
    assert status_of(refusal) == status


@pytest.mark.parametrize("status", [404, 410, 403, 409, 422, 429, 413, 503])
def test_a_page_says_the_sentence_and_what_to_do(site: Site, status: int) -> None:
    kinds = {
        404: errors.NotFound,
        410: errors.Gone,
        403: errors.NotAllowed,
        409: errors.Conflict,
        422: errors.Malformed,
        413: errors.TooMuch,
    }
    refusal: errors.Refusal
    if status == 503:
        refusal = errors.RemoteFailure("No & no.", temporary=True)
    elif status == 429:
        refusal = errors.TooMuch("No & no.", retry_after_seconds=30)
    else:
        refusal = kinds[status]("No & no.")
    response = answer(site, refusal)
    page = response.content.decode()
    assert response.status_code == status
    assert "No &amp; no." in page
    assert 'class="refused__advice"></p>' not in page
    assert 'name="robots" content="noindex"' in page


def test_what_was_looked_for_can_be_searched_for(site: Site) -> None:
    assert b'id="search-instead"' in answer(site, errors.NotFound("x")).content
    assert b'id="search-instead"' not in answer(site, errors.Conflict("x")).content


def test_the_wait_is_said_in_words_and_in_the_header(site: Site) -> None:
    response = answer(site, errors.TooMuch("x", retry_after_seconds=7))
    assert response["Retry-After"] == "7"
    assert "Try again in 7 seconds." in response.content.decode()


def test_a_long_wait_is_said_in_minutes() -> None:
    assert wait_in_words(1) == "Try again in 1 second."
    assert wait_in_words(61) == "Try again in 61 seconds."
    assert wait_in_words(121) == "Try again in 3 minutes."


def test_a_program_gets_problem_details(site: Site) -> None:
    refusal = errors.Malformed("Not a mail address.", code="mail", field="email")
    response = answer(site, refusal, accept="application/json")
    assert response["Content-Type"] == "application/problem+json"
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": HTTPStatus.UNPROCESSABLE_ENTITY.phrase,
        "status": 422,
        "detail": "Not a mail address.",
        "code": "mail",
        "field": "email",
    }


def test_a_program_is_told_the_wait() -> None:
    response = problem_response(errors.TooMuch("x", retry_after_seconds=7))
    assert response["Retry-After"] == "7"


def test_a_browser_that_takes_anything_gets_a_page(site: Site) -> None:
    accept = "text/html,application/xhtml+xml,application/json;q=0.9"
    response = answer(site, errors.NotFound("x"), accept=accept)
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("accepted", ["text/html", "application/json"])
def test_caches_keep_pages_and_problem_details_apart(site: Site, accepted: str) -> None:
    response = answer(site, errors.NotFound("x"), Accept=accepted)
    assert response["Vary"] == "Accept"
