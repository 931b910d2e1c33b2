"""One's own account."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from rejoinder.people.models import User
from rejoinder.signin import rules
from tests.people import PASSWORD, Cast

NEW_PASSWORD = "seven lanterns on the quay"


def change(
    client: Client, old: str = PASSWORD, new: str = NEW_PASSWORD, again: str = ""
) -> HttpResponse:
    data = {"old_password": old, "password": new, "password_again": again or new}
    return client.post("/account/password/", data)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/account/first-steps/",
        "/account/password/",
        "/account/people/",
        "/account/people/add/",
        "/account/people/1/",
    ],
)
def test_a_stranger_is_asked_to_log_in(client: Client, cast: Cast, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"] == f"/account/login/?next={path}"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("ben", set()),
        ("ann", {"/admin/"}),
        ("cy", {"/moderation/"}),
        ("ada", {"/admin/", "/moderation/"}),
        (
            "olga",
            {"/admin/", "/moderation/", "/moderation/settings/", "/account/people/"},
        ),
    ],
)
def test_the_page_offers_what_the_role_allows(
    client: Client, cast: Cast, name: str, offered: set[str]
) -> None:
    client.force_login(getattr(cast, name))
    every = {"/admin/", "/moderation/", "/moderation/settings/", "/account/people/"}
    for path in ("/account/", "/account/first-steps/"):
        page = client.get(path).content.decode()
        assert {link for link in every if f'href="{link}"' in page} == offered


def test_the_page_says_who_one_is(client: Client, cast: Cast) -> None:
    client.force_login(cast.cy)
    page = client.get("/account/").content.decode()
    assert "<bdi>Cy</bdi>" in page
    assert "cy@example.org" in page
    assert "Moderator" in page
    assert 'action="/account/logout/"' in page


def test_a_password_is_changed_by_whoever_knows_the_old_one(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.ben)
    response = change(client)
    assert response.status_code == 303
    assert User.objects.get(pk=cast.ben.pk).check_password(NEW_PASSWORD)
    page = client.get("/account/").content.decode()
    assert "Your password has been changed." in page


def test_changing_it_ends_every_other_session(client: Client, cast: Cast) -> None:
    elsewhere = Client(headers={"host": "testserver"})
    elsewhere.force_login(cast.ben)
    client.force_login(cast.ben)
    change(client)
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_a_wrong_old_password_changes_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.ben)
    response = change(client, old="wrong")
    assert response.status_code == 422
    assert 'id="id_old_password_error"' in response.content.decode()
    assert User.objects.get(pk=cast.ben.pk).check_password(PASSWORD)


def test_guessing_the_old_password_is_slowed(client: Client, cast: Cast) -> None:
    client.force_login(cast.ben)
    for _attempt in range(rules.PER_MAIL_AND_NETWORK):
        change(client, old="wrong")
    response = change(client)
    assert response.status_code == 422
    assert "too many tries" in response.content.decode()
    assert User.objects.get(pk=cast.ben.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("new", "again", "field"),
    [
        ("short", "", "password"),
        ("ben@example.org", "", "password"),
        (NEW_PASSWORD, "something else entirely", "password_again"),
        ("", "", "password"),
    ],
)
def test_what_must_be_looked_at_again(
    client: Client, cast: Cast, new: str, again: str, field: str
) -> None:
    client.force_login(cast.ben)
    response = change(client, new=new, again=again)
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert User.objects.get(pk=cast.ben.pk).check_password(PASSWORD)


def test_pages_of_accounts_are_kept_by_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.ben)
    assert "no-store" in client.get("/account/")["Cache-Control"]
