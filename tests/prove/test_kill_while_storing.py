"""A page store whose processes are killed at any moment is right after each start.

KILLS says how often, for a shorter look than 200.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.pagestore.crowd import PROCESSES, Crowd, find_faults

KILLS = int(os.environ.get("KILLS", "200"))


def test_store_is_right_after_each_kill(tmp_path: Path) -> None:
    chance = random.Random(5)
    crowd = Crowd(tmp_path)
    crowd.prepare()
    for kill in range(KILLS):
        processes = [
            crowding(tmp_path, n, seed=kill * 10 + n) for n in range(PROCESSES)
        ]
        time.sleep(chance.uniform(0.2, 0.8))
        for process in processes:
            process.send_signal(signal.SIGKILL)
        assert {process.wait() for process in processes} == {-signal.SIGKILL}
        crowd.prepare()
        assert find_faults(crowd) == [], f"after kill {kill}"
        assert list((tmp_path / "pages" / "scratch").iterdir()) == []
    assert crowd.store.size.pages > 0


def crowding(folder: Path, number: int, seed: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.pagestore.crowd"]
    arguments = [str(folder), str(number), "1000000", str(seed)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([*command, *arguments], env=environment)
