"""What changed while a page was being made.

A *moment* is a number that grows with each batch of changes that this store takes in.
A render notes the moment before its first query; each tag that changes gets a *mark*
with the moment of it. When the page is put in place, a mark of one of its tags that is
later than its beginning means: it may have been read before that. Positions of the log
would not do for this: whoever renders may see the database further on, or (another
process, a replica) less far, than the builder has read the log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping

#: A render takes milliseconds; one that began so long ago is not published.
ARE_KEPT_SECONDS = 600.0


def note(
    db: sqlite3.Connection, changed: Iterable[str], removed: Iterable[str], now: float
) -> None:
    """A new moment, at which these changed or are not to be seen any more."""
    moment = _state(db, "moment") + 1
    _set(db, "moment", moment)
    db.executemany(
        "INSERT INTO mark VALUES (?, ?, 0, ?) ON CONFLICT (tag) DO UPDATE SET"
        " changed = excluded.changed, at = excluded.at",
        [(tag, moment, now) for tag in changed],
    )
    db.executemany(
        "INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)",
        [(tag, moment, moment, now) for tag in removed],
    )
    _forget(db, now - ARE_KEPT_SECONDS)


def may_show_what_is_gone(
    db: sqlite3.Connection, tags: Collection[str], began: int
) -> bool:
    """Whether something of the page was taken out since, for all that is known."""
    (removed,) = db.execute(
        f"SELECT max(removed) FROM mark WHERE tag IN ({_places(tags)})", [*tags]
    ).fetchone()
    return began < max(_state(db, "forgotten"), removed or 0)


def least_slack_since(
    db: sqlite3.Connection, tags: Mapping[str, float], began: int
) -> float | None:
    """How long the page may stay without what changed since; None if nothing did."""
    changed = db.execute(
        f"SELECT tag FROM mark WHERE changed > ? AND tag IN ({_places(tags)})",
        [began, *tags],
    )
    return min((tags[tag] for (tag,) in changed), default=None)


def _forget(db: sqlite3.Connection, before: float) -> None:
    """Renders that began before the last mark that goes cannot be judged any more."""
    old = "SELECT max(changed) FROM mark WHERE at < ?"
    (last,) = db.execute(old, [before]).fetchone()
    if last is not None:
        _set(db, "forgotten", max(last, _state(db, "forgotten")))
        db.execute("DELETE FROM mark WHERE at < ?", [before])


def _places(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _state(db: sqlite3.Connection, key: str) -> int:
    found = db.execute("SELECT value FROM state WHERE key = ?", [key]).fetchone()
    return int(found[0])


def _set(db: sqlite3.Connection, key: str, value: int) -> None:
    db.execute("UPDATE state SET value = ? WHERE key = ?", [value, key])
