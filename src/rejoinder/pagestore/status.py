"""How the store is, in figures: for the command line, the owner's page and doctor."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass

from rejoinder.pagestore.log import Position, entries_behind
from rejoinder.pagestore.models import Follower
from rejoinder.pagestore.purging import follower_name
from rejoinder.pagestore.store import PageStore
from rejoinder.pagestore.store_folder import RESERVE_BYTES


@dataclass(frozen=True)
class Status:
    """`stale` pages wait to be renewed, the longest for `stale_seconds`. `behind`
    counts changes of the log that were not taken in. `connected_seconds` is how long
    ago the log was read, `held_back_seconds` since when a transaction somewhere keeps
    our position from moving, `unpurged` counts changes that a cache in front was not
    told of, if there is one. None: there is nothing to say. `free_bytes` is what the
    disk of the store has left: looked at and not noted, as a full one takes no note.
    """

    pages: int
    bytes: int
    stale: int
    stale_seconds: float | None
    behind: int
    connected_seconds: float | None
    held_back_seconds: float | None
    unpurged: int | None
    free_bytes: int

    @property
    def is_full(self) -> bool:
        """Whether pages are likely to stay as they are for want of room."""
        return self.free_bytes < RESERVE_BYTES


def store_status(store: PageStore) -> Status:
    now = time.time()
    size = store.size
    stale, since = store.index.stale_count
    held = store.index.state("held_back_since")
    return Status(
        pages=size.pages,
        bytes=size.bytes,
        stale=stale,
        stale_seconds=now - since if since is not None else None,
        behind=entries_behind(_position(store)),
        connected_seconds=now - store.connected_at if store.connected_at else None,
        held_back_seconds=now - float(str(held)) if held else None,
        unpurged=_unpurged(store),
        free_bytes=shutil.disk_usage(store.folder).free,
    )


def _unpurged(store: PageStore) -> int | None:
    row = Follower.objects.filter(name=follower_name(store)).first()
    if row is None:
        return None
    return entries_behind(Position(row.position_transaction, row.position_id))


def _position(store: PageStore) -> Position | None:
    kept = store.index.state("position")
    return Position.read(kept) if isinstance(kept, str) else None
