"""Whose turn it is to write: one transaction at a time, in about the order of asking.

SQLite would see to the one, but not to the order: its waiting writers sleep longer and
longer, and whoever comes while they do goes first (the slowest of a hundred waited for
a second). A thread waits here for the others of its process, then the process for the
others: that lock is the kernel's, and ends with a process that is killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
import weakref
from pathlib import Path

# Between two looks whether another process has ended its turn: next to nothing beside
# the milliseconds that a transaction takes.
PAUSE_SECONDS = 0.0005


class Turns:
    """The turns to write one database file, for the threads of this process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = -1
        _all_turns.add(self)

    def forget(self) -> None:
        """A forked process would share its parent's turn, as it shares open files."""
        self._lock = threading.Lock()
        self._close()

    def take(self, timeout_seconds: float) -> bool:
        """Wait for a turn; whether there was one in time.

        Without one the caller goes on all the same: SQLite then decides by itself, and
        refuses to wait for ever.
        """
        until = time.monotonic() + timeout_seconds
        if not self._lock.acquire(timeout=timeout_seconds):
            return False
        try:
            is_ours = self._wait_for_other_processes(until)
        except OSError:  # a folder that may not be written, a disk that cannot lock
            is_ours = False
        if not is_ours:
            self._lock.release()
        return is_ours

    def end(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._lock.release()

    def _wait_for_other_processes(self, until: float) -> bool:
        while True:
            if self._file < 0:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(PAUSE_SECONDS)
            else:
                if self._is_still_there():
                    return True
                self._close()

    def _is_still_there(self) -> bool:
        """Whether others would lock the same file: it may have been deleted with its
        folder, and made anew."""
        with contextlib.suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._file), os.stat(self._path))
        return False

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


_all_turns: weakref.WeakSet[Turns] = weakref.WeakSet()


def _forget_all() -> None:
    for turns in _all_turns:
        turns.forget()


os.register_at_fork(after_in_child=_forget_all)
