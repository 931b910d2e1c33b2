"""Install exactly what a lock file names, and this clone, into the running Python.

Called by environment.sh. Shows how far it is, and puts what pip says about a failure
into one line; pip's own words are kept beside the environment.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from rejoinder.project.steps import Steps  # noqa: E402 - needs nothing installed

LOG = Path(sys.prefix) / "install.log"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")

#: What pip says, and what it means. The first that fits is told.
MEANINGS = (
    (r"No space left on device", "The disk is full. Make room, then start again."),
    (
        r"Temporary failure in name resolution|Failed to establish a new connection"
        r"|Network is unreachable|Connection refused|Read timed out|ConnectTimeout"
        r"|\(from versions: none\)",
        "The packages cannot be fetched: there is no network, or no way to "
        "the Python Package Index (PyPI). Connect, then start again.",
    ),
    (
        r"THESE PACKAGES DO NOT MATCH THE HASHES",
        "A package is not the one that was locked. Somebody on the way changed it.",
    ),
    (
        r"Failed building wheel|No matching distribution",
        "There is no ready-made package for this system and this Python. "
        "Try another version of Python: PYTHON=python3.12 script/serve",
    ),
)


class Failed(Exception):
    """pip failed; its last words are in the log."""


def main(lock: Path) -> int:
    steps = Steps()
    LOG.write_bytes(b"")
    try:
        if find_spec("pip") is None:
            with steps.step("Installing pip"):
                run((sys.executable, "-m", "ensurepip", "--default-pip"), steps)
        names = re.findall(r"^[a-z0-9._-]+(?===)", lock.read_text(), re.MULTILINE)
        with steps.step(f"Installing {len(names)} packages"):
            run((*PIP, "install", "--require-hashes", "-r", str(lock)), steps)
        # The build backend is among the packages: nothing is fetched for it.
        clone = ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        with steps.step("Installing Rejoinder"):
            run((*PIP, "install", *clone), steps)
    except Failed as failure:
        print(f"rejoinder: {failure}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Broken off. The next start does it again.", file=sys.stderr)
        return 130  # what a shell reports for Ctrl-C
    return 0


def run(command: tuple[str, ...], steps: Steps) -> None:
    """Run it, and show which package it is at."""
    with (
        LOG.open("a", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - our own words
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        for line in process.stdout or ():
            log.write(line)
            if match := re.match(r"Collecting ([\w.-]+)", line):
                steps.progress(f"Fetching {match[1]}")
            elif line.startswith("Installing collected packages"):
                steps.progress("Unpacking the packages")
    if process.returncode:
        raise Failed(meaning(LOG.read_text(encoding="utf-8")))


def meaning(output: str) -> str:
    for pattern, sentence in MEANINGS:
        if re.search(pattern, output):
            return sentence
    lines = [line for line in output.splitlines() if line.startswith("ERROR")]
    return f"Installing failed: {' '.join(lines[-1:])} (all of it: {LOG})"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
