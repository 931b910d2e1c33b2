"""Changing one's own password."""

from __future__ import annotations

from rejoinder.people.models import User


def change_password(*, user: User, password: str) -> None:
    """Set it. Every other session of the account ends, since it is bound to it."""
    user.set_password(password)
    user.save(update_fields=["password"])
