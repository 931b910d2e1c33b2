"""What an export holds besides: counted, and left out with the reason."""

from __future__ import annotations

from rejoinder.moving.actions.comments import leave_comments_out
from rejoinder.moving.actions.run import Run

TAKEN_TYPES = {"post", "page", "attachment", "nav_menu_item"}


def count_others(run: Run) -> None:
    others = [name for name in run.staging.types() if name not in TAKEN_TYPES]
    for _channel, item in run.staging.items(*others):
        run.report.leave_out("other", f"of the type “{item.type or 'none'}”")
        reason = f"below something of the type “{item.type}”"
        leave_comments_out(run, item.ordinal, reason, lambda: None)
    for _channel, item in run.staging.items("attachment", "nav_menu_item"):
        if run.staging.has_comments(item.ordinal):
            reason = "on the own page of a picture or file"
            leave_comments_out(run, item.ordinal, reason, lambda: None)
    for channel, _value in run.staging.channels():
        for term in run.staging.terms(channel, "term"):
            if term.taxonomy != "nav_menu":
                reason = f"of the taxonomy “{term.taxonomy or 'none'}”"
                run.report.leave_out("other", reason)
