"""Accounts, roles, one-time links and remembered guests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rejoinder.errors import Conflict, Malformed, NotFound
from rejoinder.people.actions import (
    add_account,
    become_first_owner,
    choose_password,
    find_one_time_link,
    forget_device,
    give_role,
    make_one_time_link,
    new_device_key,
    new_guest,
    person_of_account,
    use_one_time_link,
)
from rejoinder.people.backends import MailAndPassword
from rejoinder.people.models import OneTimeLink, Person, User
from rejoinder.people.queries import guest_of_device_key
from rejoinder.people.roles import CAPABILITIES, Role, may
from rejoinder.sites.models import Site
from tests.factories import NOON
from tests.people import PASSWORD, Cast

FIRST_OWNER = OneTimeLink.Purpose.FIRST_OWNER
SET_PASSWORD = OneTimeLink.Purpose.SET_PASSWORD

#: role: write, publish, judge, set_up. What the documentation promises.
MATRIX = {
    Role.READER: "----",
    Role.AUTHOR: "w---",
    Role.MODERATOR: "--j-",
    Role.EDITOR: "wpj-",
    Role.OWNER: "wpjs",
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_table_says(role: Role) -> None:
    letters = {"write": "w", "publish": "p", "judge": "j", "set_up": "s"}
    row = "".join(
        letter if may(role, name) else "-"  # type: ignore[arg-type]
        for name, letter in letters.items()
    )
    assert row == MATRIX[role]
    assert set(CAPABILITIES[role]) <= set(letters)


def test_nobody_without_a_role_may_anything() -> None:
    assert not may(None, "write")


def test_a_deactivated_account_may_nothing(site: Site, cast: Cast) -> None:
    assert cast.olga.may("set_up", site)
    cast.olga.is_active = False
    assert not cast.olga.may("set_up", site)


def test_a_role_on_one_site_says_nothing_about_another(cast: Cast) -> None:
    other = Site.objects.create(name="Another")
    assert not cast.olga.may("set_up", other)
    give_role(site=other, user=cast.olga, role=Role.READER)
    assert cast.olga.role_on(other) == Role.READER


def test_an_account_has_a_person_and_an_opaque_user_name(
    site: Site, cast: Cast
) -> None:
    assert person_of_account(site=site, user=cast.ben).name == "Ben"
    assert "ben" not in cast.ben.username.lower()
    assert cast.ben.check_password(PASSWORD)


def test_accounts_without_mail_do_not_collide(db: None) -> None:
    User.objects.create_user(name="One", email=None)
    User.objects.create_user(name="Two", email=None)
    assert User.objects.filter(email=None).count() == 2


def test_a_taken_mail_address_is_refused_in_any_case(site: Site, cast: Cast) -> None:
    with pytest.raises(Conflict):
        add_account(
            site=site, name="B", mail=" BEN@Example.org ", role="reader", password=None
        )


LONG_MAIL = f"x@{'y' * 60}.{'z' * 60}.org"


@pytest.mark.parametrize(
    ("name", "mail"), [("", "x@example.org"), ("X", "nowhere"), ("X", LONG_MAIL)]
)
def test_an_unusable_name_or_address_is_refused(
    site: Site, name: str, mail: str
) -> None:
    with pytest.raises(Malformed):
        add_account(site=site, name=name, mail=mail, role=Role.READER, password=None)


def test_an_account_without_password_cannot_be_entered(site: Site) -> None:
    add_account(
        site=site, name="N", mail="n@example.org", role=Role.READER, password=None
    )
    for password in ("", "None", "!"):
        found = MailAndPassword().authenticate(None, "n@example.org", password)
        assert found is None


def test_signing_in_ignores_the_case_of_the_address(cast: Cast) -> None:
    assert MailAndPassword().authenticate(None, "BEN@example.org", PASSWORD) == cast.ben


def link_for(site: Site, user: User | None, purpose: OneTimeLink.Purpose) -> str:
    return make_one_time_link(site=site, purpose=purpose, user=user, now=NOON)


def test_a_link_works_once(site: Site, cast: Cast) -> None:
    token = link_for(site, cast.ben, SET_PASSWORD)
    link = find_one_time_link(site=site, token=token, now=NOON)
    choose_password(link=link, password="another long one", now=NOON)
    cast.ben.refresh_from_db()
    assert cast.ben.check_password("another long one")
    with pytest.raises(NotFound):
        find_one_time_link(site=site, token=token, now=NOON)
    with pytest.raises(NotFound):
        use_one_time_link(link=link, now=NOON)


def test_looking_at_a_link_does_not_use_it(site: Site, cast: Cast) -> None:
    token = link_for(site, cast.ben, SET_PASSWORD)
    find_one_time_link(site=site, token=token, now=NOON)
    assert find_one_time_link(site=site, token=token, now=NOON).used_at is None


def test_a_link_expires(site: Site, cast: Cast) -> None:
    token = link_for(site, cast.ben, SET_PASSWORD)
    with pytest.raises(NotFound):
        find_one_time_link(site=site, token=token, now=NOON + timedelta(days=3))


def test_a_newer_link_ends_the_older(site: Site, cast: Cast) -> None:
    older = link_for(site, cast.ben, SET_PASSWORD)
    link_for(site, cast.ben, SET_PASSWORD)
    with pytest.raises(NotFound):
        find_one_time_link(site=site, token=older, now=NOON)


def test_only_the_hash_of_a_token_is_kept(site: Site, cast: Cast) -> None:
    token = link_for(site, cast.ben, SET_PASSWORD)
    assert token not in str(OneTimeLink.objects.values())


def owner_from(link: OneTimeLink, mail: str) -> User:
    return become_first_owner(
        link=link, name="First", mail=mail, password="a long password", now=NOON
    )


def test_the_first_owner_comes_by_link(site: Site) -> None:
    token = link_for(site, None, FIRST_OWNER)
    link = find_one_time_link(site=site, token=token, now=NOON)
    assert owner_from(link, "first@example.org").role_on(site) == Role.OWNER


def test_a_first_owner_link_makes_no_second_owner(site: Site) -> None:
    link = find_one_time_link(
        site=site, token=link_for(site, None, FIRST_OWNER), now=NOON
    )
    add_account(
        site=site, name="O", mail="o@example.org", role=Role.OWNER, password=None
    )
    with pytest.raises(NotFound):
        owner_from(link, "late@example.org")
    assert not User.objects.filter(email="late@example.org").exists()


def test_the_first_owner_may_be_somebody_who_was_brought_along(site: Site) -> None:
    author = add_account(
        site=site, name="A", mail="ada@example.org", role=Role.AUTHOR, password=None
    )
    link = find_one_time_link(
        site=site, token=link_for(site, None, FIRST_OWNER), now=NOON
    )
    assert owner_from(link, "Ada@example.org") == author
    author.refresh_from_db()
    assert author.role_on(site) == Role.OWNER
    assert author.check_password("a long password")


def test_the_first_owner_takes_no_account_that_is_in_use(site: Site) -> None:
    add_account(
        site=site, name="A", mail="ada@example.org", role=Role.AUTHOR, password="x" * 12
    )
    link = find_one_time_link(
        site=site, token=link_for(site, None, FIRST_OWNER), now=NOON
    )
    with pytest.raises(Conflict):
        owner_from(link, "ada@example.org")


def test_a_mistake_does_not_use_up_the_first_owners_link(site: Site) -> None:
    token = link_for(site, None, FIRST_OWNER)
    link = find_one_time_link(site=site, token=token, now=NOON)
    with pytest.raises(Malformed):
        owner_from(link, "no address")
    assert find_one_time_link(site=site, token=token, now=NOON).used_at is None


def test_a_device_key_finds_its_guest_and_no_other(site: Site) -> None:
    key = new_device_key()
    guest = new_guest(
        site=site, name="Gil", mail="g@example.org", url="", device_key=key
    )
    assert guest_of_device_key(site=site, device_key=key) == guest
    assert guest_of_device_key(site=site, device_key=new_device_key()) is None
    assert guest_of_device_key(site=site, device_key="") is None
    assert key not in str(Person.objects.values())


def test_who_is_forgotten_leaves_nothing_to_fill_in(site: Site) -> None:
    key = new_device_key()
    guest = new_guest(
        site=site, name="Gil", mail="g@example.org", url="", device_key=key
    )
    forget_device(person=guest)
    guest.refresh_from_db()
    assert (guest.name, guest.mail, guest.device_key_hash) == ("", "", "")


def test_links_into_the_demo_do_not_end_one_another(site: Site, cast: Cast) -> None:
    older = link_for(site, cast.ben, OneTimeLink.Purpose.DEMO)
    link_for(site, cast.ben, OneTimeLink.Purpose.DEMO)
    assert find_one_time_link(site=site, token=older, now=NOON).user == cast.ben
