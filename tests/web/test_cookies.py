"""Whom we know: by our own cookies, whatever others there are."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http.cookie import parse_cookie
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.web.cookies import OURS, has_our_cookie


@pytest.mark.parametrize("name", OURS)
def test_a_cookie_of_ours_is_noticed_wherever_it_stands(name: str) -> None:
    for header in (f"{name}=x", f"a=1; {name}=x", f"a=1;{name}=x;b=2", f" {name} =x"):
        assert has_our_cookie(header), header


@pytest.mark.parametrize(
    "header",
    [
        "",
        "_ga=GA1.2.3; _fbp=fb.1",
        "my_messages=3",
        "messages_read=3",
        "note=rejoinder_session",
        "x_rejoinder_guest=1",
        "rejoinder_csrf=abc",
    ],
)
def test_any_other_cookie_changes_nothing(header: str) -> None:
    assert not has_our_cookie(header)


@given(st.lists(st.sampled_from([*OURS, "=", ";", " ", "\t", '"', "x", ","])))
def test_no_cookie_that_django_sees_is_overlooked(parts: list[str]) -> None:
    header = "".join(parts)
    if not OURS_SEEN.isdisjoint(parse_cookie(header)):
        assert has_our_cookie(header)


OURS_SEEN = frozenset(OURS)


def test_the_session_is_known_by_its_own_cookie() -> None:
    assert settings.SESSION_COOKIE_NAME in OURS
