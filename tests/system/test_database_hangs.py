"""PostgreSQL hangs: it takes what is sent to it and answers nothing, for a while."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import new_database, postgresql_server
from tests.publishing import publish_headline
from tests.real_input import speak_freely
from tests.running import RunningSite, wait_until
from tests.system.plain_browser import PlainBrowser

TEXT = "Keep <this> & every word of it."
#: More than there are threads for making pages.
WRITERS = 12
#: A reader who waited for the database would wait as long as it hangs.
AT_ONCE_SECONDS = 3
#: One statement and one connection are given up, and a second look at each.
LONGEST_REFUSAL_SECONDS = 40
GOES_ON_WITHIN_SECONDS = 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    data: Path = tmp_path_factory.mktemp("hangs") / "data"
    with postgresql_server() as server:
        address = new_database(server.address, "hangs")
        site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": address})
        assert site.start().stop() == 0
        speak_freely(data, address)
        yield site.start()
        site.stop()


@contextmanager
def hanging(address: str) -> Iterator[None]:
    """Every process of the server, those of the connections and the one that makes
    them."""
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity").fetchall()
        file = connection.execute("SHOW data_directory").fetchone()
    assert file is not None
    main = int((Path(file[0]) / "postmaster.pid").read_text().split()[0])
    # The main one first: it would take the others' stop for nothing, but make more.
    processes = [main, *(pid for (pid,) in rows)]
    _send(processes, signal.SIGSTOP)
    try:
        yield
    finally:
        _send(processes, signal.SIGCONT)


def _send(processes: list[int], number: signal.Signals) -> None:
    for pid in processes:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue  # the connection by which we asked has ended


def test_readers_do_not_wait_and_writers_get_their_text_back(site: RunningSite) -> None:
    address = site.environment["REJOINDER_DATABASE_URL"]
    article = publish_headline("The database hangs", site.data, address)
    fields = {"author": "Gil", "email": "gil@example.org"}
    path = f"/discussion/{article.thread_id}/comments/"
    site.get(article.path)
    site.get(f"{article.path}feed/")

    def post(number: int) -> tuple[int, str, str]:
        browser = PlainBrowser(site)
        status, page = browser.ask("POST", path, comment=f"{TEXT} {number}", **fields)
        return status, page, browser.headers.get("Retry-After", "")

    with hanging(address), ThreadPoolExecutor(WRITERS) as writers:
        began = time.monotonic()
        answers = [writers.submit(post, number) for number in range(WRITERS)]
        while not all(answer.done() for answer in answers):
            asked = time.monotonic()
            assert "The database hangs" in site.get(article.path)
            assert "The database hangs" in site.get(f"{article.path}feed/")
            assert time.monotonic() - asked < AT_ONCE_SECONDS
            time.sleep(0.1)
        assert time.monotonic() - began < LONGEST_REFUSAL_SECONDS
        for answer in answers:
            status, page, retry_after = answer.result()
            assert status == 503
            assert retry_after.isdigit()
            assert "Keep &lt;this&gt; &amp; every word of it." in page
    again = time.monotonic()
    wait_until(lambda: post(WRITERS)[0] == 303, "comments are taken again")
    wait_until(lambda: f"of it. {WRITERS}" in site.get(article.path), "it is shown")
    assert time.monotonic() - again < GOES_ON_WITHIN_SECONDS
    assert "Traceback" not in site.output
