"""The folder of everything that a site keeps. Needs no Django."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rejoinder.project.refusals import CannotStart

# An empty site takes 15 MB, static files and the database's log included.
MIN_FREE_BYTES = 64 * 1024 * 1024

DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def make_data_folder(path: Path) -> None:
    """Make the folder, for its owner only, and prove that it can be written.

    Raises CannotStart in one sentence otherwise.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as file:
            file.write(b"can this be written?")
            file.flush()
    except OSError as error:
        raise CannotStart(_sentence(path, error)) from error
    free = shutil.disk_usage(path).free
    if free < MIN_FREE_BYTES:
        raise CannotStart(
            f"The disk of {path} is full: {free // 1024**2} MB are free, "
            f"{MIN_FREE_BYTES // 1024**2} MB are needed. Make room, then start again."
        )


def need_data_folder(path: Path) -> None:
    """Raise CannotStart where no site has been made yet."""
    if not (path / "keys").is_dir():
        raise CannotStart(
            f"There is no site in {path}. Name its folder with --data, or make one: "
            f"rejoinder serve --data {path}"
        )


def _sentence(path: Path, error: OSError) -> str:
    if error.errno in DISK_IS_FULL:
        return f"The disk of {path} is full. Make room, then start again."
    return (
        f"The data folder {path} cannot be written: {error.strerror}. Give this "
        "account the right to, or name another folder with --data."
    )


@contextmanager
def preparation_lock(path: Path, when_waiting: Callable[[], None]) -> Iterator[None]:
    """Only one process prepares a site at a time. The kernel frees a dead one's lock.

    `when_waiting` is called once if another process has it.
    """
    descriptor = os.open(path / "preparing.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
