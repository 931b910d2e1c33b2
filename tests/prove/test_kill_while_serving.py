"""The started command, killed at random moments while people write, hide and read.

After each start no page is stale, nobody was ever given half a page, and the store
holds nothing that only a killed process knew of. KILLS says how often, for a shorter
look than 200.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from tests.people import PASSWORD
from tests.postgresql import new_database
from tests.prove.newspaper import Newspaper
from tests.publishing import Story, publish_stories
from tests.real_input import speak_freely
from tests.running import RunningSite, rejoinder, wait_until
from tests.system.plain_browser import PlainBrowser

KILLS = int(os.environ.get("KILLS", "200"))
#: Of so many kills one comes during the start: it tidies the store, and catches up.
KILLS_A_START = 5
ARTICLES = 4


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_stored_pages_are_right_after_each_kill(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database_url = ""
    if database == "postgresql":
        database_url = new_database(request.getfixturevalue("postgresql"), "serving")
    site = RunningSite(
        tmp_path / "data", environment={"REJOINDER_DATABASE_URL": database_url}
    )
    try:
        prove(prepared(site))
    finally:
        # What still runs after a failure would go on writing to its folder.
        if site.is_running:
            site.kill()


def prove(newspaper: Newspaper) -> None:
    site = newspaper.site
    chance = random.Random(5)
    for kill in range(1, KILLS + 1):
        if kill % KILLS_A_START == 0:
            site.spawn()
            time.sleep(chance.uniform(0.2, 2.0))
            site.kill()
        site.start()
        said = check(newspaper)
        newspaper.open()
        time.sleep(chance.uniform(0.05, 1.5))
        newspaper.is_killed = True
        site.kill()
        newspaper.close()
        assert not newspaper.faults, newspaper.faults[0]
        print(f"kill {kill}: {newspaper.figures}; {said}")
    site.start()
    check(newspaper)
    assert newspaper.hidden and newspaper.reads
    assert site.stop() == 0


def prepared(site: RunningSite) -> Newspaper:
    database_url = site.environment["REJOINDER_DATABASE_URL"]
    assert site.start().stop() == 0
    speak_freely(site.data, database_url)
    rejoinder(
        *("person", "add", "--email", "cy@example.org", "--name", "Cy"),
        *("--role", "moderator", "--data", site.data),
        stdin=f"{PASSWORD}\n",
        **site.environment,
    )
    stories = [Story(f"Number {number}") for number in range(ARTICLES)]
    articles = publish_stories(stories, site.data, database_url)
    moderator = PlainBrowser(site.start())
    moderator.log_in("cy@example.org")
    site.kill()
    return Newspaper(site, articles, moderator)


def check(newspaper: Newspaper) -> str:
    """What the page store's own comparison said at last."""
    assert newspaper.shown_though_hidden() == []
    wait_until(lambda: not newspaper.missing(), "all that was said can be read")
    site = newspaper.site
    said = rejoinder("pages", "verify", "--data", site.data, **site.environment)
    assert " 0 wrong" in said
    wait_until(lambda: newspaper.leftovers() == [], "nothing is left lying about")
    return said.strip().splitlines()[-1]
