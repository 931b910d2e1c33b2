"""The real command, started as a process as an owner starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = Path(sys.executable).with_name("rejoinder")

# Bounds a test that hangs; none waits so long when all is well.
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition, never for a time."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, f"waited in vain until {what}"
        time.sleep(0.02)


def clean_environment(**more: str) -> dict[str, str]:
    """The caller's, without the settings of any site."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REJOINDER_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | more


def rejoinder(*arguments: object, stdin: str = "", **environment: str) -> str:
    """Run a command to its end; its output. Fails the test if it is refused."""
    result = run_rejoinder(*arguments, stdin=stdin, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def run_rejoinder(
    *arguments: object, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        env=clean_environment(**environment),
    )


@dataclass
class RunningSite:
    """A started `rejoinder serve`, in a process group of its own."""

    data: Path
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    def start(self) -> RunningSite:
        """Return when it says that it is ready."""
        self.spawn()
        wait_until(lambda: self.is_ready or not self.is_running, "the site is ready")
        assert self.is_ready, self.output
        return self

    def spawn(self) -> None:
        command = [COMMAND, "serve", "--data", self.data, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*map(str, command), *self.options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=clean_environment(**self.environment),
            start_new_session=True,
        )
        self.lines.clear()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def is_ready(self) -> bool:
        return f"Ready: {self.url}/" in self.lines

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    @property
    def children(self) -> list[int]:
        listing = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
        )
        return [int(word) for word in listing.stdout.split()]

    @property
    def megabytes(self) -> float:
        """Memory of all its processes, what they share counted once. Linux only."""
        numbers = [self.process.pid, *self.children]
        texts = (Path(f"/proc/{n}/smaps_rollup").read_text() for n in numbers)
        sizes = re.findall(r"^Pss: +(\d+)", "\n".join(texts), re.MULTILINE)
        return sum(map(int, sizes)) / 1024

    def get(self, path: str = "/") -> str:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            body: bytes = answer.read()
        return body.decode()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask the main process to end; its exit status."""
        if self.is_running:
            self.process.send_signal(number)
        status = self.process.wait(PATIENCE_SECONDS)
        self.close()
        return status

    def kill(self) -> None:
        """SIGKILL to every process of it, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not is_listening(self.port), "the port is free")
        self.close()

    def close(self) -> None:
        """After its end: take the last lines, close the pipe."""
        self._reader.join(PATIENCE_SECONDS)
        assert not self._reader.is_alive(), "a process of it still runs"
        assert self.process.stdout is not None
        self.process.stdout.close()


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for burial does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
