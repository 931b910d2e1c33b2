"""Who may judge and set up, asked by every action of this room before it writes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed
from rejoinder.people.models import User
from rejoinder.sites.models import Site


def must_judge(by: User, site: Site) -> None:
    if not by.may("judge", site):
        raise NotAllowed(_("Only moderators may do this."), code="moderators-only")


def must_set_up(by: User, site: Site) -> None:
    if not by.may("set_up", site):
        raise NotAllowed(_("Only owners may do this."), code="owners-only")
