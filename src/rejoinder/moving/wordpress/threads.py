"""The order in which a thread's comments are taken: by date, answered ones first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment in its order. `row` is its place in the file. `parent` is the number
    of what it answers, None at the top."""

    row: int
    number: int | None
    parent: int | None


@dataclass(frozen=True)
class Order:
    """`orphans` counts those that answer what is not there, or themselves."""

    placed: list[Placed]
    orphans: int


def in_order(
    keys: Iterable[tuple[int, int | None, int | None, str]],
) -> Order:
    """Of row, number, parent's number and date: by date over all states, then number.

    A comment that is dated before what it answers comes after it all the same. A circle
    is cut at its oldest comment. The order of those that are there does not depend on
    what comes later, so a run that was killed goes on as if it had not been.
    """
    ordered = sorted(keys, key=lambda key: (key[3], key[1] or 0, key[0]))
    first: dict[int, tuple[int, int | None, int | None, str]] = {}
    for key in ordered:
        if key[1] is not None:
            first.setdefault(key[1], key)
    placed: list[Placed] = []
    done: set[int] = set()
    orphans = 0
    for key in ordered:
        line = []
        step: tuple[int, int | None, int | None, str] | None = key
        on_line: set[int] = set()
        while step is not None and step[0] not in done and step[0] not in on_line:
            line.append(step)
            on_line.add(step[0])
            step = first.get(step[2]) if step[2] else None
        for row, number, parent, _date in reversed(line):
            above = first.get(parent) if parent else None
            is_there = above is not None and above[0] in done
            orphans += bool(parent) and not is_there
            placed.append(Placed(row, number, parent if is_there else None))
            done.add(row)
    return Order(placed, orphans)
