"""What an owner does with other accounts. A site always keeps an owner who can act."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed
from rejoinder.people.actions import add_account, give_role, make_one_time_link
from rejoinder.people.models import Membership, OneTimeLink, User
from rejoinder.people.roles import Role
from rejoinder.signin.errors import LastOwner
from rejoinder.sites.models import Site


def add_person(
    *, by: User, site: Site, name: str, mail: str, role: Role, now: datetime
) -> tuple[User, str]:
    """A new account without a password, and the token of the link that sets one.

    Raises as people.add_account does.
    """
    _must_set_up(by, site)
    with transaction.atomic():
        user = add_account(site=site, name=name, mail=mail, role=role, password=None)
        return user, make_password_link(by=by, site=site, user=user, now=now)


def make_password_link(*, by: User, site: Site, user: User, now: datetime) -> str:
    """The token of a link to choose a new password; an earlier one stops working."""
    _must_set_up(by, site)
    return make_one_time_link(
        site=site, purpose=OneTimeLink.Purpose.SET_PASSWORD, user=user, now=now
    )


def change_role(*, by: User, site: Site, user: User, role: Role) -> Membership:
    """Raises LastOwner rather than leave the site without one."""
    _must_set_up(by, site)
    with transaction.atomic():
        if role != Role.OWNER:
            _must_leave_an_owner(site, user)
        return give_role(site=site, user=user, role=role)


def deactivate(*, by: User, site: Site, user: User) -> None:
    """End the account's sessions and refuse new ones; what it wrote stays.

    Raises LastOwner rather than leave the site without one.
    """
    _must_set_up(by, site)
    with transaction.atomic():
        _must_leave_an_owner(site, user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        OneTimeLink.objects.filter(user=user, used_at=None).delete()


def reactivate(*, by: User, site: Site, user: User) -> None:
    _must_set_up(by, site)
    user.is_active = True
    user.save(update_fields=["is_active"])


def _must_set_up(by: User, site: Site) -> None:
    if not by.may("set_up", site):
        raise NotAllowed(_("Only owners may do this."), code="owners-only")


def _must_leave_an_owner(site: Site, user: User) -> None:
    """Called inside the transaction: the rows are locked against a second owner
    who does the same to this one at the same time."""
    owners = Membership.objects.select_for_update().filter(site=site, role=Role.OWNER)
    active = {row.user_id for row in owners.filter(user__is_active=True)}
    if active <= {user.pk}:
        raise LastOwner
