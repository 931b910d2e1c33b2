"""What signing in refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rejoinder.errors import Conflict, NotAllowed, TooMuch


class WrongCredentials(NotAllowed):
    """One sentence for unknown, wrong, password-less and deactivated alike."""

    def __init__(self) -> None:
        super().__init__(
            _("This mail address and password do not belong together."),
            code="wrong-credentials",
        )


class TooManyAttempts(TooMuch):
    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            _("There were too many tries to log in."),
            code="too-many-attempts",
            retry_after_seconds=wait_seconds,
        )


class LastOwner(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _("This is the only owner. Make somebody else an owner first."),
            code="last-owner",
        )
