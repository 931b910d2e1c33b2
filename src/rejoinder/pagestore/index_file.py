"""The file of the index: its tables, and connections to it that outlive accidents.

The store may be deleted and made anew under running processes, processes are forked,
disks get full. Whatever happens to the file, whoever uses it gets `Unusable` or the
file that lies there now, never an old one.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rejoinder.turns import Turns

_SCHEMA = """
CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    site INTEGER NOT NULL,
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    began INTEGER NOT NULL DEFAULT 0,
    built_at REAL NOT NULL DEFAULT 0,
    read_at REAL NOT NULL DEFAULT 0,
    fresh_until REAL,
    stale_since REAL,
    due_at REAL,
    tries INTEGER NOT NULL DEFAULT 0,
    UNIQUE (site, path)
);
CREATE INDEX page_due ON page (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX page_fresh ON page (fresh_until) WHERE fresh_until IS NOT NULL;
CREATE INDEX page_read ON page (read_at);
CREATE TABLE page_tag (
    tag TEXT NOT NULL, page INTEGER NOT NULL, slack REAL NOT NULL,
    PRIMARY KEY (tag, page)
) WITHOUT ROWID;
CREATE INDEX page_tag_page ON page_tag (page);
CREATE TABLE mark (
    tag TEXT PRIMARY KEY, changed INTEGER NOT NULL, removed INTEGER NOT NULL,
    at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX mark_at ON mark (at);
CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO state VALUES ('moment', 0), ('forgotten', 0), ('bytes', 0), ('pages', 0);
PRAGMA user_version = 1;
"""
VERSION = 1

#: For a turn, and then for SQLite itself: transactions take milliseconds.
TIMEOUT_SECONDS = 10.0
#: What SQLite calls a file that is none of its own, or not any more.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Unusable(OSError):
    """The index is not there, or cannot be written: a full disk, a deleted folder."""


class _Connection:
    """A thread's own; closed with the thread, or when the file is another one."""

    def __init__(self, file: Path, mode: str) -> None:
        address = f"{file.absolute().as_uri()}?mode={mode}"
        # The last to let go of it may be another thread, which closes it.
        self.db = sqlite3.connect(
            address,
            uri=True,
            timeout=TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        # Opening took nothing but the name; now the file and its log are open too.
        self.db.execute("SELECT 1 FROM sqlite_master").fetchone()
        # With the power gone the store starts afresh: nothing waits for the disk.
        self.db.execute("PRAGMA synchronous = OFF")
        self.status = os.stat(file)

    def __del__(self) -> None:
        with suppress(AttributeError):  # it was never opened
            self.db.close()


class IndexFile:
    """The database in `file`, for all threads of this process."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._turns = Turns(file.with_name("turns"))
        self._local = threading.local()
        _all_files.add(self)

    def make(self, moment: int) -> None:
        """Make the tables in a new file. Within `alone`."""
        with _understood(self):
            connection = _Connection(self.file, "rwc")
            connection.db.execute("PRAGMA journal_mode = WAL")
            with _transaction(connection.db):
                for statement in _SCHEMA.split(";\n"):
                    connection.db.execute(statement)
                connection.db.execute(
                    "UPDATE state SET value = ? WHERE key IN ('moment', 'forgotten')",
                    [moment],
                )

    @property
    def is_usable(self) -> bool:
        try:
            return bool(self.ask("PRAGMA user_version") == [(VERSION,)])
        except OSError:
            return False

    def close(self) -> None:
        """Close this thread's connection; the next question opens one."""
        self._local.__dict__.clear()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nobody writes, in any process. SQLite's own waiting is unfair: with
        six writers the slowest of a hundred waited half a second (see `Turns`)."""
        has_turn = self._turns.take(TIMEOUT_SECONDS)
        try:
            yield
        finally:
            if has_turn:
                self._turns.end()

    def ask(self, question: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of an answer. Readers wait for nobody."""
        with _understood(self):
            if not self._is_open():
                with self.alone():
                    self._open()
            found: list[Any] = self._local.connection.db.execute(
                question, values
            ).fetchall()
            return found

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One that writes: all of it or nothing is there afterwards."""
        with _understood(self), self.alone():
            if not self._is_open():
                self._open()
            db: sqlite3.Connection = self._local.connection.db
            with _transaction(db):
                yield db

    def _is_open(self) -> bool:
        """Whether this thread has a connection to the file that lies there now."""
        connection = getattr(self._local, "connection", None)
        with suppress(FileNotFoundError):
            status = os.stat(self.file)
            return connection is not None and os.path.samestat(
                connection.status, status
            )
        return False

    def _open(self) -> None:
        """Only `alone`: were the file replaced between SQLite's opening it and its log,
        the old one would be taken for the new one's."""
        self.close()
        self._local.connection = _Connection(self.file, "rw")


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite may have done it already.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def _understood(index: IndexFile) -> Iterator[None]:
    """SQLite's troubles as one of ours. A damaged file is taken away: it is of no use
    to anybody, and the next start of the store makes another."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
            with suppress(OSError):
                index.file.unlink()
        raise Unusable(f"The index of stored pages: {error}") from error


_all_files: weakref.WeakSet[IndexFile] = weakref.WeakSet()


def _close_all() -> None:
    """SQLite's locks are a process's: a connection that was open in the parent would
    have the child believe in locks that it does not hold."""
    for index in list(_all_files):
        index.close()


os.register_at_fork(before=_close_all)
