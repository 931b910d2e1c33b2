"""Undoing what one press decided, as far as nothing else has happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.discussion.actions import cancel_erasure, set_state
from rejoinder.discussion.models import Comment, CommentState
from rejoinder.errors import NotFound
from rejoinder.moderation.actions.overtaken import (
    Overtaken,
    locked_comments,
    overtaken,
)
from rejoinder.moderation.models import Act, Decision
from rejoinder.moderation.permission import must_judge
from rejoinder.moderation.queries import newest_decisions
from rejoinder.people.models import User


@dataclass(frozen=True)
class Undone:
    """`decisions` are the new ones that undo; `overtaken` were left alone."""

    decisions: tuple[Decision, ...]
    overtaken: tuple[Overtaken, ...]


def undo(*, batch: str, by: User, now: datetime, only: int | None = None) -> Undone:
    """Bring each comment of a press back to the state it had before.

    `only` is the id of a single comment of the press. One about which something was
    decided since, or which is erased or due to be, is left alone and named in the
    answer.

    Raises NotFound for a press that there never was, NotAllowed.
    """
    pressed = _pressed(batch, only)
    for site in {decision.site for decision in pressed}:
        must_judge(by, site)
    restored: list[Decision] = []
    left_alone: list[Comment] = []
    with transaction.atomic():
        to_undo = {d.comment_id: d for d in pressed if d.comment_id is not None}
        comments = locked_comments(set(to_undo))
        newest = newest_decisions(comments)
        for comment in comments:
            decision = to_undo[comment.pk]
            if newest[comment.pk] == decision and _is_as_decided(
                comment, decision, now
            ):
                restored.append(_restore(comment, decision, by, now))
            else:
                left_alone.append(comment)
        return Undone(tuple(restored), overtaken(left_alone))


def _pressed(batch: str, only: int | None) -> list[Decision]:
    decisions = Decision.objects.filter(batch=batch).select_related("site")
    if only is not None:
        decisions = decisions.filter(comment_id=only)
    pressed = list(decisions) if batch else []
    if not pressed:
        raise NotFound(_("There is nothing here to undo."), code="nothing-to-undo")
    return pressed


def _is_as_decided(comment: Comment, decision: Decision, now: datetime) -> bool:
    if comment.state != decision.to_state:
        return False
    if decision.act == Act.ERASE:
        return comment.erase_at is not None and now < comment.erase_at
    return comment.erase_at is None


def _restore(comment: Comment, decision: Decision, by: User, now: datetime) -> Decision:
    if decision.act == Act.ERASE:
        cancel_erasure(comment=comment)
    set_state(comment=comment, state=CommentState(decision.from_state), now=now)
    return Decision.objects.create(
        site_id=comment.site_id,
        comment=comment,
        revision=comment.revision,
        act=Act.UNDO,
        from_state=decision.to_state,
        to_state=decision.from_state,
        by=by,
        undoes=decision,
        at=now,
    )
