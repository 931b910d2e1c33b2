"""The purger's loop, and the request by which a cache is told."""

from __future__ import annotations

import http.client
import logging
import os
import signal
import threading
from collections.abc import Iterable
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from rejoinder.pagestore.local import local_store
from rejoinder.pagestore.purging import Purger
from rejoinder.sites.models import Site
from rejoinder.sites.tags import layout

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10
SUCCESS = range(200, 300)


class NotPurged(OSError):
    """The cache was reached, and did not say that it has done it."""


def purge_until_told(*, parent_pid: int) -> None:
    """Follow the log until SIGTERM, or until the parent process is gone."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    environment = settings.ENVIRONMENT
    cache = Cache(environment.purge_url, environment.purge_token)
    purger = Purger(local_store(), cache.purge, _layouts)
    while not stop.is_set() and os.getppid() == parent_pid:
        stop.wait(_turn(purger))


def _turn(purger: Purger) -> float:
    close_old_connections()
    try:
        return purger.turn(timezone.now())
    except DatabaseError as error:
        logger.warning("The purger waits for the database: %s", error)
        connection.close()
    except (OSError, http.client.HTTPException) as error:
        logger.error("The cache in front was not told of changes: %s", error)
    return purger.seconds_until_retry()


def _layouts() -> list[str]:
    """Each page has one of them."""
    return [layout(pk) for pk in Site.objects.values_list("pk", flat=True)]


class Cache:
    """Whatever answers at `url`. `token`: a secret, or a whole header with it."""

    def __init__(self, url: str, token: str) -> None:
        self._parts = urlsplit(url)
        self._headers: dict[str, str] = {}
        if token:
            name, colon, value = token.partition(":")
            name, value = (
                (name, value) if colon else ("Authorization", f"Bearer {token}")
            )
            self._headers[name.strip()] = value.strip()

    def purge(self, tags: Iterable[str]) -> None:
        """Raises OSError if the cache does not answer that it is done. Nothing is
        followed elsewhere: a redirect is not done."""
        path = self._parts.path or "/"
        target = f"{path}?{self._parts.query}" if self._parts.query else path
        headers = {"Surrogate-Key": " ".join(tags), "Content-Length": "0"}
        with closing(self._connection()) as cache:
            cache.request("POST", target, headers=headers | self._headers)
            status = cache.getresponse().status
        if status not in SUCCESS:
            raise NotPurged(f"{self._parts.hostname} answered {status}")

    def _connection(self) -> http.client.HTTPConnection:
        is_secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
        host = self._parts.hostname or ""
        return kind(host, self._parts.port, timeout=TIMEOUT_SECONDS)
