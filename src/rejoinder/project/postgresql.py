"""PostgreSQL, asked before Django is: can it be reached, and is it new enough?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rejoinder.project.environment import Environment
from rejoinder.project.refusals import CannotStart

if TYPE_CHECKING:
    import psycopg

MIN_VERSION = 14
CONNECT_TIMEOUT_SECONDS = 5

# Any number does, as long as nobody else asks this database for the same.
PREPARATION_LOCK = 0x52656A6F


@contextmanager
def postgresql_is_ready(environment: Environment) -> Iterator[None]:
    """Hold the database's own lock meanwhile: many machines may start at once.

    Raises CannotStart when it cannot be reached or is older than version 14. Does
    nothing for SQLite.
    """
    if not environment.database_url:
        yield
        return
    with _connected(environment.database_url) as connection:
        version = connection.info.server_version // 10_000
        if version < MIN_VERSION:
            raise CannotStart(
                f"This PostgreSQL is version {version}; Rejoinder needs {MIN_VERSION} "
                "or newer."
            )
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARATION_LOCK])
        yield


def _connected(database_url: str) -> psycopg.Connection:
    import psycopg  # 0.1 s of every start, for those who use it

    try:
        return psycopg.connect(
            database_url, autocommit=True, connect_timeout=CONNECT_TIMEOUT_SECONDS
        )
    except psycopg.Error as error:
        # The first line says what is wrong and carries no password.
        reason = str(error).strip().splitlines()[0]
        raise CannotStart(f"PostgreSQL cannot be reached: {reason}") from error
