"""What cannot be started: one clear line, status 2, nothing damaged."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rejoinder.project.environment import read_environment
from rejoinder.project.postgresql import postgresql_is_ready
from rejoinder.project.refusals import CannotStart
from tests.running import (
    PATIENCE_SECONDS,
    RunningSite,
    free_port,
    run_rejoinder,
    wait_until,
)


def assert_refused(result: subprocess.CompletedProcess[str], *expected: str) -> None:
    assert result.returncode == 2, result.stdout + result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr
    for words in expected:
        assert words in result.stderr


def test_taken_port(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run_rejoinder("serve", "--data", data, "--port", port)
    assert_refused(result, f"Port {port} on 127.0.0.1 is taken", "--port")


def test_address_of_another_machine(data: Path) -> None:
    result = run_rejoinder("serve", "--data", data, "--host", "192.0.2.1")
    assert_refused(result, "192.0.2.1", "--host")


def test_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a letter")
    result = run_rejoinder("serve", "--data", tmp_path / "data", "--port", free_port())
    assert_refused(result, "cannot be written", "--data")
    assert (tmp_path / "data").read_text() == "a letter"


def test_data_folder_that_may_not_be_written() -> None:
    # Even root writes nothing there.
    result = run_rejoinder("serve", "--data", "/proc/rejoinder", "--port", free_port())
    assert_refused(result, "/proc/rejoinder cannot be written")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mount a disk of so many megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(megabytes: int) -> Path:
        words = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
        if subprocess.run(["mount", *words], capture_output=True).returncode:
            pytest.skip("this account may not mount a small disk")
        return disk

    yield mount
    if disk.is_mount():
        subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(small_disk: Callable[[int], Path]) -> None:
    data = small_disk(1) / "data"
    result = run_rejoinder("serve", "--data", data, "--port", free_port())
    assert_refused(result, "is full", "Make room")


def test_disk_that_fills_up_while_it_prepares(
    small_disk: Callable[[int], Path],
) -> None:
    disk = small_disk(80)
    site = RunningSite(disk / "data")
    site.spawn()
    wait_until(lambda: "Preparing the database" in site.output, "it has begun")
    fill(disk / "ballast")
    assert site.process.wait(PATIENCE_SECONDS) == 2
    site.close()
    assert "Traceback" not in site.output
    assert "rejoinder: The disk is full. Make room" in site.output
    (disk / "ballast").unlink()
    assert RunningSite(disk / "data").start().stop() == 0


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(bytes(65536))


def test_database_of_a_newer_version(data: Path) -> None:
    with closing(sqlite3.connect(data / "rejoinder.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('discussion', '9999_from_the_future', '2030-01-01')"
        )
    result = run_rejoinder("serve", "--data", data, "--port", free_port())
    assert_refused(result, "newer Rejoinder", "discussion 9999_from_the_future")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--colour", "red"], "--colour"),
        (["--port", "many"], "--port"),
        (["--port", "70000"], "65535"),
        (["--public-url", "example.org"], "https://example.org"),
        (["--public-url", "https://example.org/blog"], "https://example.org"),
        (["--trusted-proxy", "everybody"], "everybody"),
        (["--database", "mysql://example.org/x"], "postgresql://"),
    ],
)
def test_unusable_option(tmp_path: Path, options: list[str], expected: str) -> None:
    data = tmp_path / "data"
    assert_refused(run_rejoinder("serve", "--data", data, *options), expected)
    assert not data.exists()


def test_unknown_variable(tmp_path: Path) -> None:
    data = tmp_path / "data"
    result = run_rejoinder("serve", "--data", data, REJOINDER_COLOUR="red")
    assert_refused(result, "REJOINDER_COLOUR")
    assert not data.exists()


def test_postgresql_that_is_not_there(tmp_path: Path) -> None:
    address = f"postgresql://somebody:secret@127.0.0.1:{free_port()}/site"
    result = run_rejoinder(
        *("serve", "--data", tmp_path / "data", "--port", free_port()),
        REJOINDER_DATABASE_URL=address,
    )
    assert_refused(result, "PostgreSQL cannot be reached")
    assert "secret" not in result.stderr


def test_command_for_a_site_that_is_not_there(tmp_path: Path) -> None:
    assert_refused(run_rejoinder("doctor", "--data", tmp_path), "no site in")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_that_is_too_old(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # There is no old one at hand, so the new one is made too old.
    monkeypatch.setattr("rejoinder.project.postgresql.MIN_VERSION", 99)
    environment = read_environment({"REJOINDER_DATABASE_URL": postgresql})
    with (
        pytest.raises(CannotStart, match="needs 99 or newer"),
        postgresql_is_ready(environment),
    ):
        pass
