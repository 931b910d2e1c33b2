"""Who is about to speak, as far as this browser proves it."""

from __future__ import annotations

from dataclasses import dataclass

from rejoinder.discussion.queries import Viewer
from rejoinder.people.models import Person, User
from rejoinder.people.queries import guest_of_device_key
from rejoinder.web import cookies
from rejoinder.web.requests import SiteRequest

GUEST_COOKIE = cookies.GUEST
GUEST_COOKIE_SECONDS = 365 * 24 * 3600  # as WordPress has it since 6.6


@dataclass(frozen=True)
class Writer:
    """`user` for a signed-in account, `guest` for a remembered one, or neither."""

    user: User | None = None
    guest: Person | None = None

    @property
    def name(self) -> str:
        if self.user:
            return self.user.name
        return self.guest.name if self.guest else ""


def who_is_writing(request: SiteRequest) -> Writer:
    """No query for a reader without cookies of ours."""
    if request.user.is_authenticated:
        return Writer(user=request.user)
    key = request.COOKIES.get(GUEST_COOKIE, "")
    guest = guest_of_device_key(site=request.site, device_key=key) if key else None
    return Writer(guest=guest)


def viewer_of(writer: Writer, waiting_numbers: frozenset[int] = frozenset()) -> Viewer:
    """Whose waiting comments this reader may see."""
    ids: frozenset[int] = frozenset()
    if writer.user is not None:
        ids = frozenset(writer.user.persons.values_list("pk", flat=True))
    elif writer.guest is not None:
        ids = frozenset({writer.guest.pk})
    return Viewer(person_ids=ids, waiting_numbers=waiting_numbers)
