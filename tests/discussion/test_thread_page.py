"""Pages of a thread: order, placeholders, stable places, a constant cost."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rejoinder.discussion.actions import erase_comment, set_state
from rejoinder.discussion.errors import CommentNotFound
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.queries import (
    ThreadPage,
    Viewer,
    comment_address,
    lasting_address,
    thread_page,
)
from rejoinder.people.actions import new_guest
from rejoinder.people.models import Person
from rejoinder.sites.models import Site
from tests.factories import NOON, guest, make_thread, publish

SUBJECT = "/2026/11/24/the-bridge/"


@pytest.fixture
def thread(site: Site) -> Thread:
    site.comments_per_page = 3
    site.save()
    return make_thread(site)


def page_of(thread: Thread, number: int | None = None, **more: Any) -> ThreadPage:
    fresh = Thread.objects.select_related("site").get(pk=thread.pk)
    viewer = more.pop("viewer", Viewer())
    return thread_page(thread=fresh, number=number, viewer=viewer, now=NOON, **more)


def numbers(page: ThreadPage) -> list[int]:
    return [comment.number for comment in page.comments]


def test_replies_follow_what_they_answer(thread: Thread) -> None:
    one = publish(thread, "1")
    publish(thread, "2")
    three = publish(thread, "3", parent=one)
    publish(thread, "4", parent=three)
    publish(thread, "5", parent=one)
    page = page_of(thread)
    assert [(c.number, c.level) for c in page.comments] == [
        (1, 0),
        (3, 1),
        (4, 2),
        (5, 1),
        (2, 0),
    ]
    assert page.comments[2].answers_number == 3


def test_levels_stop_at_the_depth_of_the_site(thread: Thread) -> None:
    comment: Comment | None = None
    for n in range(15):
        comment = publish(thread, f"{n}", parent=comment)
    page = page_of(thread)
    assert numbers(page) == list(range(1, 16))
    assert [c.level for c in page.comments] == [0, 1, 2, 3] + [4] * 11
    assert page.comments[14].answers_number == 14


def test_newest_first_turns_branches_round_and_not_answers(
    thread: Thread, site: Site
) -> None:
    site.comment_order = "newest"
    site.save()
    one = publish(thread, "1")
    publish(thread, "2", parent=one)
    publish(thread, "3", parent=one)
    publish(thread, "4")
    assert numbers(page_of(thread)) == [4, 1, 2, 3]


def test_pages_hold_so_many_top_level_comments(thread: Thread) -> None:
    for n in range(8):
        publish(thread, f"{n}")
    assert numbers(page_of(thread, 1)) == [1, 2, 3]
    assert numbers(page_of(thread, 3)) == [7, 8]
    assert numbers(page_of(thread)) == [7, 8]


def test_a_last_page_shorter_than_half_shows_the_one_before_too(
    thread: Thread,
) -> None:
    for n in range(7):
        publish(thread, f"{n}")
    page = page_of(thread)
    assert numbers(page) == [4, 5, 6, 7]
    assert page.older_url == f"{SUBJECT}comment-page-1/"


def test_the_first_page_stands_below_the_subject_where_the_site_says_so(
    thread: Thread, site: Site
) -> None:
    site.default_comments_page = "oldest"
    site.save()
    for n in range(4):
        publish(thread, f"{n}")
    page = page_of(thread)
    assert numbers(page) == [1, 2, 3]
    assert page.newer_url == f"{SUBJECT}comment-page-2/"
    first = Comment.objects.select_related("thread__site").get(number=1)
    assert comment_address(first) == f"{SUBJECT}#comment-1"


def test_a_removed_comment_leaves_its_page_shorter_and_moves_nobody(
    thread: Thread,
) -> None:
    comments = [publish(thread, f"{n}") for n in range(7)]
    set_state(comment=comments[1], state=CommentState.HIDDEN, now=NOON)
    assert numbers(page_of(thread, 1)) == [1, 3]
    assert numbers(page_of(thread, 2)) == [4, 5, 6]


def test_a_late_approval_goes_to_the_end_and_moves_nobody(thread: Thread) -> None:
    held = publish(thread, "held", state=CommentState.HELD)
    for n in range(3):
        publish(thread, f"{n}")
    before = numbers(page_of(thread, 1))
    set_state(comment=held, state=CommentState.PUBLISHED, now=NOON)
    assert numbers(page_of(thread, 1)) == before == [2, 3, 4]
    assert numbers(page_of(thread, 2)) == [1]


def test_an_empty_page_is_stepped_over(thread: Thread) -> None:
    comments = [publish(thread, f"{n}") for n in range(9)]
    for comment in comments[3:6]:
        set_state(comment=comment, state=CommentState.SPAM, now=NOON)
    assert page_of(thread, 1).newer_url == f"{SUBJECT}comment-page-3/"
    assert page_of(thread, 3).older_url == f"{SUBJECT}comment-page-1/"
    assert numbers(page_of(thread, 2)) == []


def test_a_hidden_comment_with_answers_leaves_a_placeholder(thread: Thread) -> None:
    one = publish(thread, "Secret words.")
    publish(thread, "An answer.", parent=one)
    set_state(comment=one, state=CommentState.HIDDEN, now=NOON)
    hidden, answer = page_of(thread).comments
    assert (hidden.kind, hidden.author_name, hidden.body_html) == (
        "placeholder",
        "",
        "",
    )
    assert (answer.kind, answer.answers_name) == ("comment", "")


def test_a_hidden_comment_without_answers_leaves_nothing(thread: Thread) -> None:
    one = publish(thread, "One.")
    two = publish(thread, "Two.", parent=one)
    set_state(comment=two, state=CommentState.HIDDEN, now=NOON)
    set_state(comment=one, state=CommentState.HIDDEN, now=NOON)
    assert page_of(thread).comments == ()


def test_a_parent_that_was_never_visible_gets_a_place_with_its_answer(
    thread: Thread,
) -> None:
    parent = publish(thread, "never seen", state=CommentState.HIDDEN)
    publish(thread, "An answer.", parent=parent)
    assert [c.kind for c in page_of(thread).comments] == ["placeholder", "comment"]


def test_a_waiting_comment_is_shown_to_its_writer_only(thread: Thread) -> None:
    held = publish(thread, "Mine.", state=CommentState.HELD)
    assert held.person_id is not None
    mine = page_of(thread, viewer=Viewer(person_ids=frozenset({held.person_id})))
    linked = page_of(thread, viewer=Viewer(waiting_numbers=frozenset({held.number})))
    assert [c.kind for c in mine.waiting] == ["waiting"]
    assert [c.number for c in linked.waiting] == [held.number]
    assert page_of(thread).waiting == page_of(thread).comments == ()


def test_an_erased_comment_keeps_its_place_and_nothing_else(thread: Thread) -> None:
    one = publish(thread, "Words to be gone.")
    publish(thread, "An answer.", parent=one)
    erased = erase_comment(comment=one, now=NOON)
    assert (erased.source_text, erased.author_name, erased.person) == ("", "", None)
    assert [c.kind for c in page_of(thread).comments] == ["placeholder", "comment"]
    thread.refresh_from_db()
    assert thread.published_count == 1


def test_permalinks_survive_everything(thread: Thread) -> None:
    comments = [publish(thread, f"{n}") for n in range(7)]
    reply = publish(thread, "reply", parent=comments[4])
    before = comment_address(reply)
    for comment in comments[:4]:
        erase_comment(comment=comment, now=NOON)
    reply = Comment.objects.select_related("thread__site").get(pk=reply.pk)
    assert comment_address(reply) == before == f"{SUBJECT}comment-page-2/#comment-8"
    assert lasting_address(reply) == f"{SUBJECT}comment/8/"


def test_a_long_branch_goes_on_at_its_own_address(thread: Thread) -> None:
    root = publish(thread, "root")
    replies = [publish(thread, f"{n}", parent=root) for n in range(203)]
    page = page_of(thread, 1)
    assert len(page.comments) == 201
    assert page.continued == {
        replies[199].number: f"{SUBJECT}comment-page-1/from-{replies[200].number}/"
    }
    rest = page_of(thread, 1, branch_from=replies[200].number)
    assert numbers(rest) == [1, *(reply.number for reply in replies[200:])]
    last = Comment.objects.select_related("thread__site").get(pk=replies[202].pk)
    assert comment_address(last) == (
        f"{SUBJECT}comment-page-1/from-{last.number}/#comment-{last.number}"
    )


@pytest.mark.parametrize("number", [0, 2, 99_999_999_999])
def test_a_page_that_does_not_exist_is_not_found(thread: Thread, number: int) -> None:
    publish(thread, "One.")
    with pytest.raises(CommentNotFound):
        page_of(thread, number)


def test_the_number_of_queries_does_not_grow(thread: Thread) -> None:
    def queries(number: int) -> int:
        fresh = Thread.objects.select_related("site").get(pk=thread.pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            thread_page(thread=fresh, number=number, viewer=Viewer(), now=NOON)
        return len(captured)

    for n in range(4):
        publish(thread, f"{n}")
    few = queries(1)
    for n in range(30):
        root = publish(thread, f"more {n}")
        publish(thread, f"reply {n}", parent=root)
    assert few <= 2
    assert queries(5) <= 3


def test_with_the_last_comment_goes_what_was_remembered_of_a_guest(
    thread: Thread,
) -> None:
    remembered = guest(device_key="k" * 43)
    comment = publish(thread, "Words.", author=remembered)
    erase_comment(comment=comment, now=NOON)
    assert not Person.objects.filter(kind="guest").exists()


def held_by(person: Person, thread: Thread, text: str, **more: Any) -> Comment:
    state = more.pop("state", CommentState.HELD)
    author = guest(person=person)
    return publish(thread, text, author=author, state=state, **more)


@pytest.fixture
def writer(site: Site) -> Person:
    return new_guest(site=site, name="Gil", mail="", url="", device_key="k" * 43)


def waiting(thread: Thread, person: Person) -> ThreadPage:
    return page_of(thread, viewer=Viewer(person_ids=frozenset({person.pk})))


def test_of_many_that_wait_the_newest_are_shown(thread: Thread, writer: Person) -> None:
    for n in range(22):
        held_by(writer, thread, f"{n}")
    shown = [comment.number for comment in waiting(thread, writer).waiting]
    assert shown == list(range(3, 23))


def test_spam_looks_to_its_writer_as_if_it_waited_for_a_while(
    thread: Thread, writer: Person
) -> None:
    long_ago = NOON - timedelta(minutes=11)
    held_by(writer, thread, "old", state=CommentState.SPAM, written_at=long_ago)
    held_by(writer, thread, "new", state=CommentState.SPAM)
    assert [c.number for c in waiting(thread, writer).waiting] == [2]
    assert not page_of(thread).waiting


def test_a_waiting_answer_does_not_name_who_was_hidden(
    thread: Thread, writer: Person
) -> None:
    parent = publish(thread, "1", author=guest("Nemo"))
    held_by(writer, thread, "2", parent=parent)
    assert waiting(thread, writer).waiting[0].answers_name == "Nemo"
    set_state(comment=parent, state=CommentState.HIDDEN, now=NOON)
    assert waiting(thread, writer).waiting[0].answers_name == ""


def test_a_comment_without_a_name_is_not_taken_for_a_removed_one(
    thread: Thread,
) -> None:
    parent = publish(thread, "1", author=guest("", mail=""))
    publish(thread, "2", parent=parent)
    page = page_of(thread)
    assert page.comments[0].author_name == page.comments[1].answers_name == "Anonymous"


def test_many_hidden_answers_hide_no_later_one(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package has a function of the module's name, so it is not in its way here.
    module = import_module("rejoinder.discussion.queries.thread_page")
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(module, "BRANCH_LENGTH", 2)
    monkeypatch.setattr("rejoinder.discussion.queries.addresses.BRANCH_LENGTH", 2)
    root = publish(thread, "root")
    hidden = [publish(thread, f"{n}", parent=root) for n in range(6)]
    for comment in hidden:
        set_state(comment=comment, state=CommentState.HIDDEN, now=NOON)
    publish(thread, "below the last", parent=hidden[-1])
    publish(thread, "last", parent=root)
    third = publish(thread, "third", parent=root)
    page = page_of(thread)
    assert numbers(page) == [1, 7, 8, 9]
    assert page.comments[1].kind == "placeholder"
    assert page.continued == {9: f"{SUBJECT}comment-page-1/from-10/"}
    assert comment_address(third) == f"{SUBJECT}comment-page-1/from-10/#comment-10"
    assert numbers(page_of(thread, 1, branch_from=10)) == [1, 10]
    assert numbers(page_of(thread, 1, branch_from=3)) == [1, 7, 8, 9]
