"""Moderators' browsers, and what a desk's form sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from rejoinder.discussion.models import Comment, Thread
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from tests.factories import make_thread
from tests.people import Cast

ORIGIN = "http://testserver"


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A browser in which this account is logged in; it says where its forms are."""

    def browser(user: User) -> Client:
        client = Client(headers={"Host": "testserver", "Origin": ORIGIN})
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def desk(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.cy)


def seen(*comments: Comment) -> list[str]:
    return [f"{one.pk}:{one.state}:{one.revision}" for one in comments]
