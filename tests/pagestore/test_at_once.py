"""Several processes publish and take out at once; nothing is left that must not be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.pagestore.crowd import PROCESSES, Crowd, find_faults

ACTS = 150


def test_processes_that_change_and_publish_at_once_leave_nothing_wrong(
    tmp_path: Path,
) -> None:
    crowd = Crowd(tmp_path)
    crowd.prepare()
    command = [sys.executable, "-m", "tests.pagestore.crowd", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen([*command, str(n), str(ACTS), str(n)], env=environment)
        for n in range(PROCESSES)
    ]
    assert [process.wait(60) for process in processes] == [0] * PROCESSES
    assert find_faults(crowd) == []
    assert crowd.store.size.pages > 0
    assert list((tmp_path / "pages" / "scratch").iterdir()) == []
