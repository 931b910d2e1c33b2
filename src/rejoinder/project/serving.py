"""The main process: Granian, its server processes, and the companions beside them."""

from __future__ import annotations

import errno
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from rejoinder.project.companions import (
    Companion,
    build_pages,
    do_duties,
    purge_cache,
)
from rejoinder.project.environment import Environment
from rejoinder.project.forking import forget_connections
from rejoinder.project.refusals import CannotStart
from rejoinder.project.server import STOP_SIGNAL, load_application

logger = logging.getLogger(__name__)

PACKAGE = Path(__file__).resolve().parents[1]

MAX_PROCESSES_BY_ITSELF = 4
ORPHAN_SECONDS = 1.2
# A request under way has so long to end once the server was told to stop.
STOP_SECONDS = 30
# Open connections of each process; a waiting one costs some kB and no thread.
CONNECTIONS = 2048

# Longer than proxies keep an idle connection (nginx: 60 s): the side that sends must
# be the one that closes, or a post is sent into a connection that is just ending.
IDLE_MILLISECONDS = 75_000

GRANIAN_LOG = {
    "formatters": {
        "generic": {"()": "rejoinder.web.logs.OneLineFormatter"},
        "access": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "generic"},
        "access": {"class": "logging.StreamHandler", "formatter": "access"},
    },
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


def probe_port(environment: Environment) -> str:
    """The address to listen on, as numbers. Granian would greet a busy port with a
    Rust backtrace, so ask first. Raises CannotStart.

    Servers whose main process was killed need a second to notice; wait for them.
    """
    host, port = environment.host, environment.port
    until = time.monotonic() + ORPHAN_SECONDS
    while True:
        try:
            return _probe(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise CannotStart(_port_sentence(host, port, error)) from error
        time.sleep(0.1)


def _probe(host: str, port: int) -> str:
    family, _kind, _protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As Granian does: a port is not taken by connections that have ended.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
    return str(address[0])


def _port_sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another program. Stop that one, or "
            "choose another with --port."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} needs rights that this account has not: choose --port."
    return f"Nothing can listen on {host}: {error.strerror}. Choose another --host."


def serve(environment: Environment, address: str, *, reload: bool) -> None:
    """Serve until SIGINT or SIGTERM; everything that was started is gone after."""
    _choose_start_method(reload)
    if not reload:
        load_application()
    forget_connections()
    # What is there now is shared by all; collecting would copy each page it looks at.
    gc.collect()
    gc.freeze()
    server = _Granian(
        _url_as_given(environment),
        _companions(environment, reload),
        target="rejoinder.project.server:load_application",
        address=address,
        port=environment.port,
        interface=Interfaces.RSGI,
        workers=_process_count(environment, reload),
        # Over TLS both sides agree on HTTP/2 or 1.1. Without it HTTP/1.1 alone, which
        # is all that browsers and proxies speak in the clear.
        http=HTTPModes.auto if environment.certificate else HTTPModes.http1,
        ssl_cert=environment.certificate,
        ssl_key=environment.certificate_key,
        ssl_protocol_min=SSLProtocols.tls12,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=IDLE_MILLISECONDS),
        backpressure=CONNECTIONS,
        backlog=CONNECTIONS,
        log_level=LogLevels.warning,
        log_dictconfig=GRANIAN_LOG,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=not reload,
        reload=reload,
        reload_ignore_worker_failure=reload,
        reload_paths=[PACKAGE],
    )
    # Declared as if every target were a function; ours is an object with __rsgi__.
    loader = cast("Callable[..., Callable[..., Any]]", load_application)
    try:
        server.serve(target_loader=loader, wrap_loader=False)
    finally:
        # All is over but Python's own end, in which a second signal would kill.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)


def _companions(environment: Environment, reload: bool) -> list[Companion]:
    companions = [Companion("worker", do_duties)]
    # A developer's pages are made for each reader, so that changed templates show.
    if not reload:
        companions.append(Companion("page builder", build_pages))
        if environment.purge_url:
            companions.append(Companion("purger", purge_cache))
    return companions


class _Granian(MPServer):
    """Granian with our companions, our announcement, and a quicker end."""

    def __init__(self, url: str, companions: list[Companion], **options: Any) -> None:
        super().__init__(**options)
        self._url = url
        self._companions = companions
        self._hangup_was_ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        os.register_at_fork(after_in_child=_fresh_signals)

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        super().startup(spawn_target, target_loader)
        if self._hangup_was_ignored:  # nohup
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        threading.Thread(target=self._announce, daemon=True).start()

    def signal_handler_reload(self, *args: Any, **kwargs: Any) -> None:
        # Granian reloads on SIGHUP; a closed terminal should leave nothing behind.
        self.signal_handler_interrupt()

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        # They come first: there is no thread of Granian yet that a fork could catch
        # half-way.
        for companion in self._companions:
            companion.start()
        super()._spawn_workers(spawn_target, target_loader)

    def _stop_workers(self) -> None:
        for companion in self._companions:
            companion.ask_to_stop()
        for process in self.wrks:
            if process.is_alive():
                os.kill(process.inner.pid, STOP_SIGNAL)
        super()._stop_workers()
        for companion in self._companions:
            companion.stop(STOP_SECONDS)

    def _announce(self) -> None:
        """Say that the site is open once a connection is really accepted."""
        while not self.interrupt_signal:
            try:
                socket.create_connection((self.bind_addr, self.bind_port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                print(f"Ready: {self._url}/", flush=True)
                return


def _url_as_given(environment: Environment) -> str:
    host = f"[{environment.host}]" if ":" in environment.host else environment.host
    return f"{environment.scheme}://{host}:{environment.port}"


def _fresh_signals() -> None:
    """In a new process, until it sets its own: the main one's handlers would swallow
    an early SIGTERM, and Ctrl-C is for the main process to judge."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for ignored in (signal.SIGINT, signal.SIGHUP, STOP_SIGNAL):
        signal.signal(ignored, signal.SIG_IGN)


def _choose_start_method(reload: bool) -> None:
    """Fork on Linux, to share what is loaded; a reloading one must load anew, and
    forking breaks macOS's own libraries."""
    may_fork = sys.platform == "linux" and not reload
    multiprocessing.set_start_method("fork" if may_fork else "spawn")


def _process_count(environment: Environment, reload: bool) -> int:
    if reload:
        return 1
    return environment.processes or min(os.cpu_count() or 1, MAX_PROCESSES_BY_ITSELF)
