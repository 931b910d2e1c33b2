"""A first start, killed again and again at any moment, always goes on and ends well.

KILLS says how often, for a shorter look than 50.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.postgresql import new_database
from tests.running import RunningSite, rejoinder, wait_until

KILLS = int(os.environ.get("KILLS", "50"))
LONGEST_SECONDS = 5


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_start_that_is_killed_at_any_moment_goes_on(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(5)
    kills = 0
    for attempt in range(KILLS):
        data, database_url = tmp_path / f"data{attempt}", ""
        if database == "postgresql":
            server = request.getfixturevalue("postgresql")
            database_url = new_database(server, f"prepared_{attempt}")
        variables = {"REJOINDER_DATABASE_URL": database_url}
        site = RunningSite(data, environment=variables)
        while kills < KILLS and killed_before_ready(site, chance):
            kills += 1
        assert site.start().stop() == 0
        assert rejoinder("doctor", "--data", data, **variables) == "All is well.\n"
        print(f"{kills} kills")
        if kills == KILLS:
            return


def killed_before_ready(site: RunningSite, chance: random.Random) -> bool:
    """Start it and kill it a moment later, unless it was ready by then."""
    site.spawn()
    until = time.monotonic() + chance.uniform(0.2, LONGEST_SECONDS)
    wait_until(
        lambda: site.is_ready or not site.is_running or time.monotonic() > until,
        "it is ready, or its time has come",
    )
    was_running, was_ready = site.is_running, site.is_ready
    if was_running:
        os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait()
    site.close()
    assert was_running, site.output
    return not was_ready
