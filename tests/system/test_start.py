"""Starting: the first time, the second time, on PostgreSQL, after a kill."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import rejoinder as rejoinder_package
from tests.postgresql import new_database
from tests.running import RunningSite, rejoinder, wait_until

Start = Callable[..., RunningSite]
SOURCE = Path(rejoinder_package.__file__).parent
OWNER_LINK = re.compile(r"^http://127\.0\.0\.1:\d+/account/welcome/[\w-]{43}/$", re.M)


def test_first_start_makes_a_site_shows_each_step_and_answers(
    tmp_path: Path, start: Start
) -> None:
    site = start(tmp_path / "not" / "there")
    assert site.lines[0] == f"Making a site in {site.data}"
    assert "Preparing the database" in site.output
    assert site.lines[-1] == f"Ready: {site.url}/"
    assert "<html" in site.get("/")


def test_data_folder_and_keys_are_for_the_owner_alone(data: Path) -> None:
    assert data.stat().st_mode & 0o077 == 0
    for key in ("signing", "hashing"):
        path = data / "keys" / f"{key}.key"
        assert path.stat().st_mode & 0o077 == 0
        assert len(path.read_text()) >= 64


def test_empty_site_prints_a_link_for_its_first_owner(data: Path, start: Start) -> None:
    site = start(data)
    link = OWNER_LINK.search(site.output)
    assert link
    assert "<form" in site.get(link[0].removeprefix(site.url))


def test_site_with_an_owner_prints_no_link(data: Path, start: Start) -> None:
    rejoinder(
        *("person", "add", "--email", "olga@example.org", "--name", "Olga"),
        *("--role", "owner", "--data", data),
        stdin="correct horse battery staple\n",
    )
    assert "/account/welcome/" not in start(data).output


def test_second_start_changes_nothing_of_the_database(data: Path, start: Start) -> None:
    def applied() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(data / "rejoinder.sqlite3")) as database:
            query = "SELECT name, applied FROM django_migrations"
            return database.execute(query).fetchall()

    before = applied()
    site = start(data)
    assert "Preparing" not in site.output
    site.stop()
    assert applied() == before


def test_start_that_was_killed_while_it_prepared_goes_on(
    tmp_path: Path, start: Start
) -> None:
    killed = RunningSite(tmp_path / "data")
    killed.spawn()
    wait_until(
        lambda: any("of" in line and "database:" in line for line in killed.lines),
        "it prepares the database",
    )
    os.killpg(killed.process.pid, signal.SIGKILL)
    killed.process.wait()
    killed.close()
    site = start(tmp_path / "data")
    site.stop()
    assert rejoinder("doctor", "--data", site.data).endswith("All is well.\n")


def test_two_starts_at_once_make_one_site(tmp_path: Path, start: Start) -> None:
    other = RunningSite(tmp_path / "data")
    other.spawn()
    site = start(tmp_path / "data")
    wait_until(lambda: other.is_ready, "the other one is ready too")
    assert other.stop() == 0
    assert site.stop() == 0
    assert rejoinder("doctor", "--data", site.data).endswith("All is well.\n")


def test_starts_on_postgresql_and_keeps_nothing_in_sqlite(
    tmp_path: Path, postgresql: str, start: Start
) -> None:
    address = new_database(postgresql, "first_start")
    site = start(tmp_path / "data", "--database", address)
    assert "<html" in site.get("/")
    assert not (site.data / "rejoinder.sqlite3").exists()


def test_settings_come_from_variables_too(data: Path, start: Start) -> None:
    site = start(data, REJOINDER_PUBLIC_URL="https://example.org")
    site.stop()
    listed = rejoinder("settings", "--data", data)
    assert "public_url=https://example.org" in listed


def test_worker_runs_inside(data: Path, start: Start) -> None:
    start(data)

    def done() -> bool:
        with closing(sqlite3.connect(data / "rejoinder.sqlite3")) as database:
            query = "SELECT count(*) FROM work_duty WHERE last_done_at IS NOT NULL"
            return bool(database.execute(query).fetchone()[0])

    wait_until(done, "a duty has been done")


def test_worker_that_dies_is_started_again(data: Path, start: Start) -> None:
    site = start(data)
    wait_until(lambda: len(site.children) >= 2, "all processes run")
    worker = min(site.children)  # started before the server's own processes
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: "The worker died" in site.output, "it is noticed")
    others = set(site.children) - {worker}
    wait_until(lambda: set(site.children) - others - {worker}, "there is another")
    assert site.stop() == 0


def test_reload_takes_up_changed_code_and_ends_cleanly(
    data: Path, start: Start
) -> None:
    site = start(data, "--reload")
    assert "<html" in site.get("/")
    before = set(site.children)
    (SOURCE / "__init__.py").touch()
    wait_until(lambda: site.children and before - set(site.children), "it reloads")
    assert site.stop(signal.SIGINT) == 0
    assert "panicked" not in site.output
    assert "Traceback" not in site.output
