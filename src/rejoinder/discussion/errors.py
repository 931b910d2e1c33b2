"""What discussion refuses, each with a stable code and a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rejoinder.errors import Conflict, Malformed, NotAllowed, NotFound, TooMuch


class ThreadNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("There is no conversation here, or not any more."), code="no-thread"
        )


class CommentNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such comment."), code="no-comment")


class ThreadClosed(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Comments are closed here."), code="thread-closed")


class ParentHidden(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("The comment you are answering is not here any more."),
            code="parent-hidden",
            field="comment_parent",
        )


class AccountsOnly(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Only people with an account may comment here. Please log in."),
            code="accounts-only",
        )


class DuplicateComment(Conflict):
    """`number` is the comment's that says the same already."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("It looks as though you have said that already."),
            code="duplicate",
            field="comment",
        )
        self.number = number


class TooFast(TooMuch):
    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            ngettext(
                "You are posting comments too quickly. Try again in %(n)d second.",
                "You are posting comments too quickly. Try again in %(n)d seconds.",
                wait_seconds,
            )
            % {"n": wait_seconds},
            code="too-fast",
            retry_after_seconds=wait_seconds,
        )


class UnusableFields(Malformed):
    """One or more fields need another look; `mistakes` has each, with its field."""

    def __init__(self, mistakes: Sequence[Malformed]) -> None:
        first = mistakes[0]
        super().__init__(first.message, code=first.code, field=first.field)
        self.mistakes = tuple(mistakes)
