"""A short road through Granian for what can be answered at once.

Granian takes a request in a thread of its own and hands it to the event loop, which is
another thread: two changes of threads, both through the interpreter's lock, cost more
than everything that we do for a stored page. What needs no waiting is answered where
it arrives instead (docs/decisions/0020-answering-stored-pages.md has the measurements).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from granian import _futures
from granian.rsgi import (  # type: ignore[attr-defined]  # it does re-export them
    HTTPProtocol,
    ProtocolClosed,
    ProtocolError,
    Scope,
)

logger = logging.getLogger(__name__)

AtOnce = Callable[[Scope, HTTPProtocol], bool]


def take_shortcut(at_once: AtOnce) -> bool:
    """Have `at_once` answer whatever it can before the event loop is asked.

    To be called in a server process, before Granian starts to serve. It must never
    wait. False if this Granian is made otherwise: all then goes the usual road.
    """
    # Gives the function that Granian calls with each request, in its own thread.
    usual = getattr(_futures, "_cbsched_aioschedule", None)
    if usual is None:
        return False

    def with_shortcut(*arguments: Any) -> Callable[[Any], None]:
        return _first(at_once, usual(*arguments))

    _futures._cbsched_aioschedule = with_shortcut
    return True


def _first(at_once: AtOnce, usual: Callable[[Any], None]) -> Callable[[Any], None]:
    def schedule(watcher: Any) -> None:
        try:
            is_answered = at_once(watcher.scope, watcher.proto)
        except (ProtocolClosed, ProtocolError):
            is_answered = True  # the reader has gone away
        except Exception:
            logger.exception("A stored page could not be answered at once")
            is_answered = False
        if is_answered:
            watcher.done()
        else:
            usual(watcher)

    return schedule
