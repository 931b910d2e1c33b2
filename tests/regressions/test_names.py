"""Names that are empty, turned round, or of other scripts."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.discussion.models import Comment, Thread
from tests.regressions.conftest import Say, browser, elements, page_at, post

ISOLATING = {"bdi", "div", "li", "p", "h1", "h2", "h3"}


@pytest.mark.parametrize(
    "name",
    [" ", "\u200b", "\u202e", "\u3164", "\u2800", "\ufeff\u00a0", "\u115f\u2060"],
)
def test_name_that_shows_nothing_is_refused(thread: Thread, name: str) -> None:
    """38 (CVE-2013-7236)."""
    answer = post(browser(), thread, author=name)
    assert answer.status_code == 422
    assert "Please fill in a name." in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["علی", "Zoë", "김", "می‌روم", "O’Brien", "🦆"])
def test_name_of_any_script_is_a_name(
    say: Say, client: Client, thread: Thread, name: str
) -> None:
    """38: what is refused must not be what people are called."""
    assert say(author=name).author_name == name
    assert name in page_at(client, thread.subject_url)


def test_name_or_text_that_turns_round_does_not_turn_what_follows(
    say: Say, client: Client, thread: Thread
) -> None:
    """38: each stands in an element of its own direction."""
    first = say(author="Gil\u202e", comment="Before \u202e after")
    say(author="Hal", comment="I answer.", comment_parent=str(first.number))
    for path in (thread.subject_url, f"{thread.subject_url}?replytocom={first.number}"):
        turned = [
            each
            for each in elements(page_at(client, path))
            if "\u202e" in (each.text or "")
            and each.tag not in {"script", "title", "em", "strong"}
        ]
        assert len(turned) > 1
        for each in turned:
            assert each.tag in ISOLATING or each.get("dir") == "auto", each.attrib
