"""Whether this machine still hears of what changes."""

from __future__ import annotations

import time

from rejoinder.pagestore.store import PageStore

#: The builder reads the log at least once a second while there is a database.
BEHIND_AFTER_SECONDS = 10.0
SECONDS_BETWEEN_LOOKS = 1.0

#: For whoever looks after the machines: for how long the log was not read.
BEHIND = "rejoinder-behind"


class Contact:
    """Cut off from the database, pages are served as they are, and say so. Those with
    comments not for ever: any of these may have been hidden meanwhile."""

    def __init__(self, store: PageStore, offline_seconds: float) -> None:
        self._store = store
        self._offline_seconds = offline_seconds
        self._good_until = 0.0
        self._behind = 0.0
        #: To be added to every stored page.
        self.headers: list[tuple[str, str]] = []

    def is_lost(self, shows_people: bool) -> bool:
        """Whether such a page must not be served any more."""
        now = time.monotonic()
        if now >= self._good_until:
            self._good_until = now + SECONDS_BETWEEN_LOOKS
            self._look()
        return shows_people and self._behind > self._offline_seconds

    def _look(self) -> None:
        connected_at = self._store.connected_at
        self._behind = time.time() - connected_at if connected_at else 0.0
        is_behind = self._behind > BEHIND_AFTER_SECONDS
        self.headers = [(BEHIND, str(round(self._behind)))] if is_behind else []
