"""The builder's loop: woken by commits, here or on another machine."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import (
    DatabaseError,
    close_old_connections,
    connection,
    transaction,
)
from django.utils import timezone

from rejoinder import __version__
from rejoinder.pagestore.building import LONGEST_WAIT_SECONDS, Builder, Outcome
from rejoinder.pagestore.changes import CHANNEL, announce
from rejoinder.pagestore.local import local_store
from rejoinder.pagestore.store import PageStore
from rejoinder.pagestore.wake import Waiting
from rejoinder.project.crew import Page, build_many
from rejoinder.project.storing import StoringApplication
from rejoinder.project.wsgi import pages_application
from rejoinder.sites.models import Site
from rejoinder.sites.queries import current_site, known_origins
from rejoinder.sites.tags import layout

PACKAGE = Path(__file__).resolve().parents[1]
logger = logging.getLogger(__name__)

#: While many write, what they changed in so long is taken in together: a look at the
#: log for each comment would take its processor from those who write the next ones.
SECONDS_BETWEEN_NEWS = 0.02


def build_until_told(*, parent_pid: int) -> None:
    """Follow the log until SIGTERM, or until the parent process is gone."""
    loop = _Loop(parent_pid)
    signal.signal(signal.SIGTERM, loop.stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    loop.run()


def make_builder(store: PageStore) -> Builder:
    storing = StoringApplication(pages_application(), store, settings.BOUND_URL)

    def build(site: int, path: str) -> Outcome:
        return storing.build(site, path).outcome

    def build_together(pages: Sequence[Page]) -> Iterable[tuple[Page, Outcome]]:
        return build_many(pages, build, os.cpu_count() or 1)

    most_bytes = settings.ENVIRONMENT.pages_bytes
    return Builder(store, build, build_together, most_bytes=most_bytes)


def prepare_store(site: Site) -> None:
    """Before the first reader: tidy the store, and take in what changed meanwhile."""
    store = local_store()
    if _prepare_folder(store):
        # All pages are made anew; a cache in front has those of before.
        with transaction.atomic():
            announce(layout(site.pk))
    store.set_hosts(_hosts(site))
    make_builder(store).catch_up()


def _prepare_folder(store: PageStore) -> bool:
    """Whether its pages were of another release, and are gone."""
    is_new = store.prepare(_release())
    environment = settings.ENVIRONMENT
    where = {"HOST": environment.host, "PORT": str(environment.port)}
    store.say_served_as(where | {"CERTIFICATE": str(environment.certificate or "")})
    return is_new


def _hosts(site: Site) -> dict[str, int]:
    return {urlsplit(origin).netloc: site.pk for origin in known_origins(site)}


def _release() -> str:
    """Another whenever pages of the same rows could look otherwise: the program's own
    files, and where it listens."""
    lines = [__version__, settings.BOUND_URL]
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix not in {".pyc", ""}:
            status = file.stat()
            lines.append(f"{file} {status.st_size} {status.st_mtime_ns}")
    return sha256("\n".join(lines).encode()).hexdigest()


class _Loop:
    def __init__(self, parent_pid: int) -> None:
        self._parent_pid = parent_pid
        self._store = local_store()
        self._is_stopping = False
        self._listening: psycopg.Connection | None = None
        self._builder = make_builder(self._store)
        self._waiting: Waiting | None = None

    def stop(self, *_: object) -> None:
        self._is_stopping = True

    def run(self) -> None:
        # For a million pages that takes a minute.
        threading.Thread(target=self._store.empty_rubbish, daemon=True).start()
        while not self._is_stopping and os.getppid() == self._parent_pid:
            try:
                wait = self._turn()
            except (OSError, sqlite3.Error) as error:
                # The folder was deleted, or its disk is full.
                logger.error("The page store cannot be kept: %s", error)
                wait = LONGEST_WAIT_SECONDS
                self._make_anew()
            self._wait(wait)
        if self._waiting is not None:
            self._waiting.close()

    def _turn(self) -> float:
        close_old_connections()
        try:
            self._listen()
            wait = self._builder.turn(timezone.now())
            if self._builder.has_news:
                self._settle_hosts()
            return wait
        except (DatabaseError, psycopg.Error) as error:
            logger.warning("The page builder waits for the database: %s", error)
            self._stop_listening()
            connection.close()
            return LONGEST_WAIT_SECONDS

    def _settle_hosts(self) -> None:
        if (site := current_site()) is not None:
            self._store.set_hosts(_hosts(site))

    def _make_anew(self) -> None:
        if self._store.exists and self._store.index.is_usable:
            return
        with suppress(OSError, sqlite3.Error, DatabaseError):
            _prepare_folder(self._store)
            self._store.empty_rubbish()
            self._builder = make_builder(self._store)
            self._waiting = None
            self._settle_hosts()

    def _wait(self, seconds: float) -> None:
        if seconds <= 0 or self._is_stopping:
            return
        if self._builder.has_news:
            pause = min(seconds, SECONDS_BETWEEN_NEWS)
            time.sleep(pause)
            seconds -= pause
        others = [self._listening.fileno()] if self._listening else []
        try:
            if self._waiting is None:
                self._waiting = Waiting(self._store.pipe)
            self._waiting.wait(seconds, *others)
        except OSError:
            self._waiting = None
            time.sleep(min(seconds, LONGEST_WAIT_SECONDS))
        if self._listening is not None:
            with suppress(psycopg.Error):
                for _notice in self._listening.notifies(timeout=0):
                    pass

    def _listen(self) -> None:
        """On PostgreSQL: be woken by what other machines commit."""
        if connection.vendor != "postgresql":
            return
        if self._listening is not None and not self._listening.closed:
            return
        options = connection.get_connection_params()
        wanted = ("dbname", "user", "password", "host", "port")
        self._listening = psycopg.connect(
            **{name: options[name] for name in wanted if options.get(name)},
            autocommit=True,
            connect_timeout=5,
        )
        self._listening.execute(f"LISTEN {CHANNEL}")

    def _stop_listening(self) -> None:
        if self._listening is not None:
            with suppress(psycopg.Error):
                self._listening.close()
            self._listening = None
