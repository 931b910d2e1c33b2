"""What the desk says about acts, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rejoinder.discussion.models import CommentState
from rejoinder.moderation.actions import Overtaken
from rejoinder.moderation.models import Act, Decision
from rejoinder.moderation.queries import Press


def what_was_done(press: Press) -> str:
    """Such as “3 comments approved.”"""
    n = press.count
    sentences = {
        Act.APPROVE: ngettext("%(n)d comment approved.", "%(n)d comments approved.", n),
        Act.HIDE: ngettext("%(n)d comment hidden.", "%(n)d comments hidden.", n),
        Act.SPAM: ngettext(
            "%(n)d comment marked as spam.", "%(n)d comments marked as spam.", n
        ),
        Act.ERASE: ngettext(
            "%(n)d comment hidden; it will be gone for good in ten minutes.",
            "%(n)d comments hidden; they will be gone for good in ten minutes.",
            n,
        ),
    }
    return sentences[press.act] % {"n": n}


def what_was_undone(count: int) -> str:
    sentence = ngettext(
        "%(n)d comment is as it was before.",
        "%(n)d comments are as they were before.",
        count,
    )
    return sentence % {"n": count}


def why_left_alone(overtaken: Overtaken, seen_state: str = "") -> str:
    """What happened to a comment before the act came, and who did it.

    `seen_state` is the state in which the moderator saw it.
    """
    comment, decision = overtaken.comment, overtaken.decision
    values = {
        "author": comment.author_name or _("Anonymous"),
        "state": CommentState(comment.state).label,
        "who": who_decided(decision) if decision else "",
    }
    if comment.state == CommentState.ERASED:
        return _("A comment was left alone: it is gone for good.")
    if comment.erase_at is not None:
        return (
            _("The comment by %(author)s was left alone: %(who)s is having it erased.")
            % values
        )
    if comment.state == seen_state and decision is None:
        return (
            _("The comment by %(author)s was left alone: its text has changed.")
            % values
        )
    if decision is None:
        return _("The comment by %(author)s was left alone: it is %(state)s.") % values
    return (
        _(
            "The comment by %(author)s was left alone: it is %(state)s, "
            "as %(who)s decided."
        )
        % values
    )


def who_decided(decision: Decision) -> str:
    """A moderator's name, or what stands for one."""
    if decision.screener:
        return _("a rule")
    return decision.by.name if decision.by else _("a former moderator")
