"""`rejoinder work`: a worker alone, which ends when it is told."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import COMMAND, PATIENCE_SECONDS, clean_environment, wait_until


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_alone_does_its_duties_and_ends_when_told(
    data: Path, number: signal.Signals
) -> None:
    def done() -> bool:
        with closing(sqlite3.connect(data / "rejoinder.sqlite3")) as database:
            query = "SELECT count(*) FROM work_duty WHERE last_done_at IS NOT NULL"
            return bool(database.execute(query).fetchone()[0])

    with closing(sqlite3.connect(data / "rejoinder.sqlite3")) as database, database:
        database.execute("DELETE FROM work_duty")
    with subprocess.Popen(
        [str(COMMAND), "work", "--data", str(data)], env=clean_environment()
    ) as worker:
        wait_until(done, "a duty has been done")
        worker.send_signal(number)
        assert worker.wait(PATIENCE_SECONDS) == 0
