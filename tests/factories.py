"""Small makers of rows, through the real actions, each with overrides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from rejoinder.discussion.actions import keep_comment, open_thread, post_comment
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.screening import Author, Circumstances
from rejoinder.people.actions import person_of_account
from rejoinder.people.models import User
from rejoinder.sites.models import Site

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def make_thread(site: Site, **overrides: Any) -> Thread:
    fields: dict[str, Any] = {
        "subject_url": "/2026/11/24/the-bridge/",
        "title": "The bridge",
        "since": NOON - timedelta(hours=1),
    }
    return open_thread(site=site, **(fields | overrides))


def guest(name: str = "Gil", **overrides: Any) -> Author:
    fields: dict[str, Any] = {
        "name": name,
        "mail": f"{name.lower()}@example.org",
        "url": "",
    }
    return Author(**(fields | overrides))


def account(user: User, site: Site) -> Author:
    person = person_of_account(site=site, user=user)
    return Author(name="", mail="", url="", user=user, person=person)


def publish(
    thread: Thread, text: str, parent: Comment | None = None, **overrides: Any
) -> Comment:
    """A published comment, kept without rules or screeners."""
    fields: dict[str, Any] = {
        "author": guest(),
        "state": CommentState.PUBLISHED,
        "written_at": NOON,
    }
    return keep_comment(
        thread=thread, parent=parent, source_text=text, **(fields | overrides)
    )


def post(thread: Thread, text: str = "Well said.", **overrides: Any) -> Comment:
    """A comment through the whole road of post_comment."""
    fields: dict[str, Any] = {
        "parent_number": None,
        "author": guest(),
        "circumstances": Circumstances(network_address="192.0.2.1"),
        "now": NOON,
    }
    return post_comment(thread=thread, source_text=text, **(fields | overrides))
