"""The owner's page of people."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rejoinder.errors import NotAllowed
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from rejoinder.signin import actions
from rejoinder.signin.errors import LastOwner
from rejoinder.sites.models import Site
from tests.people import Cast

PEOPLE = "/account/people/"


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    client.force_login(cast.olga)
    return client


def add(client: Client, **changes: str) -> HttpResponse:
    data = {"name": "Pat", "mail": "pat@example.org", "role": "author"} | changes
    return client.post(f"{PEOPLE}add/", data)  # type: ignore[return-value]


def test_everybody_is_listed_staff_first(owner: Client, cast: Cast) -> None:
    page = owner.get(PEOPLE).content.decode()
    shown = re.findall(r"<bdi>(\w+)</bdi></a>", page)
    assert shown == ["Olga", "Ada", "Cy", "Ann", "Ben"]


def test_the_list_costs_the_same_for_any_number(owner: Client, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        owner.get(PEOPLE)
    for number in range(5):
        add(owner, mail=f"p{number}@example.org")
    with CaptureQueriesContext(connection) as many:
        owner.get(PEOPLE)
    assert len(many) == len(few)


def test_a_person_is_added_and_the_link_shown_once(
    owner: Client, site: Site, cast: Cast
) -> None:
    response = add(owner)
    page = response.content.decode()
    found = re.search(r'value="http://testserver(/account/welcome/[\w-]{43}/)"', page)
    assert found is not None
    pat = User.objects.get(email="pat@example.org")
    assert pat.role_on(site) == Role.AUTHOR
    assert not pat.has_usable_password()
    stranger = Client(headers={"host": "testserver"})
    assert "Pat" in stranger.get(found[1]).content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"mail": "ada@example.org"}, 409, "mail"),
        ({"mail": "pat"}, 422, "mail"),
        ({"name": ""}, 422, "name"),
        ({"role": "emperor"}, 422, "role"),
    ],
)
def test_a_person_who_cannot_be_added(
    owner: Client, changes: dict[str, str], status: int, field: str
) -> None:
    before = User.objects.count()
    response = add(owner, **changes)
    assert response.status_code == status
    assert f'id="id_{field}_error"' in response.content.decode()
    assert User.objects.count() == before


def test_a_role_is_changed(owner: Client, site: Site, cast: Cast) -> None:
    response = owner.post(f"{PEOPLE}{cast.ben.pk}/role/", {"role": "moderator"})
    assert response.status_code == 303
    assert cast.ben.role_on(site) == Role.MODERATOR


def test_the_last_owner_keeps_the_role(owner: Client, site: Site, cast: Cast) -> None:
    response = owner.post(f"{PEOPLE}{cast.olga.pk}/role/", {"role": "reader"})
    assert response.status_code == 409
    assert "Make somebody else an owner first." in response.content.decode()
    assert cast.olga.role_on(site) == Role.OWNER


def test_the_last_owner_stays_active(owner: Client, cast: Cast) -> None:
    response = owner.post(f"{PEOPLE}{cast.olga.pk}/active/", {"active": "no"})
    assert response.status_code == 409
    assert User.objects.get(pk=cast.olga.pk).is_active


def test_an_owner_who_is_not_active_does_not_count(site: Site, cast: Cast) -> None:
    actions.change_role(by=cast.olga, site=site, user=cast.ada, role=Role.OWNER)
    actions.deactivate(by=cast.olga, site=site, user=cast.ada)
    with pytest.raises(LastOwner):
        actions.deactivate(by=cast.olga, site=site, user=cast.olga)


def test_one_of_two_owners_may_go(site: Site, cast: Cast) -> None:
    actions.change_role(by=cast.olga, site=site, user=cast.ada, role=Role.OWNER)
    actions.change_role(by=cast.olga, site=site, user=cast.olga, role=Role.READER)
    assert cast.olga.role_on(site) == Role.READER


def test_deactivating_ends_sessions_and_links(
    owner: Client, site: Site, cast: Cast
) -> None:
    ben = Client(headers={"host": "testserver"})
    ben.force_login(cast.ben)
    token = actions.make_password_link(
        by=cast.olga, site=site, user=cast.ben, now=timezone.now()
    )
    owner.post(f"{PEOPLE}{cast.ben.pk}/active/", {"active": "no"})
    assert ben.get("/account/").status_code == 302
    assert ben.get(f"/account/welcome/{token}/").status_code == 410
    assert "deactivated" in owner.get(PEOPLE).content.decode()


def test_deactivating_can_be_taken_back(owner: Client, cast: Cast) -> None:
    owner.post(f"{PEOPLE}{cast.ben.pk}/active/", {"active": "no"})
    owner.post(f"{PEOPLE}{cast.ben.pk}/active/", {"active": "yes"})
    assert User.objects.get(pk=cast.ben.pk).is_active


def test_a_forgotten_password_is_answered_with_a_link(
    owner: Client, cast: Cast
) -> None:
    page = owner.post(f"{PEOPLE}{cast.ben.pk}/link/").content.decode()
    assert "http://testserver/account/welcome/" in page


def test_somebody_who_is_not_there_is_not_found(owner: Client, cast: Cast) -> None:
    assert owner.get(f"{PEOPLE}999999/").status_code == 404


@pytest.mark.parametrize("name", ["ada", "ann", "ben", "cy"])
@pytest.mark.parametrize(
    "address", ["", "add/", "{ben}/", "{ben}/role/", "{ben}/link/", "{ben}/active/"]
)
def test_nobody_but_an_owner_gets_in(
    client: Client, site: Site, cast: Cast, name: str, address: str
) -> None:
    client.force_login(getattr(cast, name))
    path = PEOPLE + address.format(ben=cast.ben.pk)
    before = User.objects.count()
    data = {"name": "Eve", "mail": "eve@example.org", "role": "owner", "active": "no"}
    is_post_only = address.endswith(("role/", "link/", "active/"))
    if not is_post_only:
        assert client.get(path).status_code == 403
    if is_post_only or address == "add/":
        assert client.post(path, data).status_code == 403
    assert User.objects.count() == before
    assert cast.ben.role_on(site) == Role.READER
    assert User.objects.get(pk=cast.ben.pk).is_active


@pytest.mark.parametrize("verb", ["role", "link", "active"])
def test_looking_changes_nothing(owner: Client, cast: Cast, verb: str) -> None:
    assert owner.get(f"{PEOPLE}{cast.ben.pk}/{verb}/").status_code == 405


def test_each_act_asks_for_the_right_itself(site: Site, cast: Cast) -> None:
    """A page that hides a button protects nothing."""
    now = timezone.now()
    by, ben = cast.ada, cast.ben
    acts = [
        lambda: actions.add_person(
            by=by, site=site, name="E", mail="e@example.org", role=Role.OWNER, now=now
        ),
        lambda: actions.make_password_link(by=by, site=site, user=ben, now=now),
        lambda: actions.change_role(by=by, site=site, user=by, role=Role.OWNER),
        lambda: actions.deactivate(by=by, site=site, user=ben),
        lambda: actions.reactivate(by=by, site=site, user=ben),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
