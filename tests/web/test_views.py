"""The pages that Django asks for when nothing else answers."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from rejoinder.errors import Gone


def broken(request: HttpRequest) -> HttpResponse:
    raise ArithmeticError("three is not four")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("too many fields")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def gone(request: HttpRequest) -> HttpResponse:
    raise Gone("This article has been withdrawn.")


urlpatterns = [
    path("broken/", broken),
    path("suspicious/", suspicious),
    path("forbidden/", forbidden),
    path("gone/", gone),
    path("account/", include("rejoinder.signin.urls")),
]
handler400 = "rejoinder.web.views.bad_request"
handler403 = "rejoinder.web.views.forbidden"
handler404 = "rejoinder.web.views.not_found"
handler500 = "rejoinder.web.views.server_error"

pytestmark = [
    pytest.mark.urls("tests.web.test_views"),
    pytest.mark.usefixtures("site"),
]


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "testserver"}, raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/suspicious/", 400), ("/forbidden/", 403), ("/gone/", 410), ("/x/", 404)],
)
def test_each_has_its_status_and_says_what_to_do(
    client: Client, address: str, status: int
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert 'class="refused__advice"' in response.content.decode()


def test_what_is_gone_says_so_in_its_own_words(client: Client) -> None:
    assert "This article has been withdrawn." in client.get("/gone/").content.decode()


def test_a_mistake_of_ours_is_told_plainly(client: Client) -> None:
    response = client.get("/broken/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side." in page
    assert "three is not four" not in page


def test_a_program_is_told_of_it_as_problem_details(client: Client) -> None:
    response = client.get("/broken/", headers={"accept": "application/json"})
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
