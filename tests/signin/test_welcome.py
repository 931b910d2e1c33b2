"""Where one-time links lead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rejoinder.people.actions import add_account, make_one_time_link
from rejoinder.people.models import OneTimeLink, User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site
from tests.people import PASSWORD, Cast

Purpose = OneTimeLink.Purpose
NEW_PASSWORD = "seven lanterns on the quay"


def link(site: Site, purpose: OneTimeLink.Purpose, user: User | None = None) -> str:
    token = make_one_time_link(
        site=site, purpose=purpose, user=user, now=timezone.now()
    )
    return f"/account/welcome/{token}/"


def post(client: Client, address: str, **data: str) -> HttpResponse:
    headers = {"origin": "http://testserver"}
    return client.post(address, data, headers=headers)  # type: ignore[return-value]


def become_owner(client: Client, address: str, **changes: str) -> HttpResponse:
    data = {
        "name": "Olga",
        "mail": "olga@example.org",
        "password": NEW_PASSWORD,
        "password_again": NEW_PASSWORD,
    }
    return post(client, address, **(data | changes))


def choose(client: Client, address: str, password: str = NEW_PASSWORD) -> HttpResponse:
    return post(client, address, password=password, password_again=password)


@pytest.fixture
def owner_link(site: Site) -> str:
    return link(site, Purpose.FIRST_OWNER)


@pytest.fixture
def pat(site: Site) -> User:
    return add_account(
        site=site, name="Pat", mail="pat@example.org", role=Role.AUTHOR, password=None
    )


def test_the_first_owner_makes_the_account_and_is_logged_in(
    client: Client, site: Site, owner_link: str
) -> None:
    response = become_owner(client, owner_link)
    assert response.status_code == 303
    assert response["Location"] == "/account/first-steps/"
    owner = User.objects.get(email="olga@example.org")
    assert owner.role_on(site) == Role.OWNER
    assert owner.check_password(NEW_PASSWORD)
    steps = client.get("/account/first-steps/").content.decode()
    assert 'href="/admin/"' in steps
    assert 'href="/moderation/settings/"' in steps
    assert "rejoinder person add" in steps


def test_the_link_of_the_first_owner_works_once(
    client: Client, owner_link: str
) -> None:
    become_owner(client, owner_link)
    response = become_owner(client, owner_link, mail="eve@example.org")
    assert response.status_code == 410
    assert not User.objects.filter(email="eve@example.org").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"mail": "olga"}, "mail"),
        ({"password": "12345678", "password_again": "12345678"}, "password"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password_again": "something else entirely"}, "password_again"),
        (
            {"password": "olga@example.org", "password_again": "olga@example.org"},
            "password",
        ),
    ],
)
def test_what_the_first_owner_must_look_at_again(
    client: Client, owner_link: str, changes: dict[str, str], field: str
) -> None:
    response = become_owner(client, owner_link, **changes)
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not User.objects.exists()
    assert become_owner(client, owner_link).status_code == 303, "the link still works"


def test_a_taken_mail_address_is_told_beside_its_field(
    client: Client, owner_link: str, pat: User
) -> None:
    pat.set_password(NEW_PASSWORD)
    pat.save()
    response = become_owner(client, owner_link, mail="pat@example.org")
    assert response.status_code == 422
    assert 'id="id_mail_error"' in response.content.decode()
    assert become_owner(client, owner_link).status_code == 303, "the link still works"


def test_a_link_sets_the_password_and_logs_in(
    client: Client, site: Site, pat: User
) -> None:
    response = choose(client, link(site, Purpose.SET_PASSWORD, pat))
    assert response.status_code == 303
    pat.refresh_from_db()
    assert pat.check_password(NEW_PASSWORD)
    assert client.get("/account/").status_code == 200


def test_looking_at_a_link_uses_nothing_up(
    client: Client, site: Site, pat: User
) -> None:
    """Mail scanners open every address they see (regression 26)."""
    address = link(site, Purpose.SET_PASSWORD, pat)
    for method in (client.get, client.head, client.get, client.head):
        response = method(address)
        assert response.status_code == 200
        assert "rejoinder_session" not in response.cookies
    assert choose(client, address).status_code == 303
    assert choose(client, address).status_code == 410
    assert client.get(address).status_code == 410


def test_a_newer_link_ends_an_older_one(client: Client, site: Site, pat: User) -> None:
    older = link(site, Purpose.SET_PASSWORD, pat)
    link(site, Purpose.SET_PASSWORD, pat)
    assert choose(client, older).status_code == 410


def test_a_new_password_ends_every_other_session(
    client: Client, site: Site, cast: Cast
) -> None:
    elsewhere = Client(headers={"host": "testserver"})
    elsewhere.force_login(cast.ben)
    assert elsewhere.get("/account/").status_code == 200
    choose(client, link(site, Purpose.SET_PASSWORD, cast.ben))
    assert elsewhere.get("/account/").status_code == 302


def test_an_expired_link_says_what_to_do(client: Client, site: Site, pat: User) -> None:
    token = make_one_time_link(
        site=site,
        purpose=Purpose.SET_PASSWORD,
        user=pat,
        now=timezone.now() - timedelta(days=4),
    )
    response = client.get(f"/account/welcome/{token}/")
    page = response.content.decode()
    assert response.status_code == 410
    assert "ask an owner of this site for a new one" in page
    assert "rejoinder person add" in page


def test_a_link_that_never_was_says_the_same(client: Client, site: Site) -> None:
    assert client.get("/account/welcome/never/").status_code == 410


def test_a_link_of_a_deactivated_account_lets_nobody_in(
    client: Client, site: Site, pat: User
) -> None:
    address = link(site, Purpose.SET_PASSWORD, pat)
    pat.is_active = False
    pat.save()
    assert choose(client, address).status_code == 410
    assert client.get("/account/").status_code == 302


@pytest.fixture
def demo_link(site: Site, cast: Cast) -> str:
    site.is_demo = True
    site.save()
    return link(site, Purpose.DEMO, cast.cy)


def test_a_demo_link_lets_in_by_one_button_again_and_again(demo_link: str) -> None:
    for _visitor in range(2):
        client = Client(headers={"host": "testserver"})
        page = client.get(demo_link)
        assert page.status_code == 200
        assert "Enter as" in page.content.decode()
        assert client.get("/account/").status_code == 302, "looking lets nobody in"
        assert post(client, demo_link).status_code == 303
        assert "Cy" in client.get("/account/").content.decode()


def test_a_demo_link_is_worth_nothing_on_a_real_site(
    client: Client, site: Site, demo_link: str
) -> None:
    site.is_demo = False
    site.save()
    assert client.get(demo_link).status_code == 410
    assert post(client, demo_link).status_code == 410
    assert client.get("/account/").status_code == 302


def test_a_link_gives_the_session_a_new_key(
    client: Client, site: Site, pat: User
) -> None:
    client.cookies["rejoinder_session"] = "a" * 32
    choose(client, link(site, Purpose.SET_PASSWORD, pat))
    assert client.cookies["rejoinder_session"].value != "a" * 32


@pytest.mark.parametrize("token", ["owner", "never"])
def test_the_address_of_a_link_is_told_to_no_other_site(
    client: Client, owner_link: str, token: str
) -> None:
    address = owner_link if token == "owner" else "/account/welcome/never/"
    response = client.get(address)
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.content.decode()


def test_a_link_is_refused_under_another_host(client: Client, owner_link: str) -> None:
    """Regression 25, for the host part."""
    response = client.get(owner_link, headers={"host": "evil.example"})
    assert response.status_code == 400


def test_a_post_from_another_site_uses_no_link_up(
    client: Client, owner_link: str
) -> None:
    client.post(owner_link, headers={"origin": "https://evil.example"})
    assert become_owner(client, owner_link).status_code == 303


def test_the_known_password_of_nobody_works_before_one_is_chosen(
    client: Client, pat: User
) -> None:
    data = {"mail": "pat@example.org", "password": PASSWORD}
    assert client.post("/account/login/", data).status_code == 403
