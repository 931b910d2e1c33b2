"""The builder: follows the log, and renews the pages that are being read."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from rejoinder.pagestore.log import Entry, Following, Position, keep_position
from rejoinder.pagestore.rows import Row
from rejoinder.pagestore.store import PageStore

logger = logging.getLogger(__name__)

#: `published`: it is there. `gone`: no such page any more, or none that is kept.
#: `overtaken`: what it shows was taken out meanwhile. `failed`: the old one stays.
Outcome = Literal["published", "gone", "overtaken", "failed"]
Build = Callable[[int, str], Outcome]
#: Several pages, each told as it is done.
BuildMany = Callable[
    [Sequence[tuple[int, str]]], Iterable[tuple[tuple[int, str], Outcome]]
]

#: A page takes at most this share of a processor, however often it changes: after a
#: build of 15 ms it rests for 60.
REST_IN_BUILDS = 4.0
SHORTEST_REST_SECONDS = 0.05
#: Pages built before the log is looked at again.
BUILT_AT_ONCE = 8
#: So many at a time are work for all processors: the whole site has another look.
MANY = 200
LONGEST_WAIT_SECONDS = 1.0
FIRST_RETRY_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 60.0
#: How often the log is told how far we are.
SECONDS_BETWEEN_POSITIONS = 5.0


class Builder:
    """One a machine. `build` makes a page and publishes it; see project.storing."""

    def __init__(
        self,
        store: PageStore,
        build: Build,
        build_many: BuildMany,
        *,
        most_bytes: int,
    ) -> None:
        self._store = store
        self._build = build
        self._build_many = build_many
        self._most_bytes = most_bytes
        self._following: Following | None = None
        #: Read and not taken in yet: they stay so while the disk is full.
        self._news: list[Entry] = []
        self._starts_afresh = False
        self._rests_until: dict[int, float] = {}
        self._position_kept_at = 0.0
        #: Whether the last look at the log found anything.
        self.has_news = False

    def turn(self, now: datetime) -> float:
        """Take in what changed, renew some of what is due; seconds until the next turn.

        Raises DatabaseError while there is no database: nothing is lost by it.
        """
        following = self.catch_up()
        self._tell_position(following, now)
        self._store.index.set_outdated_stale(time.time())
        return self._renew()

    def catch_up(self) -> Following:
        """Take in what changed; nothing is renewed yet."""
        following = self._follow()
        self._news += following.read()
        entries = self._news
        self._starts_afresh |= following.starts_afresh
        if self._starts_afresh:
            self._throw_away()
        removed = {entry.tag for entry in entries if entry.is_removal}
        changed = {entry.tag for entry in entries} - removed
        if removed:
            self._store.take_out(removed)
        if changed:
            self._store.take_in(changed)
        if entries or self._starts_afresh:
            self._keep(following)
        self.has_news = bool(entries)
        self._news, self._starts_afresh = [], False
        self._store.say_connected(following.held_back_since)
        return following

    def _follow(self) -> Following:
        if self._following is None:
            kept = self._store.index.state("position")
            epoch = self._store.index.state("epoch")
            position = Position.read(kept) if isinstance(kept, str) else None
            following = Following(position, UUID(str(epoch)) if epoch else None)
            if following.starts_afresh:
                self._throw_away()
            self._keep(following)
            self._following = following
        return self._following

    def _throw_away(self) -> None:
        """What is stored cannot be brought up to date: too much of the log is gone, or
        it is that of another database."""
        if self._store.size.pages:
            logger.info("The page store starts afresh: it cannot follow the log")
            self._store.start_afresh()
            self._store.empty_rubbish()

    def _keep(self, following: Following) -> None:
        self._store.index.set_state(
            position=str(following.position), epoch=str(following.epoch)
        )

    def _tell_position(self, following: Following, now: datetime) -> None:
        if time.monotonic() - self._position_kept_at > SECONDS_BETWEEN_POSITIONS:
            self._position_kept_at = time.monotonic()
            keep_position(f"pages of {self._store.node}", following, now)
            self._store.shrink(self._most_bytes)

    def _renew(self) -> float:
        now = time.time()
        due = self._store.index.due(now, 1_000)
        ready = [row for row in due if self._rests_until.get(row.id, 0) <= now]
        if len(ready) >= MANY:
            self._renew_many(ready)
            return 0
        for row in ready[:BUILT_AT_ONCE]:
            self._renew_page(row)
        if len(ready) > BUILT_AT_ONCE:
            return 0
        self._forget_rests(now)
        return self._seconds_until_next(due)

    def _renew_page(self, row: Row) -> None:
        began = time.perf_counter()
        outcome = self._build(row.site, row.path)
        took = time.perf_counter() - began
        rest = max(took * REST_IN_BUILDS, SHORTEST_REST_SECONDS)
        self._rests_until[row.id] = time.time() + rest
        self._settle(row, outcome)

    def _renew_many(self, rows: Sequence[Row]) -> None:
        """What must not be seen is taken out meanwhile as well."""
        by_page = {(row.site, row.path): row for row in rows}
        looked_at = time.monotonic()
        for page, outcome in self._build_many(list(by_page)):
            self._settle(by_page[page], outcome)
            if time.monotonic() - looked_at > SHORTEST_REST_SECONDS:
                self.catch_up()
                looked_at = time.monotonic()

    def _settle(self, row: Row, outcome: Outcome) -> None:
        """A page that is published is not due any more; the others are dealt with."""
        if outcome == "gone":
            self._store.remove([row])
        elif outcome == "overtaken":
            self._store.index.put_off(row.id, time.time())
        elif outcome == "failed":
            tries = self._store.index.put_off(row.id, time.time() + FIRST_RETRY_SECONDS)
            wait = min(FIRST_RETRY_SECONDS * 2**tries, LONGEST_RETRY_SECONDS)
            self._store.index.put_off(row.id, time.time() + wait)
            logger.error("The page %s is not renewed; the old one stays", row.path)

    def _forget_rests(self, now: float) -> None:
        if len(self._rests_until) > 10_000:
            kept = {i: until for i, until in self._rests_until.items() if until > now}
            self._rests_until = kept

    def _seconds_until_next(self, due: list[Row]) -> float:
        now = time.time()
        times = [self._rests_until.get(row.id, now) for row in due]
        if (next_due := self._store.index.next_due_at) is not None and not due:
            times.append(next_due)
        earliest = min(times, default=now + LONGEST_WAIT_SECONDS)
        return min(max(earliest - now, 0), LONGEST_WAIT_SECONDS)
