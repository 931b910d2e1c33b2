"""What a page that is being made depends on, said where it is read.

Views and templates call `depends_on` and the like wherever they use something that can
change; while no page is made for the store, nothing listens.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Rendering:
    """A page in the making.

    `tags` has what it depends on, with the seconds for which the page may stay as it
    was. `fresh_until` is when it stops being right though nothing changes. `mark`
    stands around holes in its text; nobody who writes a comment can know it.
    """

    tags: dict[str, float] = field(default_factory=dict)
    fresh_until: datetime | None = None
    is_shared: bool = True
    shows_people: bool = False
    mark: str = field(default_factory=lambda: secrets.token_hex(16))


_current: ContextVar[Rendering | None] = ContextVar("rendering", default=None)


@contextmanager
def rendering() -> Iterator[Rendering]:
    """Collect what the page made inside depends on."""
    collected = Rendering()
    token = _current.set(collected)
    try:
        yield collected
    finally:
        _current.reset(token)


def depends_on(*tags: str, slack_seconds: float = 0) -> None:
    """The page shows what these stand for; it may be so late in following."""
    if (current := _current.get()) is not None:
        for tag in tags:
            current.tags[tag] = min(slack_seconds, current.tags.get(tag, slack_seconds))


def fresh_until(moment: datetime) -> None:
    """Time alone makes the page another one at `moment`."""
    current = _current.get()
    if current is not None and (
        current.fresh_until is None or moment < current.fresh_until
    ):
        current.fresh_until = moment


def never_store() -> None:
    """The page is for one reader, or not worth keeping."""
    if (current := _current.get()) is not None:
        current.is_shared = False


def shows_people() -> None:
    """What people wrote is on the page, and any of it may have to go at once: a machine
    that hears nothing of the log for too long does not serve the page any more."""
    if (current := _current.get()) is not None:
        current.shows_people = True


def current_rendering() -> Rendering | None:
    """The page that is being made for the store, if one is."""
    return _current.get()
