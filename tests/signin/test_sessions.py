"""Logging in and out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rejoinder.people.actions import add_account
from rejoinder.people.roles import Role
from rejoinder.signin import rules
from rejoinder.signin.models import Attempt
from rejoinder.sites.models import Site
from tests.people import PASSWORD, Cast

LOGIN = "/account/login/"
SESSION = "rejoinder_session"


def log_in(
    client: Client,
    mail: str = "ben@example.org",
    password: str = PASSWORD,
    next_path: str = "",
    network: str = "192.0.2.1",
) -> HttpResponse:
    data = {"mail": mail, "password": password, "next": next_path}
    headers = {"origin": "http://testserver"}
    response = client.post(LOGIN, data, headers=headers, REMOTE_ADDR=network)
    return response  # type: ignore[return-value]


def is_logged_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_mail_address_and_password_let_one_in(client: Client, cast: Cast) -> None:
    response = log_in(client)
    assert response.status_code == 303
    assert response["Location"] == "/account/"
    assert is_logged_in(client)


def test_the_case_of_a_mail_address_does_not_matter(client: Client, cast: Cast) -> None:
    assert log_in(client, mail=" Ben@Example.ORG ").status_code == 303


def test_the_form_names_its_fields_for_password_managers(
    client: Client, site: Site
) -> None:
    page = client.get(LOGIN).content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert '<label class="field__label" for="id_mail">' in page


def test_logging_in_leads_on_to_where_one_was_going(client: Client, cast: Cast) -> None:
    page = client.get(LOGIN, {"next": "/admin/"}).content.decode()
    assert 'name="next" value="/admin/"' in page
    assert log_in(client, next_path="/admin/")["Location"] == "/admin/"


def test_logging_in_leads_to_no_other_site(
    client: Client, cast: Cast, shared_data: Path
) -> None:
    """Regression 36."""
    known = (shared_data / "ssrf/openredirects.txt").read_text().split("\n")
    for address in [*known, "https://evil.example/", "//testserver.evil.example/"]:
        assert 'name="next" value=""' in (
            client.get(LOGIN, {"next": address}).content.decode()
        )
        assert log_in(client, next_path=address)["Location"] == "/account/"


@pytest.fixture
def refused_ones(site: Site, cast: Cast) -> dict[str, tuple[str, str]]:
    add_account(
        site=site, name="Pat", mail="pat@example.org", role=Role.READER, password=None
    )
    cast.ann.is_active = False
    cast.ann.save()
    return {
        "unknown": ("nobody@example.org", PASSWORD),
        "wrong password": ("ben@example.org", "wrong"),
        "password-less": ("pat@example.org", PASSWORD),
        "deactivated": ("ann@example.org", PASSWORD),
    }


def test_all_who_are_refused_get_the_same_bytes(
    refused_ones: dict[str, tuple[str, str]],
) -> None:
    """Regression 28."""
    pages = set()
    for mail, password in refused_ones.values():
        client = Client(headers={"host": "testserver"})
        response = log_in(client, mail, password)
        assert response.status_code == 403
        assert not is_logged_in(client)
        page = response.content.decode().replace(mail, "MAIL")
        token = r'name="csrfmiddlewaretoken" value="\w+"'
        pages.add(re.sub(token, "TOKEN", page))
    assert len(pages) == 1
    assert "do not belong together" in pages.pop()


def test_all_who_are_refused_cost_one_password_hash(
    client: Client,
    refused_ones: dict[str, tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Regression 28: the time does not tell which addresses have accounts."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    costs = {}
    for kind, (mail, password) in refused_ones.items():
        hashed.clear()
        log_in(client, mail, password)
        costs[kind] = len(hashed)
    assert set(costs.values()) == {1}, costs


@pytest.mark.parametrize(
    ("mail", "password"), [("", PASSWORD), ("ben@example.org", ""), ("ben", PASSWORD)]
)
def test_what_is_missing_is_named_beside_its_field(
    client: Client, cast: Cast, mail: str, password: str
) -> None:
    response = log_in(client, mail, password)
    assert response.status_code == 422
    assert 'class="field__error"' in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()


def test_a_password_is_never_sent_back(client: Client, cast: Cast) -> None:
    assert b"sesame-42" not in log_in(client, password="sesame-42").content


def test_a_planted_session_is_worth_nothing_afterwards(
    client: Client, cast: Cast
) -> None:
    """Regression 24: the session's key changes where its meaning does."""
    planted = "a" * 32
    client.cookies[SESSION] = planted
    log_in(client)
    key = client.cookies[SESSION].value
    assert key != planted
    client.cookies[SESSION] = planted
    assert not is_logged_in(client)


def test_another_account_gets_another_session(client: Client, cast: Cast) -> None:
    log_in(client)
    first = client.cookies[SESSION].value
    log_in(client, mail="cy@example.org")
    second = client.cookies[SESSION].value
    assert first != second
    client.cookies[SESSION] = first
    assert not is_logged_in(client)


