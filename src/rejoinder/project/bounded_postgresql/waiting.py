"""How long this process waits for PostgreSQL: for ever, unless it serves readers.

Neither of PostgreSQL's own limits helps against a server that hangs: the one for
statements is kept by the server itself, and that for TCP by a system that still
confirms what is sent to it.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import psycopg

Result = TypeVar("Result")

#: No page takes as long, nor anything that somebody sends with a form. Seconds.
LONGEST_ANSWER_SECONDS = 10.0
#: So long nobody asks a server again that gave no answer: else each of many requests
#: would wait for one of the few threads, and then for itself.
REST_SECONDS = 2.0


@dataclass
class Patience:
    """`seconds` is the longest wait for one answer; None: without end."""

    seconds: float | None = None
    rests_until: float = 0.0

    def rest(self) -> None:
        if self.seconds is not None:
            self.rests_until = time.monotonic() + REST_SECONDS


#: Of this process.
patience = Patience()


def wait_no_longer_than(seconds: float = LONGEST_ANSWER_SECONDS) -> None:
    """From now on, in this process. Migrations, imports and duties take their time."""
    patience.seconds = seconds


class BoundedConnection(psycopg.Connection[Any]):
    """Closed when an answer takes too long, since it may still come."""

    @classmethod
    def connect(cls, *args: Any, **options: Any) -> Self:
        """Raises OperationalError, at once if the server hung a moment ago."""
        if time.monotonic() < patience.rests_until:
            raise psycopg.OperationalError("PostgreSQL does not answer")
        try:
            return super().connect(*args, **options)
        except psycopg.errors.ConnectionTimeout:
            patience.rest()
            raise

    def wait(
        self, gen: Generator[Any, Any, Result], *args: Any, **options: Any
    ) -> Result:
        """Raises OperationalError when the answer takes too long."""
        if patience.seconds is not None:
            gen = self._bounded(gen, patience.seconds)
        return super().wait(gen, *args, **options)

    def _bounded(
        self, gen: Generator[Any, Any, Result], seconds: float
    ) -> Generator[Any, Any, Result]:
        """The same steps. Psycopg takes one at least each tenth of a second, whether
        or not anything has come."""
        until = time.monotonic() + seconds
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                wanted = gen.send(ready)
                if time.monotonic() > until:
                    patience.rest()
                    self.pgconn.finish()
                    raise psycopg.OperationalError("PostgreSQL does not answer")
        except StopIteration as end:
            result: Result = end.value
            return result
