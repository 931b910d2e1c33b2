"""Reads of accounts for the pages of this room."""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed, NotFound
from rejoinder.people.models import Membership, User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site

RANKS = [Role.OWNER, Role.EDITOR, Role.MODERATOR, Role.AUTHOR, Role.READER]


def people_of(site: Site, *, asked_by: User) -> QuerySet[Membership]:
    """All accounts of the site with their roles, staff first. For owners only."""
    _must_set_up(site, asked_by)
    ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(RANKS)]
    return (
        Membership.objects.filter(site=site)
        .select_related("user")
        .annotate(rank=Case(*ranks, default=Value(len(RANKS))))
        .order_by("rank", "user__name", "pk")
    )


def person_of(site: Site, user_id: int, *, asked_by: User) -> Membership:
    """Raises NotFound for an account that has no role on this site."""
    _must_set_up(site, asked_by)
    row = Membership.objects.filter(site=site, user_id=user_id).select_related("user")
    membership = row.first()
    if membership is None:
        raise NotFound(_("There is no such account."))
    return membership


def _must_set_up(site: Site, user: User) -> None:
    if not user.may("set_up", site):
        raise NotAllowed(_("Only owners may see this."), code="owners-only")
