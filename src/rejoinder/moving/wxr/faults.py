"""Faults of a file, and the one sentence in which they are refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rejoinder.errors import Malformed, Refusal, TooMuch


class Fault(Exception):
    """What is wrong with a document, before it is known which file that is in.

    `cannot_mend` says why --repair does not help, in the words after "--repair".
    """

    def __init__(
        self, reason: str, line: int | None = None, *, cannot_mend: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.cannot_mend = cannot_mend


class PastLimit(Fault):
    """More than we read; see `limits`."""


def refusal(
    file: str, fault: Fault, *, is_mendable: bool = False, was_mending: bool = False
) -> Refusal:
    """The fault as people read it: FILE, line N: reason; what --repair does about it.

    `is_mendable`: --repair gets past this place. `was_mending`: it was asked to.
    """
    reason = fault.reason
    if is_mendable:
        reason = _("%(reason)s; --repair mends that") % {"reason": reason}
    elif was_mending and fault.cannot_mend:
        reason = _("%(reason)s; --repair %(cannot_mend)s") % {
            "reason": reason,
            "cannot_mend": fault.cannot_mend,
        }
    facts = {"file": file, "line": fault.line, "reason": reason}
    if fault.line is None:
        sentence = _("%(file)s: %(reason)s") % facts
    else:
        sentence = _("%(file)s, line %(line)d: %(reason)s") % facts
    return TooMuch(sentence) if isinstance(fault, PastLimit) else Malformed(sentence)


def shown(name: str) -> str:
    """A file's name as it may be printed: names in a zip may hold control codes."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
