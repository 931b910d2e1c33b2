"""Judging comments: approve, hide, spam, erase; one at a time or many at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.discussion.actions import schedule_erasure, set_state
from rejoinder.discussion.models import Comment
from rejoinder.errors import Malformed
from rejoinder.moderation.actions.overtaken import (
    Overtaken,
    locked_comments,
    overtaken,
)
from rejoinder.moderation.models import Act, Decision
from rejoinder.moderation.permission import must_judge
from rejoinder.moderation.rules import OUTCOMES, UNDO_ERASURE, acts_for
from rejoinder.people.models import User
from rejoinder.sites.models import Site

# Ten pages of the desk. All are locked at once, so readers' posts wait meanwhile.
MOST_AT_ONCE = 200
MAX_REASON_CHARACTERS = 2_000


@dataclass(frozen=True)
class Judged:
    """What one press did. `batch` undoes `decisions`; `overtaken` were left alone."""

    batch: str
    decisions: tuple[Decision, ...]
    overtaken: tuple[Overtaken, ...]


def judge(
    *,
    comments: Sequence[Comment],
    act: Act,
    by: User,
    now: datetime,
    reason: str = "",
    batch: str = "",
) -> Judged:
    """Do one act with each of these comments, as they were when the moderator saw them.

    One whose `state` or `revision` is another by now, or which the act does not fit,
    is left alone and named in the answer: what another moderator decided is never
    overwritten unseen. An erasure hides at once and is carried out ten minutes later.

    Raises NotAllowed, and Malformed for no comments, too many, or too long a reason.
    """
    _check(comments, by, reason)
    seen = {comment.pk: comment for comment in comments}
    batch = batch or secrets.token_hex(16)
    decisions: list[Decision] = []
    left_alone: list[Comment] = []
    with transaction.atomic():
        for comment in locked_comments(seen.keys()):
            if _still_fits(comment, seen[comment.pk], act):
                decision = _decision(comment, act, by, now)
                decision.reason, decision.batch = reason.strip(), batch
                _carry_out(comment, act, now)
                decision.save()
                decisions.append(decision)
            else:
                left_alone.append(comment)
        return Judged(batch, tuple(decisions), overtaken(left_alone))


def _check(comments: Sequence[Comment], by: User, reason: str) -> None:
    for site in Site.objects.filter(pk__in={comment.site_id for comment in comments}):
        must_judge(by, site)
    if not comments:
        raise Malformed(_("Choose one or more comments first."), code="none-chosen")
    if len(comments) > MOST_AT_ONCE:
        message = _("At most %(n)d comments at once.") % {"n": MOST_AT_ONCE}
        raise Malformed(message, code="too-many-chosen")
    if len(reason) > MAX_REASON_CHARACTERS:
        message = _("A reason has at most %(n)d characters.")
        raise Malformed(message % {"n": MAX_REASON_CHARACTERS}, field="reason")


def _still_fits(comment: Comment, seen: Comment, act: Act) -> bool:
    if (comment.state, comment.revision) != (seen.state, seen.revision):
        return False
    is_being_erased = comment.erase_at is not None
    return act in acts_for(comment.state, is_being_erased=is_being_erased)


def _decision(comment: Comment, act: Act, by: User, now: datetime) -> Decision:
    return Decision(
        site_id=comment.site_id,
        comment=comment,
        revision=comment.revision,
        act=act,
        from_state=comment.state,
        to_state=OUTCOMES[act],
        by=by,
        at=now,
    )


def _carry_out(comment: Comment, act: Act, now: datetime) -> None:
    set_state(comment=comment, state=OUTCOMES[act], now=now)
    if act == Act.ERASE:
        schedule_erasure(comment=comment, at=now + UNDO_ERASURE)
