"""The worker of a one-command site: a process beside the server, kept alive."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess

logger = logging.getLogger(__name__)

# A worker that dies at once again must not keep the machine busy.
SECONDS_BEFORE_ANOTHER = 5


class WorkerProcess:
    """Starts a worker, starts another when it dies, and stops it."""

    def __init__(self) -> None:
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
        """Wait for its end; one that takes longer is killed, and its lease ends."""
        self.ask_to_stop()
        if self._process is None or self._keeper is None:
            return
        # Only the keeper waits for the process itself: of two that wait for one
        # process, one is told that there is none.
        self._keeper.join(timeout_seconds)
        if self._keeper.is_alive():
            logger.warning("The worker did not end in time and was killed")
            self._process.kill()
            self._keeper.join()

    def _start_process(self) -> None:
        # A daemon is ended with the main process, should that fail while starting.
        self._process = multiprocessing.get_context().Process(
            target=_work, args=(os.getpid(),), name="rejoinder-worker", daemon=True
        )
        self._process.start()

    def _keep_alive(self) -> None:
        while self._process is not None:
            self._process.join()
            if self._stopping.is_set():
                return
            logger.error("The worker died; another is started")
            if self._stopping.wait(SECONDS_BEFORE_ANOTHER):
                return
            self._start_process()


def _work(parent_pid: int) -> None:
    import django

    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "rejoinder.project.settings.production"
    )
    django.setup()
    from rejoinder.work.loop import work_until_told

    work_until_told(parent_pid=parent_pid)
