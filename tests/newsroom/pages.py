"""Pages of the newsroom as the tests read them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client
from django.utils import timezone

from rejoinder.discussion.actions import keep_comment
from rejoinder.discussion.models import CommentState, Thread
from rejoinder.discussion.screening import Author

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)
PATH = "/2024/11/24/the-ferry-needs-a-name/"


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def comment(text: str = "I like **otters**.", name: str = "Ben") -> int:
    kept = keep_comment(
        thread=Thread.objects.select_related("site").get(),
        parent=None,
        author=Author(name=name, mail="ben@example.org", url=""),
        source_text=text,
        state=CommentState.PUBLISHED,
        written_at=timezone.now(),
    )
    return kept.number
