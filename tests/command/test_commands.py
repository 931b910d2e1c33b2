"""Commands on a site that is open: what they change and what they say."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from datetime import datetime

import pytest

from rejoinder.command import demo, doctor, person, settings
from rejoinder.errors import Conflict, Malformed
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from rejoinder.project.steps import Steps
from rejoinder.sites.models import Site
from tests.people import PASSWORD, Cast


@pytest.fixture(autouse=True)
def opened(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Opening one by its folder is for the system tests."""
    for module in (person, demo):
        monkeypatch.setattr(module, "make_or_open_site", lambda options: site)
    monkeypatch.setattr(settings, "open_site", lambda options: site)
    return site


def add(monkeypatch: pytest.MonkeyPatch, stdin: str, **options: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    given = {"name": "Pat", "email": "pat@example.org", "role": "editor"} | options
    return person.run(Namespace(**given))


def test_person_is_added_with_the_password_from_standard_input(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    opened: Site,
) -> None:
    assert add(monkeypatch, PASSWORD + "\n") == 0
    user = User.objects.get(email="pat@example.org")
    assert user.check_password(PASSWORD)
    assert user.role_on(opened) == Role.EDITOR
    assert "/account/welcome/" not in capsys.readouterr().out


def test_person_without_a_password_gets_a_link(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch, "") == 0
    assert not User.objects.get(email="pat@example.org").has_usable_password()
    assert "http://testserver/account/welcome/" in capsys.readouterr().out


@pytest.mark.parametrize("email", ["pat", "pat@", ""])
def test_person_needs_a_mail_address(
    monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    with pytest.raises(Malformed):
        add(monkeypatch, "", email=email)


def test_person_cannot_be_added_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, "")
    with pytest.raises(Conflict):
        add(monkeypatch, "")


def test_weak_password_is_refused_and_nobody_added(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Malformed):
        add(monkeypatch, "password\n")
    assert not User.objects.exists()


def test_settings_are_listed_with_value_meaning_and_choices(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert settings.run_list(Namespace()) == 0
    listed = capsys.readouterr().out
    assert "name=The Test Gazette\n" in listed
    assert "who_may_speak=after-first\n" in listed
    assert "    everyone: Everyone: comments appear at once\n" in listed
    assert "offer_to_remember=yes\n" in listed
    assert "is_demo" not in listed


def change(*assignments: str) -> int:
    return settings.run_set(Namespace(assignments=list(assignments)))


def test_settings_are_changed_together(opened: Site) -> None:
    words = ("who_may_speak=everyone", "max_links=3", "accounts_only=yes")
    assert change(*words, "moderation_words=one\\ntwo") == 0
    opened.refresh_from_db()
    assert opened.who_may_speak == "everyone"
    assert opened.max_links == 3
    assert opened.accounts_only
    assert opened.moderation_words == "one\ntwo"


@pytest.mark.parametrize(
    "assignment",
    [
        "who_may_speak=somebody",
        "max_links=-1",
        "max_links=many",
        "accounts_only=perhaps",
        "thread_depth=11",
        "public_url=example.org",
        "time_zone=Europe/Atlantis",
        "language=xx-nothing",
        "address_pattern=/%year%/",
        "address_pattern=/%colour%/%postname%/",
        "is_demo=yes",
        "id=7",
        "colour=red",
        "nothing",
    ],
)
def test_unusable_setting_is_refused_and_none_is_changed(
    opened: Site, assignment: str
) -> None:
    with pytest.raises(Malformed) as refusal:
        change("name=Another", assignment)
    assert assignment.partition("=")[0] in str(refusal.value)
    opened.refresh_from_db()
    assert opened.name == "The Test Gazette"


def test_demo_prints_a_link_for_each_role(
    opened: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fill_site(*, site: Site, now: datetime, progress: object) -> dict[Role, str]:
        return {Role.READER: "/account/welcome/r/", Role.EDITOR: "/account/welcome/e/"}

    monkeypatch.setattr("rejoinder.demo.filling.fill_site", fill_site)
    demo.print_demo_links(opened, Steps())
    told = capsys.readouterr().out
    assert "reader: http://testserver/account/welcome/r/" in told
    assert "editor: http://testserver/account/welcome/e/" in told


def test_every_room_the_doctor_asks_answers(cast: Cast) -> None:
    from rejoinder.newsroom.actions import prepare_site

    prepare_site(site=Site.objects.get())
    assert list(doctor._problems()) == []
