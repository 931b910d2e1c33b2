"""A comment asked for by its number, and what a thread is made with."""

from __future__ import annotations

import pytest

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.errors import CommentNotFound
from rejoinder.discussion.models import CommentState, Thread
from rejoinder.discussion.queries import find_shown_comment, is_open
from rejoinder.sites.models import Site
from tests.factories import NOON, make_thread, publish


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


def find(thread: Thread, number: int) -> int:
    return find_shown_comment(thread=thread, number=number).number


def test_published_comment_is_found(thread: Thread) -> None:
    comment = publish(thread, "Here I am.")

    assert find(thread, comment.number) == comment.number


def test_hidden_comment_that_was_answered_is_found_by_its_placeholder(
    thread: Thread,
) -> None:
    top = publish(thread, "What was answered.")
    publish(thread, "The answer.", parent=top)
    set_state(comment=top, state=CommentState.HIDDEN, now=NOON)

    assert find(thread, top.number) == top.number


def test_hidden_comment_below_which_only_a_reply_to_a_reply_is_left_is_found(
    thread: Thread,
) -> None:
    top = publish(thread, "What was answered.")
    middle = publish(thread, "The answer.", parent=top)
    publish(thread, "Its answer.", parent=middle)
    for comment in (top, middle):
        set_state(comment=comment, state=CommentState.HIDDEN, now=NOON)

    assert find(thread, top.number) == top.number


def test_placeholder_past_the_last_level_is_found_by_its_reply(thread: Thread) -> None:
    chain = [publish(thread, "1")]
    for n in range(2, 13):
        chain.append(publish(thread, str(n), parent=chain[-1]))
    eleventh = chain[10]
    set_state(comment=eleventh, state=CommentState.HIDDEN, now=NOON)

    assert find(thread, eleventh.number) == eleventh.number


@pytest.mark.parametrize(
    "state", [CommentState.HELD, CommentState.SPAM, CommentState.HIDDEN]
)
def test_comment_that_nobody_sees_is_not_found(
    thread: Thread, state: CommentState
) -> None:
    comment = publish(thread, "Unseen.", state=state)
    publish(thread, "The next one.")

    with pytest.raises(CommentNotFound):
        find(thread, comment.number)


def test_number_that_nobody_has_is_not_found(thread: Thread) -> None:
    with pytest.raises(CommentNotFound):
        find(thread, 77)


def test_number_of_another_thread_is_not_found(site: Site, thread: Thread) -> None:
    other = make_thread(site, subject_url="/elsewhere/")
    publish(other, "1")

    with pytest.raises(CommentNotFound):
        find(thread, 1)


def test_thread_is_made_with_the_pages_of_the_system_it_came_from(site: Site) -> None:
    assert make_thread(site, page_size=7).page_size == 7
    assert make_thread(site, subject_url="/2/").page_size == site.comments_per_page


def test_page_size_of_a_thread_stays(site: Site) -> None:
    make_thread(site, page_size=7)

    assert make_thread(site, page_size=9).page_size == 7


def test_thread_closes_with_the_age_of_what_it_is_about(site: Site) -> None:
    site.close_after_days = 1
    old = NOON.replace(year=2020)
    assert not is_open(make_thread(site, since=old), NOON)
    lasting = make_thread(site, subject_url="/2/", since=old, closes_with_age=False)
    assert is_open(lasting, NOON)
