"""The cast: Ada edits, Ben reads and replies, Cy moderates, Olga owns, Ann writes."""

from __future__ import annotations

from functools import cached_property

from rejoinder.people.actions import add_account
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site

PASSWORD = "correct horse battery staple"


class Cast:
    """Each is added when first asked for, by the action that people use: a test needs
    two of them or none."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def ada(self) -> User:
        return self._add("Ada", Role.EDITOR)

    @cached_property
    def ann(self) -> User:
        return self._add("Ann", Role.AUTHOR)

    @cached_property
    def ben(self) -> User:
        return self._add("Ben", Role.READER)

    @cached_property
    def cy(self) -> User:
        return self._add("Cy", Role.MODERATOR)

    @cached_property
    def olga(self) -> User:
        return self._add("Olga", Role.OWNER)

    def everybody(self) -> Cast:
        """All at once, for tests that look for them by mail address or in a list."""
        for member in ("ada", "ann", "ben", "cy", "olga"):
            getattr(self, member)
        return self

    def _add(self, name: str, role: Role) -> User:
        return add_account(
            site=self._site,
            name=name,
            mail=f"{name.lower()}@example.org",
            role=role,
            password=PASSWORD,
        )
