"""Names of rules, states and whoever decided, for the desk's templates."""

from __future__ import annotations

from django import template

from rejoinder.discussion.models import CommentState
from rejoinder.moderation.rules import RULES
from rejoinder.moderation.views.words import who_decided

register = template.Library()
register.filter("decider", who_decided)


@register.filter
def rule_title(code: str) -> str:
    """The title of a screener's rule; the code itself for one that is not ours."""
    return str(RULES.get(code, code))


@register.filter
def state_name(state: str) -> str:
    return str(CommentState(state).label)
