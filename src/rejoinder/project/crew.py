"""Many pages built at once, by as many processes as there are processors."""

from __future__ import annotations

import logging
import os
import selectors
import sys
from collections.abc import Iterator, Sequence
from typing import NoReturn

from rejoinder.pagestore.building import Build, Outcome
from rejoinder.project.forking import forget_connections

logger = logging.getLogger(__name__)

#: Below this, forking costs more than it saves.
FEWEST_FOR_A_CREW = 40
#: Readers come first: a builder gets what their processes leave.
NICENESS = 10
_OUTCOMES: tuple[Outcome, ...] = ("published", "gone", "overtaken", "failed")

#: A pipe passes on whole what is so short: the place of a page, and its outcome.
MESSAGE_BYTES = 5
MESSAGES_AT_ONCE = 1_000

Page = tuple[int, str]


def build_many(
    pages: Sequence[Page], build: Build, processes: int
) -> Iterator[tuple[Page, Outcome]]:
    """Build them all, each told as soon as it is done, in no order.

    Those of a process that dies are told as failed. Where processes are not forked
    (macOS's own libraries break by it) this one builds alone.
    """
    if processes < 2 or len(pages) < FEWEST_FOR_A_CREW or sys.platform != "linux":
        for page in pages:
            yield page, build(*page)
        return
    forget_connections()
    waiting = set(range(len(pages)))
    with selectors.DefaultSelector() as selector:
        children = []
        for number in range(processes):
            shares = range(number, len(pages), processes)
            pid, end = _fork(pages, shares, build)
            children.append(pid)
            selector.register(end, selectors.EVENT_READ)
        try:
            while selector.get_map():
                for key, _ in selector.select():
                    told = os.read(key.fd, MESSAGES_AT_ONCE * MESSAGE_BYTES)
                    if not told:
                        selector.unregister(key.fd)
                        os.close(key.fd)
                    for index, outcome in _messages(told):
                        waiting.discard(index)
                        yield pages[index], outcome
        finally:
            for key in list(selector.get_map().values()):
                os.close(key.fd)
            for pid in children:
                os.waitpid(pid, 0)
    for index in waiting:
        yield pages[index], "failed"


def _messages(told: bytes) -> Iterator[tuple[int, Outcome]]:
    for start in range(0, len(told) - MESSAGE_BYTES + 1, MESSAGE_BYTES):
        message = told[start : start + MESSAGE_BYTES]
        yield int.from_bytes(message[:4], "big"), _OUTCOMES[message[4]]


def _fork(
    pages: Sequence[Page], shares: Sequence[int], build: Build
) -> tuple[int, int]:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return pid, ours
    os.close(ours)
    _build_shares(pages, shares, build, theirs)


def _build_shares(
    pages: Sequence[Page], shares: Sequence[int], build: Build, end: int
) -> NoReturn:
    status = 1
    try:
        os.nice(NICENESS)
        for index in shares:
            try:
                outcome = build(*pages[index])
            except Exception:
                # The other pages of the share are still to be made.
                logger.exception("The page %s could not be made", pages[index][1])
                outcome = "failed"
            code = bytes([_OUTCOMES.index(outcome)])
            os.write(end, index.to_bytes(4, "big") + code)
        status = 0
    finally:
        # Not as a process ends that owns something: all of that is the parent's.
        os._exit(status)