def test_whoever_is_logged_in_is_not_sent_on(client: Client, cast: Cast) -> None:
    """A page that is not for them sent them here: back would be a circle."""
    log_in(client)
    response = client.get(LOGIN, {"next": "/admin/"})
    assert response.status_code == 200
    assert "You are logged in as" in response.content.decode()


def test_logging_out_takes_a_press_of_a_button(client: Client, cast: Cast) -> None:
    log_in(client)
    page = client.get("/account/logout/")
    assert page.status_code == 200
    assert is_logged_in(client)
    response = client.post("/account/logout/", {"next": "/2026/11/24/ferry/"})
    assert response.status_code == 303
    assert response["Location"] == "/2026/11/24/ferry/"
    assert not is_logged_in(client)


def test_a_session_is_dead_after_logging_out(client: Client, cast: Cast) -> None:
    """Regression 24; what else a browser keeps, such as a draft, is left alone."""
    log_in(client)
    key = client.cookies[SESSION].value
    client.cookies["draft"] = "kept"
    client.post("/account/logout/")
    assert client.cookies["draft"].value == "kept"
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies[SESSION] = key
    assert not is_logged_in(client)


def test_logging_out_leads_to_no_other_site(client: Client, cast: Cast) -> None:
    response = client.post("/account/logout/", {"next": "//evil.example/"})
    assert response["Location"] == "/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    clock = SimpleNamespace(time=timezone.now())
    stopped = SimpleNamespace(now=lambda: clock.time)
    monkeypatch.setattr("rejoinder.signin.views.sessions.timezone", stopped)
    return clock  # type: ignore[return-value]


def fail(client: Client, times: int, **who: str) -> HttpResponse:
    response = None
    for _attempt in range(times):
        response = log_in(client, password="wrong", **who)
    assert response is not None
    return response


def test_after_ten_wrong_tries_even_the_right_password_waits(
    client: Client, cast: Cast, clock: SimpleNamespace
) -> None:
    assert fail(client, rules.PER_MAIL_AND_NETWORK).status_code == 403
    response = log_in(client)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "Try again in 15 minutes." in response.content.decode()
    assert not is_logged_in(client)


def test_an_unknown_address_is_counted_like_a_known_one(
    client: Client, cast: Cast, clock: SimpleNamespace
) -> None:
    fail(client, rules.PER_MAIL_AND_NETWORK, mail="nobody@example.org")
    assert log_in(client, mail="nobody@example.org").status_code == 429


def test_somebody_elsewhere_is_not_locked_out(
    client: Client, cast: Cast, clock: SimpleNamespace
) -> None:
    fail(client, rules.PER_MAIL_AND_NETWORK + 1)
    assert log_in(client, network="198.51.100.7").status_code == 303


def test_one_network_cannot_try_address_after_address(
    client: Client,
    cast: Cast,
    clock: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "PER_NETWORK", 15)
    for number in range(rules.PER_NETWORK):
        fail(client, 1, mail=f"nobody{number}@example.org")
    assert log_in(client).status_code == 429


def test_many_networks_cannot_try_one_address(
    client: Client,
    cast: Cast,
    clock: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "PER_MAIL", 15)
    for number in range(rules.PER_MAIL):
        fail(client, 1, network=f"198.51.100.{number}")
    assert log_in(client, network="203.0.113.1").status_code == 429


def test_waiting_helps(client: Client, cast: Cast, clock: SimpleNamespace) -> None:
    fail(client, rules.PER_MAIL_AND_NETWORK + 5)
    clock.time += rules.WINDOW
    assert log_in(client).status_code == 303


def test_success_forgets_the_tries_before_it(
    client: Client, cast: Cast, clock: SimpleNamespace
) -> None:
    fail(client, rules.PER_MAIL_AND_NETWORK - 1)
    log_in(client)
    assert not Attempt.objects.exists()


def test_old_tries_are_forgotten(
    client: Client, cast: Cast, clock: SimpleNamespace
) -> None:
    fail(client, 3)
    clock.time += rules.WINDOW + timedelta(seconds=1)
    fail(client, 1)
    assert Attempt.objects.count() == 1


def test_a_try_keeps_neither_the_address_nor_the_network(
    client: Client, cast: Cast
) -> None:
    fail(client, 1)
    attempt = Attempt.objects.get()
    kept = f"{attempt.mail_hash} {attempt.network_hash}"
    assert re.fullmatch(r"[0-9a-f]{64} [0-9a-f]{64}", kept)


def test_logging_in_is_remembered_on_the_account(client: Client, cast: Cast) -> None:
    before = timezone.now()
    log_in(client)
    cast.ben.refresh_from_db()
    last: datetime | None = cast.ben.last_login
    assert last is not None and last >= before
