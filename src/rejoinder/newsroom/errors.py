"""What the newsroom refuses and others ask about by name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rejoinder.errors import NotFound


class NoSuchList(NotFound):
    """No section, tag or writer is found at this address; an old one may have been."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing at this address."), code="no-such-list")
