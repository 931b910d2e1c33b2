"""What a page asked the database, and whether it would be answered as before.

A page is made of the answers that it got, of the clock, and of files of the program.
One whose every question is answered as before asks the same again, and is the same:
asking takes a tenth of the time of making the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db import connection

Answer = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Question:
    sql: str
    values: tuple[Any, ...]

    def __hash__(self) -> int:
        return hash(self.sql)

    @property
    def knows_the_time(self) -> bool:
        """Whether a moment of the clock is in it: asked now, it would be another one.
        Those of the rows are whole seconds."""
        return any(_microseconds(value) for value in self.values)

    def ask(self) -> Answer:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            return cursor.fetchall()


@contextmanager
def overheard() -> Iterator[set[Question]]:
    """What is asked meanwhile, by whoever remembers nothing of what was answered."""
    asked: set[Question] = set()

    def hear(execute: Callable[..., Any], sql: str, values: Any, *more: Any) -> Any:
        # Beside asking, a page only makes sizes of pictures that it found missing.
        if sql.startswith("SELECT"):
            asked.add(Question(sql, tuple(values or ())))
        return execute(sql, values, *more)

    for cache in caches.all(initialized_only=True):
        cache.clear()
    with connection.execute_wrapper(hear):
        yield asked


def _microseconds(value: object) -> int:
    if isinstance(value, str) and value[:2] == "20":
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return 0
    return value.microsecond if isinstance(value, datetime) else 0
