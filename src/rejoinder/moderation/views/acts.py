"""Where the desk's forms are sent to: judging, and undoing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rejoinder.discussion.models import Comment
from rejoinder.errors import Malformed
from rejoinder.moderation import actions, queries
from rejoinder.moderation.models import Act
from rejoinder.moderation.rules import OUTCOMES
from rejoinder.moderation.views.access import needs, signed_in, way_back
from rejoinder.moderation.views.words import what_was_undone, why_left_alone
from rejoinder.text import normalise_source
from rejoinder.web.redirects import SeeOther
from rejoinder.web.requests import SiteRequest

_SEEN = re.compile(r"(\d{1,18}):([a-z]{1,10}):(\d{1,4})", re.ASCII)
_ONE = re.compile(r"([0-9a-z]{1,32}):(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Press:
    """A pressed button of the desk: the act, and the comments as they were seen."""

    act: Act
    comments: list[Comment]
    reason: str


@require_POST
@needs("judge")
def judge(request: SiteRequest) -> HttpResponse:
    """Judge one comment or the chosen ones; an erasure is asked about first."""
    press = _read_press(request)
    if not press.comments:
        messages.error(request, _("Choose one or more comments first."))
        return SeeOther(way_back(request))
    if press.act == Act.ERASE and "confirmed" not in request.POST:
        return _ask_before_erasing(request, press)
    judged = actions.judge(
        comments=press.comments,
        act=press.act,
        by=signed_in(request),
        now=timezone.now(),
        reason=press.reason,
    )
    seen = {comment.pk: comment.state for comment in press.comments}
    for one in judged.overtaken:
        messages.warning(request, why_left_alone(one, seen[one.comment.pk]))
    if not judged.decisions:
        return SeeOther(way_back(request))
    return SeeOther(way_back(request, done=judged.batch))


@require_POST
@needs("judge")
def undo(request: SiteRequest) -> HttpResponse:
    """Undo a press, or what it did to one comment (`one` is BATCH:COMMENT)."""
    one = _ONE.fullmatch(request.POST.get("one", ""))
    undone = actions.undo(
        batch=one[1] if one else normalise_source(request.POST.get("batch", "")),
        by=signed_in(request),
        now=timezone.now(),
        only=int(one[2]) if one else None,
    )
    if undone.decisions:
        messages.success(request, what_was_undone(len(undone.decisions)))
    for left in undone.overtaken:
        messages.warning(request, why_left_alone(left))
    return SeeOther(way_back(request))


def _read_press(request: SiteRequest) -> Press:
    """`one` (ACT:COMMENT) is a button of one comment, `act` one for the chosen."""
    sent = request.POST
    one = _ONE.fullmatch(sent.get("one", ""))
    act = one[1] if one else sent.get("act", "")
    chosen = {one[2]} if one else set(sent.getlist("comment"))
    if act not in set(OUTCOMES):
        raise Malformed(_("The desk knows no such act."), code="no-such-act")
    seen = [
        (int(match[1]), match[2], int(match[3]))
        for match in map(_SEEN.fullmatch, sent.getlist("seen"))
        if match and match[1] in chosen
    ]
    return Press(
        act=Act(act),
        comments=queries.as_seen(request.site, seen),
        reason=normalise_source(sent.get("reason", "")),
    )


def _ask_before_erasing(request: SiteRequest, press: Press) -> HttpResponse:
    context = {"press": press, "back": way_back(request)}
    return render(request, "moderation/confirm_erasure.html", context)
