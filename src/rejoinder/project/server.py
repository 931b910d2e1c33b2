"""The server's entry point: one RSGI application around Django's WSGI handler.

Runs in each process that Granian starts. Stored pages are answered in front of it all;
otherwise bodies are taken in and answers sent by the event loop, and a small pool of
threads does nothing but make pages.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING, BinaryIO, cast

from granian.rsgi import (  # type: ignore[attr-defined]  # it does re-export them
    HTTPProtocol,
    ProtocolClosed,
    ProtocolError,
    Scope,
)

from rejoinder.pagestore.copies import Manner
from rejoinder.project.bodies import BodyRefused, receive_body
from rejoinder.project.gateway import (
    Answer,
    UnusableRequest,
    answer_of,
    environ_of,
)
from rejoinder.project.shortcut import take_shortcut
from rejoinder.project.stored_pages import StoredPages
from rejoinder.web.headers import PUBLIC_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from rejoinder.project.environment import Environment

logger = logging.getLogger(__name__)

# Sent by the main process before it ends the others: nothing new is taken up.
STOP_SIGNAL = signal.SIGUSR1
SECONDS_BETWEEN_LOOKS = 0.25
SENT_AT_ONCE_BYTES = 256 * 1024
WITHOUT_BODY = frozenset({204, 304})


class Server:
    """Answers requests until told to stop, or until its parent is gone."""

    def __init__(
        self,
        application: WSGIApplication,
        environment: Environment,
        stored_pages: StoredPages,
    ) -> None:
        self._application = application
        self._environment = environment
        self._stored_pages = stored_pages
        self._under_way = 0
        self._is_stopping = False
        self._receiving: set[asyncio.Task[object]] = set()
        self._looking: asyncio.Task[None] | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        threads = max(self._environment.threads, 1)
        self._pages = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._files = ThreadPoolExecutor(2, thread_name_prefix="file")
        self._stored_pages.read_in(self._files)
        take_shortcut(self._stored_pages.answer_at_once)
        if self._environment.database_url:
            # It imports psycopg: 0.1 s of every start, for those who use it.
            from rejoinder.project.bounded_postgresql.waiting import (
                wait_no_longer_than,
            )

            # Not before the fork: the worker's duties take their time.
            wait_no_longer_than()
        # As it was when this process was made: by now it may be gone already.
        parent = multiprocessing.parent_process()
        self._parent = parent.pid if parent else os.getppid()
        loop.add_signal_handler(STOP_SIGNAL, self._stop)
        # A terminal sends Ctrl-C to every process; the main one decides.
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._looking = loop.create_task(self._look_after_itself())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End at once, all is answered: where processes are not forked, Python would
        tidy up under the feet of Granian's threads, which then panic."""
        logging.shutdown()
        os._exit(0)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        self._under_way += 1
        try:
            await self._answer(scope, protocol)
        except (ProtocolClosed, ProtocolError, ConnectionError):
            pass  # the reader has gone away
        except Exception:
            logger.exception("A request could not be answered")
            _say(protocol, 500, "Something went wrong here. Please try again.")
        finally:
            self._under_way -= 1

    async def _answer(self, scope: Scope, protocol: HTTPProtocol) -> None:
        make = partial(self._page, scope, protocol)
        try:
            question = self._stored_pages.question(scope)
            if question is None:
                answer: Answer | None = await make({})
            else:
                answer = await self._stored_pages.answer(protocol, question, make)
        except BodyRefused as refused:
            return _say(protocol, refused.status, refused.sentence)
        except UnusableRequest as unusable:
            return _say(protocol, 400, str(unusable))
        if answer is not None:
            await self._send(scope, protocol, answer)

    async def _page(
        self, scope: Scope, protocol: HTTPProtocol, beside: Mapping[str, object]
    ) -> Answer:
        """What the application answers, once the request has arrived whole. `beside`
        tells it what no request can say: that only part of a page is wanted, or more.
        """
        body, length = await self._body(scope, protocol)
        with body:
            environ = environ_of(scope, body, length, self._environment.bound_url)
            environ |= beside
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(
                self._pages, answer_of, self._application, environ
            )

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> tuple[BinaryIO, int]:
        """The body, unless the server stops before it has arrived."""
        task = cast("asyncio.Task[object]", asyncio.current_task())
        self._receiving.add(task)
        try:
            if self._is_stopping:
                raise BodyRefused(503, "This server is stopping. Please try again.")
            return await receive_body(
                scope, protocol, self._environment.max_upload_bytes
            )
        except asyncio.CancelledError as error:
            task.uncancel()
            raise BodyRefused(503, "This server is stopping.") from error
        finally:
            self._receiving.discard(task)

    async def _send(self, scope: Scope, protocol: HTTPProtocol, answer: Answer) -> None:
        headers = [(name.lower(), value) for name, value in answer.headers]
        if scope.method == "HEAD" or answer.status in WITHOUT_BODY:
            _send_head(protocol, answer, headers)
        elif isinstance(answer.body, bytes):
            protocol.response_bytes(answer.status, headers, answer.body)
        else:
            await self._send_file(protocol, answer.status, headers, answer.body)

    async def _send_file(
        self,
        protocol: HTTPProtocol,
        status: int,
        headers: list[tuple[str, str]],
        file: BinaryIO,
    ) -> None:
        """Piece by piece, the next one read when the last one has been taken."""
        loop = asyncio.get_running_loop()
        try:
            transport = protocol.response_stream(status, headers)
            while chunk := await loop.run_in_executor(
                self._files, file.read, SENT_AT_ONCE_BYTES
            ):
                await transport.send_bytes(chunk)
        finally:
            await loop.run_in_executor(self._files, file.close)

    def _stop(self) -> None:
        """Take up nothing new; what has been received whole is answered."""
        self._is_stopping = True
        for task in list(self._receiving):
            task.cancel()

    async def _look_after_itself(self) -> None:
        """End when the main process is gone, or when stopping and nothing is left.

        Granian waits for connections that have sent half a request; nobody else
        would. The pause lets it send what it was given.
        """
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            if os.getppid() != self._parent:
                self._stop()
            if self._is_stopping and not self._under_way:
                await asyncio.sleep(2 * SECONDS_BETWEEN_LOOKS)
                if not self._under_way:
                    os._exit(0)


def _send_head(
    protocol: HTTPProtocol, answer: Answer, headers: list[tuple[str, str]]
) -> None:
    """Without the body, but with its length where there would have been one."""
    if not isinstance(answer.body, bytes):
        answer.body.close()
    elif answer.status not in WITHOUT_BODY and "content-length" not in dict(headers):
        headers = [*headers, ("content-length", str(len(answer.body)))]
    protocol.response_empty(answer.status, headers)


def _say(protocol: HTTPProtocol, status: int, sentence: str) -> None:
    headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ]
    protocol.response_str(status, headers, sentence + "\n")


@cache
def load_application() -> Server:
    """Django and everything around it, once a process.

    Where processes are forked the main one calls it first, and they share it.
    """
    from django.conf import settings
    from django.urls import get_resolver

    from rejoinder.project.wsgi import application  # sets Django up

    # Read now what the first request would otherwise wait for.
    _ = get_resolver().url_patterns

    from rejoinder.pagestore.local import local_store  # its models need Django set up

    headers = tuple((name.lower(), value) for name, value in PUBLIC_HEADERS)
    environment = settings.ENVIRONMENT
    manner = Manner(headers, is_purged=bool(environment.purge_url))
    pages = StoredPages(
        local_store(), manner, offline_seconds=environment.offline_minutes * 60
    )
    return Server(application, environment, pages)
