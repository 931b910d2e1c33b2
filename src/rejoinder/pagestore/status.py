"""How the store is, in figures: for the command line, the owner's page and doctor."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rejoinder.pagestore.log import Position, entries_behind
from rejoinder.pagestore.models import Follower
from rejoinder.pagestore.purging import follower_name
from rejoinder.pagestore.store import PageStore


@dataclass(frozen=True)
class Status:
    """`stale` pages wait to be renewed, the longest for `stale_seconds`. `behind`
    counts changes of the log that were not taken in. `connected_seconds` is how long
    ago the log was read, `held_back_seconds` since when a transaction somewhere keeps
    our position from moving, `unpurged` counts changes that a cache in
    front was not told of, if there is one. None: there is nothing to say."""

    pages: int
    bytes: int
    stale: int
    stale_seconds: float | None
    behind: int
    connected_seconds: float | None
    held_back_seconds: float | None
    unpurged: int | None = None


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
    )


def _unpurged(store: PageStore) -> int | None:
    row = Follower.objects.filter(name=follower_name(store)).first()
    if row is None:
        return None
    return entries_behind(Position(row.position_transaction, row.position_id))


def _position(store: PageStore) -> Position | None:
    kept = store.index.state("position")
    return Position.read(kept) if isinstance(kept, str) else None
