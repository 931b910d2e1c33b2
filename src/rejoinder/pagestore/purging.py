"""Tell a cache in front of the site which tags have changed: a follower of the log.

Each tag is purged as soon as it is read, and again when this machine's builder is
through with it: what the cache has fetched in between may be a page of before. Only
then does the position move, which is kept in the database.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rejoinder.pagestore.log import Following, Position, keep_position, kept_following
from rejoinder.pagestore.store import PageStore

#: Asks the cache to forget all pages with these tags. Raises OSError if it did not.
Purge = Callable[[Iterable[str]], None]

#: Of one request: Fastly takes 256 keys, Varnish headers of 8,192 bytes.
MOST_TAGS = 256
MOST_CHARACTERS = 4_000
#: More than so many at a time are purged as the whole site.
MANY = 2_000
#: The builder looks each second; what it read so long after us it read with our eyes.
SECONDS_UNTIL_READ = 2.0
SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_BETWEEN_POSITIONS = 5.0
FIRST_RETRY_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 60.0


@dataclass
class _Batch:
    """What one look at the log has found, and where the follower was then."""

    tags: list[str]
    read_at: float
    position: Position
    epoch: UUID
    is_purged: bool = False


class Purger:
    """`everything` gives the tags that together stand on every page."""

    def __init__(
        self,
        store: PageStore,
        purge: Purge,
        everything: Callable[[], Iterable[str]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._purge = purge
        self._everything = everything
        self._clock = clock
        self._following: Following | None = None
        self._batches: deque[_Batch] = deque()
        self._kept_at = 0.0
        self._failures = 0

    @property
    def name(self) -> str:
        """As the table of followers has it."""
        return follower_name(self._store)

    def turn(self, now: datetime) -> float:
        """Purge what has changed; seconds until the next turn.

        Raises OSError while the cache cannot be told, and DatabaseError while there is
        no database; both are tried again with the next turn.
        """
        self._read()
        for batch in self._batches:
            if not batch.is_purged:
                self._send(batch.tags)
                batch.is_purged = True
        while self._batches and self._is_settled(self._batches[0]):
            batch = self._batches[0]
            self._send(batch.tags)
            self._keep(batch, now)
            self._batches.popleft()
        if not self._batches and self._following is not None:
            self._keep(self._following, now, SECONDS_BETWEEN_POSITIONS)
        self._failures = 0
        return SECONDS_BETWEEN_LOOKS

    def seconds_until_retry(self) -> float:
        """After a turn that failed: twice as long each time, up to a minute."""
        self._failures += 1
        doubled: float = FIRST_RETRY_SECONDS * 2 ** min(self._failures - 1, 10)
        return min(doubled, LONGEST_RETRY_SECONDS)

    def _read(self) -> None:
        read_at = self._clock()
        is_new = self._following is None
        following = self._following or kept_following(self.name)
        starts_afresh = is_new and following.starts_afresh
        entries = following.read()
        tags = [e.tag for e in entries if e.is_removal]
        tags += [e.tag for e in entries if not e.is_removal]
        tags = list(dict.fromkeys(tags))
        if starts_afresh or following.starts_afresh or len(tags) > MANY:
            tags = list(self._everything())
        self._following = following
        if tags:
            place = following.position, following.epoch
            self._batches.append(_Batch(tags, read_at, *place))

    def _is_settled(self, batch: _Batch) -> bool:
        """Whether nothing of before is handed out here any more."""
        if self._store.connected_at < batch.read_at + SECONDS_UNTIL_READ:
            return False
        _count, since = self._store.index.stale_count
        return since is None or since > batch.read_at + SECONDS_UNTIL_READ

    def _send(self, tags: Iterable[str]) -> None:
        for some in requests_of(tags):
            self._purge(some)

    def _keep(
        self, place: _Batch | Following, now: datetime, at_least: float = 0
    ) -> None:
        if self._clock() - self._kept_at >= at_least:
            keep_position(self.name, place, now)
            self._kept_at = self._clock()


def follower_name(store: PageStore) -> str:
    return f"purges of {store.node}"


def requests_of(tags: Iterable[str]) -> Iterator[list[str]]:
    """In the same order, as many at a time as a header holds."""
    some: list[str] = []
    size = 0
    for tag in tags:
        if some and (len(some) == MOST_TAGS or size + len(tag) >= MOST_CHARACTERS):
            yield some
            some, size = [], 0
        some.append(tag)
        size += len(tag) + 1
    if some:
        yield some
