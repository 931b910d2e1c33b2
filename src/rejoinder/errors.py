"""The kinds of refusal, and nothing else.

    Refusal
    ├── NotFound       there is no such thing, or not for you
    │   └── Gone       there was, and there will not be again
    ├── NotAllowed     there is, but you may not
    ├── Conflict       it has been done already, or has changed meanwhile
    ├── TooMuch        too fast, too long, too many
    ├── Malformed      it cannot be understood
    └── RemoteFailure  another system failed; temporary or for good

A refusal carries a stable code for programs and a text for people. It knows no
HTTP status: rejoinder.web maps kinds to responses, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refusal(Exception):
    """Something was asked for that will not be done; nothing has changed.

    `code` is stable and for programs; `message` is one sentence for people, in
    their language; `field` names the form field at fault, or is empty.
    """

    code = "refused"

    def __init__(
        self, message: str | _StrPromise, *, code: str = "", field: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        if code:
            self.code = code

    def __str__(self) -> str:
        return str(self.message)


class NotFound(Refusal):
    code = "not-found"


class Gone(NotFound):
    code = "gone"


class NotAllowed(Refusal):
    code = "not-allowed"


class Conflict(Refusal):
    code = "conflict"


class TooMuch(Refusal):
    """`retry_after_seconds` says when to try again; None: never as it is."""

    code = "too-much"

    def __init__(
        self,
        message: str | _StrPromise,
        *,
        code: str = "",
        field: str = "",
        retry_after_seconds: int | None = None,
    ) -> None:
        super().__init__(message, code=code, field=field)
        self.retry_after_seconds = retry_after_seconds


class Malformed(Refusal):
    code = "malformed"


class RemoteFailure(Refusal):
    """Another system failed; `temporary` says whether trying again may help."""

    code = "remote-failure"

    def __init__(
        self, message: str | _StrPromise, *, code: str = "", temporary: bool
    ) -> None:
        super().__init__(message, code=code)
        self.temporary = temporary
