"""`script/serve` from a fresh clone: what is missing is told; it may be broken off."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import clean_environment

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("script", "src", "requirements", "pyproject.toml", "README.md", "LICENSE")
TOOLS = ("sh", "dirname", "cat", "cksum", "mkdir", "rm")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `git clone` would bring, without what a checkout has gathered."""
    clone = tmp_path / "clone"
    clone.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / part, clone / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, clone / part)
    return clone


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of commands with no Python in it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    return folder


def run(clone: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(clone / "script" / "rejoinder"), *words],
        capture_output=True,
        text=True,
        env=clean_environment(**variables),
    )


def assert_refused(result: subprocess.CompletedProcess[str], expected: str) -> None:
    assert result.returncode == 2, result.stdout + result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert expected in result.stderr


def pretend(path: Path, lines: str) -> None:
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


def test_machine_without_python(clone: Path, bare_path: Path) -> None:
    assert_refused(run(clone, "version", PATH=str(bare_path)), "Python 3.11 or newer")


def test_python_that_is_too_old(clone: Path, bare_path: Path) -> None:
    pretend(
        bare_path / "python3",
        'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac',
    )
    result = run(clone, "version", PATH=str(bare_path))
    assert_refused(result, "Python 3.9.2")


def test_python_without_venv_names_the_package(clone: Path, bare_path: Path) -> None:
    pretend(
        bare_path / "python3",
        f'case "$2" in *ensurepip*) exit 1 ;; *) exec {sys.executable} "$@" ;; esac',
    )
    result = run(clone, "version", PATH=str(bare_path))
    assert_refused(result, f"apt install python3.{sys.version_info[1]}-venv")
    assert not (clone / ".venv").exists()


def test_no_network(clone: Path) -> None:
    # A port where nobody listens stands for the network that is not there.
    result = run(
        clone,
        "version",
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="1",
        PIP_NO_CACHE_DIR="1",
    )
    assert_refused(result, "there is no network")


def test_first_run_installs_second_does_not_and_a_broken_off_one_is_mended(
    clone: Path,
) -> None:
    first = run(clone, "version")
    assert first.returncode == 0, first.stderr
    assert "Installing" in first.stdout
    assert "rejoinder 0" in first.stdout
    assert "Installing" not in run(clone, "version").stdout

    packages = clone / ".venv" / "lib"
    installed = {path.name for path in packages.glob("*/site-packages/*")}
    assert "django" in installed
    assert not installed & {"pytest", "playwright", "mypy"}

    # Broken off in the middle: the mark stands, and something is not there.
    (clone / ".venv" / "half-made").touch()
    os.unlink(clone / ".venv" / "made-from")
    shutil.rmtree(next(packages.glob("*/site-packages/django")))
    assert run(clone, "doctor", "--help").returncode == 0
