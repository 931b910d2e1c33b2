"""Whether the database itself is sound and of this version."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from rejoinder.problems import Problem
from rejoinder.project.schema import schema_state

RESTORE = "Restore the last backup, and keep the damaged file for looking at."


def find_schema_problems() -> Iterator[Problem]:
    """What must be well before any row can be asked for."""
    state = schema_state()
    if state.unknown:
        yield Problem(
            "The database was made by a newer Rejoinder.", "Start that version."
        )
    if state.missing:
        yield Problem(
            f"The database lacks {len(state.missing)} steps of this version.",
            "Start the site once, which brings it up to date: rejoinder serve",
        )


def find_problems() -> Iterator[Problem]:
    """SQLite can be asked whether it is whole. PostgreSQL checks rows as they are
    written, and has its own tools for its files (amcheck)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for (finding,) in cursor.execute("PRAGMA integrity_check").fetchall():
            if finding != "ok":
                yield Problem(f"The database file is damaged: {finding}", RESTORE)
        for table, row, target, _key in cursor.execute(
            "PRAGMA foreign_key_check"
        ).fetchall():
            what = f"Row {row} of {table} points at a row of {target} that is gone."
            yield Problem(what, RESTORE)
