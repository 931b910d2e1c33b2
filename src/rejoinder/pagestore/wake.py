"""Wake the builder of this machine: a pipe with a name, in the store's folder.

The news itself is in the log; a wake that is lost only means that the builder looks a
little later, by itself.
"""

from __future__ import annotations

import os
import select
from contextlib import suppress
from pathlib import Path


def wake(pipe: Path) -> None:
    """Wake whoever waits at `pipe`, if anybody does."""
    try:
        end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # nobody waits, or there is no pipe
        return
    try:
        os.write(end, b"!")
    except OSError:  # it is full: enough wakes for one
        pass
    finally:
        os.close(end)


class Waiting:
    """The end of the pipe that waits. Further files may be waited for beside it."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = pipe
        self._end = _opened(pipe)

    def wait(self, seconds: float, *others: int) -> bool:
        """Until somebody wakes, one of `others` has something, or time is up."""
        self._find_again()
        poll = select.poll()  # `select` knows the first 1,024 files of a process only
        for end in (self._end, *others):
            poll.register(end, select.POLLIN)
        ready = poll.poll(max(seconds, 0) * 1000)
        if any(end == self._end for end, _event in ready):
            with suppress(BlockingIOError):  # another was woken first
                os.read(self._end, 65_536)
        return bool(ready)

    def close(self) -> None:
        """Take the pipe away: whoever copies the folder would stumble over it."""
        os.close(self._end)
        self._pipe.unlink(missing_ok=True)

    def _find_again(self) -> None:
        """The store may have been deleted, and made anew with another pipe."""
        with suppress(OSError):
            if not os.path.samestat(os.fstat(self._end), _made(self._pipe)):
                end = _opened(self._pipe)
                os.close(self._end)
                self._end = end


def _opened(pipe: Path) -> int:
    _made(pipe)
    # For writing too: a pipe that nobody holds open for it always seems to end.
    return os.open(pipe, os.O_RDWR | os.O_NONBLOCK)


def _made(pipe: Path) -> os.stat_result:
    with suppress(FileExistsError):
        os.mkfifo(pipe, 0o600)
    return os.stat(pipe)
