"""What moderation writes when it hears of something; inside the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from rejoinder.discussion.models import Comment
from rejoinder.discussion.screening import Verdict
from rejoinder.discussion.signals import comment_erased, comment_posted
from rejoinder.moderation.models import Act, Decision


@receiver(comment_posted)
def record_verdict(
    sender: type[Comment],
    *,
    comment: Comment,
    verdict: Verdict | None,
    now: datetime,
    **kwargs: Any,
) -> None:
    """A screener's verdict is a decision like a moderator's."""
    if verdict is None:
        return
    Decision.objects.create(
        site_id=comment.site_id,
        comment=comment,
        revision=comment.revision,
        act=Act.SPAM if verdict.state == "spam" else Act.HOLD,
        to_state=comment.state,
        screener=verdict.screener,
        rule=verdict.rule,
        reason=verdict.reason,
        at=now,
    )


@receiver(comment_erased)
def forget_reasons(sender: type[Comment], *, comment: Comment, **kwargs: Any) -> None:
    """Reasons may quote what was erased. Who decided what and when stays."""
    Decision.objects.filter(comment=comment).update(reason="")
