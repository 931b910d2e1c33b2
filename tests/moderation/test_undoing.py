"""One press is undone by one press, as far as nothing else has happened since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.errors import NotAllowed, NotFound
from rejoinder.moderation.actions import judge, undo
from rejoinder.moderation.models import Act, Decision
from rejoinder.sites.models import Site
from tests.factories import NOON, make_thread, publish
from tests.people import Cast

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def in_states(thread: Thread, *states: str) -> list[Comment]:
    return [publish(thread, s, state=CommentState(s)) for s in states]


def test_each_comment_returns_to_the_state_it_had(thread: Thread, cast: Cast) -> None:
    comments = in_states(thread, "held", "spam", "published")
    judged = judge(comments=comments, act=Act.HIDE, by=cast.cy, now=NOON)
    undone = undo(batch=judged.batch, by=cast.cy, now=LATER)
    assert [state_of(one) for one in comments] == ["held", "spam", "published"]
    assert (len(undone.decisions), undone.overtaken) == (3, ())
    thread.refresh_from_db()
    assert (thread.published_count, thread.held_count) == (1, 1)


def test_undoing_is_a_decision_too(thread: Thread, cast: Cast) -> None:
    (comment,) = in_states(thread, "held")
    judged = judge(comments=[comment], act=Act.APPROVE, by=cast.cy, now=NOON)
    undone = undo(batch=judged.batch, by=cast.ada, now=LATER)
    decision = undone.decisions[0]
    assert (decision.act, decision.by) == (Act.UNDO, cast.ada)
    assert (decision.from_state, decision.to_state) == ("published", "held")
    assert decision.undoes == judged.decisions[0]


def test_single_comment_of_a_press_is_undone(thread: Thread, cast: Cast) -> None:
    comments = in_states(thread, "held", "held")
    judged = judge(comments=comments, act=Act.SPAM, by=cast.cy, now=NOON)
    undo(batch=judged.batch, by=cast.cy, now=LATER, only=comments[1].pk)
    assert [state_of(one) for one in comments] == ["spam", "held"]


def test_what_another_moderator_decided_since_stays(thread: Thread, cast: Cast) -> None:
    comments = in_states(thread, "held", "held")
    judged = judge(comments=comments, act=Act.APPROVE, by=cast.cy, now=NOON)
    comments[0].refresh_from_db()
    judge(comments=[comments[0]], act=Act.SPAM, by=cast.ada, now=NOON)
    undone = undo(batch=judged.batch, by=cast.cy, now=LATER)
    assert [state_of(one) for one in comments] == ["spam", "held"]
    (left,) = undone.overtaken
    assert left.comment.pk == comments[0].pk
    assert left.decision is not None
    assert left.decision.by == cast.ada


def test_decided_away_and_back_is_not_undone(thread: Thread, cast: Cast) -> None:
    (comment,) = in_states(thread, "held")
    judged = judge(comments=[comment], act=Act.APPROVE, by=cast.cy, now=NOON)
    for act in (Act.HIDE, Act.APPROVE):
        comment.refresh_from_db()
        judge(comments=[comment], act=act, by=cast.ada, now=NOON)
    undone = undo(batch=judged.batch, by=cast.cy, now=LATER)
    assert undone.decisions == ()
    assert state_of(comment) == "published"


def test_state_changed_without_a_decision_is_not_undone(
    thread: Thread, cast: Cast
) -> None:
    (comment,) = in_states(thread, "held")
    judged = judge(comments=[comment], act=Act.APPROVE, by=cast.cy, now=NOON)
    set_state(comment=comment, state=CommentState.WITHDRAWN, now=NOON)
    undone = undo(batch=judged.batch, by=cast.cy, now=LATER)
    assert [one.comment.pk for one in undone.overtaken] == [comment.pk]
    assert state_of(comment) == "withdrawn"


def test_second_undo_does_nothing(thread: Thread, cast: Cast) -> None:
    (comment,) = in_states(thread, "held")
    judged = judge(comments=[comment], act=Act.APPROVE, by=cast.cy, now=NOON)
    undo(batch=judged.batch, by=cast.cy, now=LATER)
    again = undo(batch=judged.batch, by=cast.cy, now=LATER)
    assert (again.decisions, len(again.overtaken)) == ((), 1)
    assert Decision.objects.filter(act=Act.UNDO).count() == 1


def test_unknown_press_is_not_found(thread: Thread, cast: Cast) -> None:
    for batch in ("", "0" * 32):
        with pytest.raises(NotFound):
            undo(batch=batch, by=cast.cy, now=NOON)


def test_only_who_may_judge_may_undo(thread: Thread, cast: Cast) -> None:
    (comment,) = in_states(thread, "held")
    judged = judge(comments=[comment], act=Act.APPROVE, by=cast.cy, now=NOON)
    for user in (cast.ben, cast.ann):
        with pytest.raises(NotAllowed):
            undo(batch=judged.batch, by=user, now=LATER)
    assert state_of(comment) == "published"
