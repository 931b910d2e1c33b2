"""What the doctor finds wrong with threads, and setting the counters right."""

from __future__ import annotations

import pytest

from rejoinder.discussion.actions import recount_threads
from rejoinder.discussion.checks import find_problems
from rejoinder.discussion.models import Comment, CommentState, PostingFacts, Thread
from rejoinder.sites.models import Site
from tests.factories import make_thread, publish


@pytest.fixture
def thread(site: Site) -> Thread:
    thread = make_thread(site)
    first = publish(thread, "The bridge is late.")
    publish(thread, "It always was.", parent=first)
    publish(thread, "Who pays?", state=CommentState.HELD)
    return thread


def findings() -> list[str]:
    return [problem.what for problem in find_problems()]


def test_sound_thread_has_no_problem(thread: Thread) -> None:
    assert findings() == []
    assert recount_threads() == 0


@pytest.mark.parametrize("counter", ["published_count", "held_count"])
def test_wrong_counter_is_found_and_set_right(thread: Thread, counter: str) -> None:
    Thread.objects.update(**{counter: 7})
    [found] = findings()
    assert "7" in found
    assert recount_threads() == 1
    assert findings() == []


@pytest.mark.parametrize("mark", ["last_number", "last_root_ordinal"])
def test_number_that_would_be_given_twice_is_found_and_set_right(
    thread: Thread, mark: str
) -> None:
    Thread.objects.update(**{mark: 0})
    assert len(findings()) == 1
    assert recount_threads() == 1
    assert findings() == []


def test_number_that_was_given_is_not_taken_back(thread: Thread) -> None:
    Thread.objects.update(last_number=40, held_count=9)
    recount_threads()
    assert Thread.objects.get().last_number == 40


def test_reply_that_is_not_below_its_parent_is_found(thread: Thread) -> None:
    Comment.objects.filter(number=2).update(path="0000700001")
    [found] = findings()
    assert found.startswith("Comment 2 of")


def test_reply_below_a_comment_without_a_place_is_found(thread: Thread) -> None:
    Comment.objects.filter(number=1).update(path=None)
    assert any(found.startswith("Comment 2 of") for found in findings())


def test_comments_without_facts_are_found(thread: Thread) -> None:
    PostingFacts.objects.all().delete()
    assert len(findings()) == 1
