"""Approving, hiding, marking as spam: what an act does, and what it leaves alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.queries import Viewer, thread_page
from rejoinder.errors import Malformed, NotAllowed
from rejoinder.moderation.actions import MOST_AT_ONCE, judge
from rejoinder.moderation.models import Act, Decision
from rejoinder.sites.models import Site
from tests.factories import NOON, make_thread, publish
from tests.people import Cast


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


@pytest.fixture
def held(thread: Thread) -> Comment:
    return publish(thread, "Please let me in.", state=CommentState.HELD)


def shown_numbers(thread: Thread) -> list[int]:
    thread.refresh_from_db()
    page = thread_page(thread=thread, number=None, viewer=Viewer(), now=NOON)
    return [comment.number for comment in page.comments if comment.kind == "comment"]


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def counters(thread: Thread) -> tuple[int, int]:
    thread.refresh_from_db()
    return thread.published_count, thread.held_count


def test_approved_comment_is_shown_and_counted(
    thread: Thread, held: Comment, cast: Cast
) -> None:
    assert (shown_numbers(thread), counters(thread)) == ([], (0, 1))
    judged = judge(comments=[held], act=Act.APPROVE, by=cast.cy, now=NOON)
    assert (shown_numbers(thread), counters(thread)) == ([1], (1, 0))
    assert [decision.comment_id for decision in judged.decisions] == [held.pk]
    assert judged.overtaken == ()


def test_decision_says_who_decided_what_and_why(held: Comment, cast: Cast) -> None:
    judge(comments=[held], act=Act.SPAM, by=cast.cy, now=NOON, reason=" An advert. ")
    decision = Decision.objects.get()
    assert (decision.act, decision.by, decision.at) == (Act.SPAM, cast.cy, NOON)
    assert (decision.from_state, decision.to_state) == ("held", "spam")
    assert (decision.reason, decision.revision) == ("An advert.", 1)
    assert decision.site_id == held.site_id


def test_hidden_comment_leaves_the_page_and_the_count(
    thread: Thread, cast: Cast
) -> None:
    first, second = publish(thread, "One."), publish(thread, "Two.")
    judge(comments=[first], act=Act.HIDE, by=cast.cy, now=NOON)
    assert shown_numbers(thread) == [second.number]
    assert counters(thread) == (1, 0)


def test_many_at_once_are_one_batch(thread: Thread, cast: Cast) -> None:
    comments = [publish(thread, f"{n}", state=CommentState.HELD) for n in range(5)]
    judged = judge(comments=comments, act=Act.APPROVE, by=cast.cy, now=NOON)
    assert shown_numbers(thread) == [1, 2, 3, 4, 5]
    assert {decision.batch for decision in judged.decisions} == {judged.batch}
    assert len(judged.batch) == 32


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        ("held", Act.APPROVE, "published"),
        ("held", Act.HIDE, "hidden"),
        ("held", Act.SPAM, "spam"),
        ("held", Act.ERASE, "hidden"),
        ("published", Act.HIDE, "hidden"),
        ("published", Act.SPAM, "spam"),
        ("published", Act.ERASE, "hidden"),
        ("hidden", Act.APPROVE, "published"),
        ("hidden", Act.SPAM, "spam"),
        ("hidden", Act.ERASE, "hidden"),
        ("spam", Act.APPROVE, "published"),
        ("spam", Act.HIDE, "hidden"),
        ("spam", Act.ERASE, "hidden"),
        ("withdrawn", Act.ERASE, "hidden"),
    ],
)
def test_act_leads_to_its_state(
    thread: Thread, cast: Cast, state: str, act: Act, after: str
) -> None:
    comment = publish(thread, "Text.", state=CommentState(state))
    judged = judge(comments=[comment], act=act, by=cast.cy, now=NOON)
    assert len(judged.decisions) == 1
    assert state_of(comment) == after


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("published", Act.APPROVE),
        ("hidden", Act.HIDE),
        ("spam", Act.SPAM),
        ("withdrawn", Act.APPROVE),
        ("withdrawn", Act.HIDE),
        ("erased", Act.APPROVE),
        ("erased", Act.ERASE),
    ],
)
def test_act_that_does_not_fit_leaves_the_comment_alone(
    thread: Thread, cast: Cast, state: str, act: Act
) -> None:
    comment = publish(thread, "Text.", state=CommentState(state))
    judged = judge(comments=[comment], act=act, by=cast.cy, now=NOON)
    assert judged.decisions == ()
    assert [one.comment.pk for one in judged.overtaken] == [comment.pk]
    assert state_of(comment) == state
    assert not Decision.objects.exists()


def test_faster_moderator_is_not_overwritten(
    thread: Thread, held: Comment, cast: Cast
) -> None:
    as_cy_sees_it = Comment.objects.get(pk=held.pk)
    judge(comments=[held], act=Act.SPAM, by=cast.ada, now=NOON)
    judged = judge(comments=[as_cy_sees_it], act=Act.APPROVE, by=cast.cy, now=NOON)
    assert state_of(held) == "spam"
    assert judged.decisions == ()
    left = judged.overtaken[0]
    assert left.comment.state == "spam"
    assert left.decision is not None
    assert left.decision.by == cast.ada


def test_the_others_of_a_press_are_judged_all_the_same(
    thread: Thread, cast: Cast
) -> None:
    comments = [publish(thread, f"{n}", state=CommentState.HELD) for n in range(3)]
    set_state(comment=comments[1], state=CommentState.HIDDEN, now=NOON)
    judged = judge(comments=comments, act=Act.APPROVE, by=cast.cy, now=NOON)
    assert len(judged.decisions) == 2
    assert [one.comment.pk for one in judged.overtaken] == [comments[1].pk]
    assert [state_of(one) for one in comments] == ["published", "hidden", "published"]


def test_text_that_was_edited_meanwhile_is_not_approved_unread(
    held: Comment, cast: Cast
) -> None:
    Comment.objects.filter(pk=held.pk).update(revision=2)
    judged = judge(comments=[held], act=Act.APPROVE, by=cast.cy, now=NOON)
    assert judged.decisions == ()
    assert state_of(held) == "held"


def test_comment_that_is_being_erased_must_be_brought_back_first(
    held: Comment, cast: Cast
) -> None:
    judge(comments=[held], act=Act.ERASE, by=cast.ada, now=NOON)
    held.refresh_from_db()
    soon = NOON + timedelta(minutes=1)
    judged = judge(comments=[held], act=Act.APPROVE, by=cast.cy, now=soon)
    assert judged.decisions == ()
    assert state_of(held) == "hidden"


def test_only_moderators_editors_and_owners_judge(thread: Thread, cast: Cast) -> None:
    for user in (cast.cy, cast.ada, cast.olga):
        comment = publish(thread, "Text.", state=CommentState.HELD)
        judge(comments=[comment], act=Act.APPROVE, by=user, now=NOON)
    for user in (cast.ben, cast.ann):
        comment = publish(thread, "Text.", state=CommentState.HELD)
        for act in (Act.APPROVE, Act.HIDE, Act.SPAM, Act.ERASE):
            with pytest.raises(NotAllowed):
                judge(comments=[comment], act=act, by=user, now=NOON)
        assert state_of(comment) == "held"


def test_no_comment_too_many_and_a_long_reason_are_refused(
    held: Comment, cast: Cast
) -> None:
    for comments, reason in [
        ([], ""),
        ([held] * (MOST_AT_ONCE + 1), ""),
        ([held], "x" * 2_001),
    ]:
        with pytest.raises(Malformed):
            judge(
                comments=comments, act=Act.APPROVE, by=cast.cy, now=NOON, reason=reason
            )
    assert state_of(held) == "held"
