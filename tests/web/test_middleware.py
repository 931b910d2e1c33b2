"""Headers, hosts, languages and the rule of the same origin, on real pages."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from rejoinder.sites.models import Site
from rejoinder.web.middleware import ADMIN_POLICY, PUBLIC_POLICY, LanguageMiddleware
from tests.people import PASSWORD, Cast

LOGIN = "/account/login/"
PUBLIC_PAGES = ["/", LOGIN, "/account/logout/", "/nothing/here/", "/account/welcome/x/"]

pytestmark = pytest.mark.usefixtures("site")


def log_in(client: Client, **headers: str) -> HttpResponse:
    data = {"mail": "olga@example.org", "password": PASSWORD}
    return client.post(LOGIN, data, headers=headers)  # type: ignore[return-value]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_page_forbids_inline_scripts_and_foreign_origins(
    client: Client, path: str
) -> None:
    response = client.get(path)
    assert response["Content-Security-Policy"] == PUBLIC_POLICY
    assert "unsafe" not in PUBLIC_POLICY
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_no_page_may_stand_in_a_frame(client: Client, path: str) -> None:
    """Regression 40: a page in a frame collects clicks."""
    response = client.get(path)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_no_page_has_what_its_policy_forbids(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "<script" not in page
    assert " onclick=" not in page


def test_the_newsroom_admin_has_a_policy_of_its_own(client: Client) -> None:
    assert client.get("/admin/")["Content-Security-Policy"] == ADMIN_POLICY


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_no_page_tells_browsers_to_hide_where_a_form_comes_from(
    client: Client, path: str
) -> None:
    assert client.get(path)["Referrer-Policy"] != "no-referrer"


def test_a_reader_gets_no_cookie(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


def test_a_page_for_somebody_known_is_kept_by_nobody(client: Client) -> None:
    client.cookies["anything"] = "x"
    assert client.get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver:8001", "testserver.evil.example", "", "a@testserver"],
)
def test_an_unknown_host_is_refused(client: Client, host: str) -> None:
    """Regressions 25 and 31: nothing is ever made from what Host claims."""
    response = client.get("/", headers={"host": host})
    assert response.status_code == 400
    assert "Content-Security-Policy" in response.headers


def test_a_claimed_host_changes_no_byte_of_a_page(client: Client) -> None:
    """Regression 31, for headers that claim a host beside the true one."""
    plain = client.get("/").content
    claiming = client.get(
        "/",
        headers={
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "https",
            "forwarded": "host=evil.example",
        },
    ).content
    assert claiming == plain
    assert b"evil.example" not in claiming


def test_the_language_of_a_reader_changes_no_byte_of_a_shared_page(
    client: Client,
) -> None:
    plain = client.get("/").content
    assert client.get("/", headers={"accept-language": "de"}).content == plain


def test_a_personal_page_speaks_the_language_of_its_reader(client: Client) -> None:
    page = client.get(LOGIN, headers={"accept-language": "de"})
    assert '<html lang="de" dir="ltr">' in page.content.decode()
    assert "Accept-Language" in page["Vary"]


def test_a_shared_page_speaks_the_language_of_the_site(
    client: Client, site: Site
) -> None:
    site.language = "fa"
    site.save()
    response = client.get("/nothing/here/", headers={"accept-language": "de"})
    assert '<html lang="fa" dir="rtl">' in response.content.decode()
    assert response["Content-Language"] == "fa"


def test_a_language_that_a_view_names_is_left_alone() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": "fr"})

    request = HttpRequest()
    request.path_info = "/"
    assert LanguageMiddleware(view)(request)["Content-Language"] == "fr"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
    ],
)
def test_what_comes_from_another_site_is_refused(
    client: Client, cast: Cast, headers: dict[str, str]
) -> None:
    response = log_in(client, **headers)
    assert response.status_code == 403
    assert "sent from another site" in response.content.decode()
    assert "rejoinder_session" not in response.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "null"},
        {},
    ],
)
def test_with_our_token_whatever_is_not_foreign_goes_through(
    cast: Cast, headers: dict[str, str]
) -> None:
    client = Client(headers={"host": "testserver"}, enforce_csrf_checks=True)
    client.get(LOGIN)
    data = {
        "mail": "olga@example.org",
        "password": PASSWORD,
        "csrfmiddlewaretoken": client.cookies["rejoinder_csrf"].value,
    }
    assert client.post(LOGIN, data, headers=headers).status_code == 303


def test_without_our_token_a_page_says_what_to_do(cast: Cast) -> None:
    client = Client(headers={"host": "testserver"}, enforce_csrf_checks=True)
    response = log_in(client, origin="http://testserver")  # type: ignore[arg-type]
    response = client.post(LOGIN, {"mail": "olga@example.org", "password": PASSWORD})
    assert response.status_code == 403
    assert "Open the page on this site itself" in response.content.decode()


def test_cookies_are_secure_where_the_public_address_is(
    client: Client, site: Site, cast: Cast
) -> None:
    site.public_url = "https://testserver"
    site.save()
    cookies = log_in(client).cookies
    assert cookies["rejoinder_session"]["secure"] is True
    assert cookies["rejoinder_csrf"]["secure"] is True
    assert cookies["rejoinder_session"]["httponly"] is True
    assert cookies["rejoinder_session"]["samesite"] == "Lax"


def test_cookies_are_not_secure_where_it_is_not_or_nobody_could_log_in(
    client: Client, cast: Cast
) -> None:
    assert not log_in(client).cookies["rejoinder_session"]["secure"]


@override_settings(DEBUG=False)
def test_a_page_that_is_not_there_offers_a_search(client: Client) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert 'id="search-instead"' in response.content.decode()


def test_a_program_is_told_in_its_own_way(client: Client) -> None:
    response = client.get("/nothing/here/", headers={"accept": "application/json"})
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not-found"


def test_an_owner_learns_of_a_proxy_that_nobody_named(
    client: Client, cast: Cast
) -> None:
    client.get("/", headers={"x-forwarded-for": "203.0.113.5"}, REMOTE_ADDR="10.0.0.9")
    client.force_login(cast.olga)
    assert "--trusted-proxy 10.0.0.9" in client.get("/account/").content.decode()
    client.force_login(cast.ada)
    assert "--trusted-proxy" not in client.get("/account/").content.decode()
