"""Who gets to which page and act of the desk; and that no other site gets in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.errors import NotAllowed
from rejoinder.moderation import actions
from rejoinder.moderation.models import Decision
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from tests.factories import NOON, publish
from tests.moderation.conftest import ORIGIN, seen
from tests.people import Cast

HEADERS = {"Host": "testserver", "Origin": ORIGIN}
JUDGES = {"cy", "ada", "olga"}
OWNERS = {"olga"}
EVERYBODY = ("ada", "ann", "ben", "cy", "olga")


@pytest.fixture
def held(thread: Thread) -> Comment:
    return publish(thread, "Let me in.", state=CommentState.HELD)


def pages(held: Comment) -> dict[str, set[str]]:
    return {
        reverse("moderation:queue"): JUDGES,
        reverse("moderation:queue-page", args=[1]): JUDGES,
        reverse("moderation:comment", args=[held.pk]): JUDGES,
        reverse("moderation:threads"): JUDGES,
        reverse("moderation:threads-page", args=[1]): JUDGES,
        reverse("moderation:log"): JUDGES,
        reverse("moderation:log-page", args=[1]): JUDGES,
        reverse("moderation:settings"): OWNERS,
        reverse("moderation:pages"): OWNERS,
    }


def posts(held: Comment) -> dict[str, tuple[dict[str, Any], set[str]]]:
    act = {"one": f"approve:{held.pk}", "seen": seen(held)}
    return {
        reverse("moderation:judge"): (act, JUDGES),
        reverse("moderation:undo"): ({"batch": "0" * 32}, JUDGES),
        reverse("moderation:thread-close", args=[held.thread_id]): ({}, JUDGES),
        reverse("moderation:thread-reopen", args=[held.thread_id]): ({}, JUDGES),
        reverse("moderation:settings"): ({"name": "Taken over"}, OWNERS),
    }


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_are_for_their_roles_only(
    held: Comment, cast: Cast, browser_of: Callable[[User], Client], name: str
) -> None:
    browser = browser_of(getattr(cast, name))
    for address, allowed in pages(held).items():
        status = browser.get(address).status_code
        assert status == (200 if name in allowed else 403), address


@pytest.mark.parametrize("name", EVERYBODY)
def test_acts_are_for_their_roles_only(
    held: Comment, cast: Cast, browser_of: Callable[[User], Client], name: str
) -> None:
    browser = browser_of(getattr(cast, name))
    for address, (data, allowed) in posts(held).items():
        is_refused = browser.post(address, data).status_code == 403
        assert is_refused is (name not in allowed), address
    held.refresh_from_db()
    assert (held.state == "published") is (name in JUDGES)


def test_whoever_is_not_logged_in_is_sent_to_log_in(
    held: Comment, client: Client
) -> None:
    for address in pages(held):
        response = client.get(f"{address}?q=x")
        assert response.status_code == 302
        assert response["Location"] == f"/account/login/?next={address}%3Fq%3Dx"
    for address, (data, _allowed) in posts(held).items():
        response = client.post(address, data, headers={"Origin": ORIGIN})
        assert response.status_code == 302
        assert response["Location"] == "/account/login/?next=/moderation/"
    held.refresh_from_db()
    assert held.state == "held"


def test_deactivated_moderator_is_out(
    held: Comment, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    browser = browser_of(cast.cy)
    cast.cy.is_active = False
    cast.cy.save()
    assert browser.get("/moderation/").status_code in {302, 403}


def test_actions_check_for_themselves(thread: Thread, site: Site, cast: Cast) -> None:
    for user in (cast.ben, cast.ann):
        with pytest.raises(NotAllowed):
            actions.close_thread(thread=thread, by=user, now=NOON)
        with pytest.raises(NotAllowed):
            actions.reopen_thread(thread=thread, by=user, now=NOON)
    for user in (cast.ben, cast.ann, cast.cy, cast.ada):
        with pytest.raises(NotAllowed):
            actions.change_site_settings(site=site, values={"name": "x"}, by=user)
    thread.refresh_from_db()
    site.refresh_from_db()
    assert (thread.state, site.name) == ("open", "The Test Gazette")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_posts_of_another_site_with_a_moderators_cookie_are_refused(
    held: Comment, cast: Cast, headers: dict[str, str]
) -> None:
    """CVE-2019-9787 (WordPress)."""
    client = Client(headers={"Host": "testserver"})
    client.force_login(cast.olga)
    for address, (data, _allowed) in posts(held).items():
        assert client.post(address, data, headers=headers).status_code == 403, address
    _assert_nothing_changed(held)


def test_posts_without_a_token_are_refused_even_from_here(
    held: Comment, cast: Cast
) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Host": "testserver"})
    client.force_login(cast.olga)
    for headers in ({}, {"Origin": ORIGIN}):
        for address, (data, _allowed) in posts(held).items():
            response = client.post(address, data, headers=headers)
            assert response.status_code == 403, address
    _assert_nothing_changed(held)


def test_the_page_carries_the_token_that_its_buttons_need(
    held: Comment, cast: Cast
) -> None:
    client = Client(enforce_csrf_checks=True, headers=HEADERS)
    client.force_login(cast.cy)
    token = client.get("/moderation/").context["csrf_token"]
    data = {
        "one": f"approve:{held.pk}",
        "seen": seen(held),
        "csrfmiddlewaretoken": str(token),
    }
    assert client.post("/moderation/judge/", data).status_code == 303
    held.refresh_from_db()
    assert held.state == "published"


def _assert_nothing_changed(held: Comment) -> None:
    held.refresh_from_db()
    site = Site.objects.get(pk=held.site_id)
    assert (held.state, held.thread.state) == ("held", "open")
    assert site.name == "The Test Gazette"
    assert not Decision.objects.exists()
