"""The cast: Ada edits, Ben reads and replies, Cy moderates, Olga owns, Ann writes."""

from __future__ import annotations

from dataclasses import dataclass

from rejoinder.people.actions import add_account
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Cast:
    ada: User
    ann: User
    ben: User
    cy: User
    olga: User


def make_cast(site: Site) -> Cast:
    def add(name: str, role: Role) -> User:
        return add_account(
            site=site,
            name=name,
            mail=f"{name.lower()}@example.org",
            role=role,
            password=PASSWORD,
        )

    return Cast(
        ada=add("Ada", Role.EDITOR),
        ann=add("Ann", Role.AUTHOR),
        ben=add("Ben", Role.READER),
        cy=add("Cy", Role.MODERATOR),
        olga=add("Olga", Role.OWNER),
    )
