"""The one table of who may do what. Pure: no database."""

from __future__ import annotations

from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

Capability = Literal["write", "publish", "judge", "set_up"]


class Role(models.TextChoices):
    READER = "reader", _("Reader: comments under an account")
    AUTHOR = "author", _("Author: writes articles and submits them")
    MODERATOR = "moderator", _("Moderator: judges comments")
    EDITOR = "editor", _("Editor: publishes articles and judges comments")
    OWNER = "owner", _("Owner: everything, and sets up the site")


#: write: make and submit own articles; publish: any article, sections, pages;
#: judge: comments and threads; set_up: settings, people.
CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.READER: frozenset(),
    Role.AUTHOR: frozenset({"write"}),
    Role.MODERATOR: frozenset({"judge"}),
    Role.EDITOR: frozenset({"write", "publish", "judge"}),
    Role.OWNER: frozenset({"write", "publish", "judge", "set_up"}),
}


def may(role: Role | str | None, capability: Capability) -> bool:
    return role is not None and capability in CAPABILITIES[Role(role)]
