"""One render of a page, however many ask for it at once: in this process, and in all
processes of this machine.

Whoever is first makes the page; the others wait, and look into the store again.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

from rejoinder.pagestore.shelf import Key

Made = TypeVar("Made")

#: A claim so old is of a process that is gone; no page takes as long to make.
ABANDONED_AFTER_SECONDS = 10.0
SECONDS_BETWEEN_LOOKS = 0.01

#: What turned out not to be kept (a redirect, nothing at all) is not waited for.
NOT_KEPT_FOR_SECONDS = 10.0
MOST_NOT_KEPT = 10_000


class Flights(Generic[Made]):
    """`claims` is a folder that the processes share."""

    def __init__(
        self,
        claims: Path,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._claims = claims
        self._monotonic = monotonic
        self._sleep = sleep
        self._under_way: dict[Key, asyncio.Event] = {}
        self._not_kept: dict[Key, float] = {}

    def is_worthwhile(self, key: Key) -> bool:
        """False: this was made a moment ago and could not be kept."""
        return self._not_kept.get(key, 0.0) <= self._monotonic()

    def was_not_kept(self, key: Key) -> None:
        if len(self._not_kept) >= MOST_NOT_KEPT:
            self._not_kept.clear()
        self._not_kept[key] = self._monotonic() + NOT_KEPT_FOR_SECONDS

    async def make(
        self,
        key: Key,
        is_there: Callable[[], Awaitable[bool]],
        render: Callable[[], Awaitable[Made]],
    ) -> Made | None:
        """What `render` gives; None if somebody else was making the page and has done
        so, in whichever way it ended."""
        flight = self._under_way.get(key)
        if flight is not None:
            await flight.wait()
            return None
        flight = self._under_way[key] = asyncio.Event()
        try:
            return await self._among_processes(key, is_there, render)
        finally:
            del self._under_way[key]
            flight.set()

    async def _among_processes(
        self,
        key: Key,
        is_there: Callable[[], Awaitable[bool]],
        render: Callable[[], Awaitable[Made]],
    ) -> Made | None:
        claim = self._claims / f"claim-{_name(key)}"
        until = self._monotonic() + ABANDONED_AFTER_SECONDS
        while self._monotonic() < until:
            with _claimed(claim) as is_ours:
                if is_ours:
                    # It may have come between our look into the store and the claim.
                    return None if await is_there() else await render()
            await self._sleep(SECONDS_BETWEEN_LOOKS)
            if await is_there():
                return None
        return None


@contextmanager
def _claimed(claim: Path) -> Iterator[bool]:
    """Whether the claim is ours for as long as this lasts. Where none can be made, as
    on a full disk, everybody makes the page for themselves."""
    try:
        os.close(os.open(claim, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        _remove_if_abandoned(claim)
        yield False
        return
    except OSError:
        yield True
        return
    try:
        yield True
    finally:
        claim.unlink(missing_ok=True)


def _remove_if_abandoned(claim: Path) -> None:
    with suppress(FileNotFoundError):
        if time.time() - claim.stat().st_mtime > ABANDONED_AFTER_SECONDS:
            claim.unlink()


def _name(key: Key) -> str:
    """A path may be longer than a name of a file can be."""
    return hashlib.blake2b(repr(key).encode(), digest_size=16).hexdigest()
