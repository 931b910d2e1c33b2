"""The worker's loop: do what is due, wait for what comes next, stop when told."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import datetime

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from rejoinder.work.actions import declare_duties, run_due
from rejoinder.work.queries import next_due_at

logger = logging.getLogger(__name__)

# A worker notices so soon that its parent is gone, or that another one's lease
# has ended.
LONGEST_WAIT_SECONDS = 2.0
SHORTEST_WAIT_SECONDS = 0.2


def work_until_told(*, parent_pid: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until the parent process is gone.

    What is under way is finished first. Call it in the main thread of a process.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    if parent_pid is not None:
        # Ctrl-C reaches every process of a terminal; the parent decides.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    while not stop.is_set():
        if parent_pid is not None and os.getppid() != parent_pid:
            return
        stop.wait(_one_round())


def _one_round() -> float:
    """Do what is due; how many seconds to wait then."""
    close_old_connections()
    try:
        declare_duties(now=timezone.now())
        run_due(now=timezone.now())
        return _wait_seconds(next_due_at(), timezone.now())
    except DatabaseError as error:
        # The duties are rows: without a database there is nothing to do but wait.
        logger.warning("The worker waits for the database: %s", error)
        return LONGEST_WAIT_SECONDS


def _wait_seconds(due_at: datetime | None, now: datetime) -> float:
    if due_at is None:
        return LONGEST_WAIT_SECONDS
    wait = (due_at - now).total_seconds()
    return min(max(wait, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)
