"""Processes beside the server of a one-command site: started, kept alive, stopped."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess

logger = logging.getLogger(__name__)

# One that dies at once again must not keep the machine busy.
SECONDS_BEFORE_ANOTHER = 5


class Companion:
    """Starts a process that runs `work(parent_pid)`, starts another when it dies, and
    stops it. `name` is for people: "worker"."""

    def __init__(self, name: str, work: Callable[[int], None]) -> None:
        self._name = name
        self._work = work
        self._process: BaseProcess | None = None
        self._keeper: threading.Thread | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        self._stopping.clear()
        self._start_process()
        self._keeper = threading.Thread(target=self._keep_alive, daemon=True)
        self._keeper.start()

    def ask_to_stop(self) -> None:
        """It ends after what it is at; returns at once."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()

    def stop(self, timeout_seconds: float) -> None:
        """Wait for its end; one that takes longer is killed: all it does can be."""
        self.ask_to_stop()
        if self._process is None or self._keeper is None:
            return
        # Only the keeper waits for the process itself: of two that wait for one
        # process, one is told that there is none.
        self._keeper.join(timeout_seconds)
        if self._keeper.is_alive():
            logger.warning("The %s did not end in time and was killed", self._name)
            self._process.kill()
            self._keeper.join()

    def _start_process(self) -> None:
        # A daemon is ended with the main process, should that fail while starting.
        self._process = multiprocessing.get_context().Process(
            target=self._work,
            args=(os.getpid(),),
            name=f"rejoinder-{self._name}",
            daemon=True,
        )
        self._process.start()

    def _keep_alive(self) -> None:
        while self._process is not None:
            self._process.join()
            if self._stopping.is_set():
                return
            logger.error("The %s died; another is started", self._name)
            if self._stopping.wait(SECONDS_BEFORE_ANOTHER):
                return
            self._start_process()


def do_duties(parent_pid: int) -> None:
    """What the worker's process runs."""
    _set_up_django()
    from rejoinder.work.loop import work_until_told

    work_until_told(parent_pid=parent_pid)


def build_pages(parent_pid: int) -> None:
    """What the builder's process runs."""
    _set_up_django()
    from rejoinder.project.page_builder import build_until_told

    build_until_told(parent_pid=parent_pid)


def purge_cache(parent_pid: int) -> None:
    """What the purger's process runs."""
    _set_up_django()
    from rejoinder.project.purger import purge_until_told

    purge_until_told(parent_pid=parent_pid)


def _set_up_django() -> None:
    import django

    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "rejoinder.project.settings.production"
    )
    django.setup()
