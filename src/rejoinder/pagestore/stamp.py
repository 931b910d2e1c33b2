"""A number in shared memory that is another one after each change of the stored pages.

A reader that keeps pages in its memory asks it at each hit: 50 ns, where a question to
the file system costs a microsecond and, which is far worse, the interpreter's lock.
"""

from __future__ import annotations

import mmap
import os
import secrets
from contextlib import suppress
from pathlib import Path

_BYTES = 8


class Stamp:
    """The number in `file`, shared by all processes of this machine.

    It is drawn anew, not counted up: two processes that change it at once would count
    to the same number, and a reader would miss one of them.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._number: memoryview | None = None
        self._inode = 0

    @property
    def value(self) -> int | None:
        """None: there is no such file, and nothing is known."""
        return None if self._number is None else self._number[0]

    def look(self) -> None:
        """Take up the file that lies there now: the store may be deleted and made anew
        while its readers go on. To be called now and then, and before `renew`."""
        try:
            if self._number is None or os.stat(self._file).st_ino != self._inode:
                self._open()
        except OSError:
            self._number = None

    def renew(self) -> None:
        """Tell every reader that something is not as it was. After it was changed:
        who looks before that must look again."""
        self.look()
        if self._number is None:
            with suppress(OSError):
                self._make()
        if self._number is not None:
            self._number[0] = secrets.randbits(63)

    def _open(self) -> None:
        with open(self._file, "r+b") as file:
            memory = mmap.mmap(file.fileno(), _BYTES)
            self._inode = os.fstat(file.fileno()).st_ino
        # One machine word: it is written and read whole.
        self._number = memoryview(memory).cast("Q")

    def _make(self) -> None:
        """Whole at once: a reader must not find it empty."""
        aside = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}")
        aside.write_bytes(secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):
            os.link(aside, self._file)
        aside.unlink()
        self._open()
