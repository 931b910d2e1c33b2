"""Makes the page of a reader without cookies, and puts it into the store."""

from __future__ import annotations

import io
import logging
import sqlite3
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from rejoinder.pagestore.building import Outcome
from rejoinder.pagestore.holes import cut_holes
from rejoinder.pagestore.pages import Page, digest_of, file_name, make_page
from rejoinder.pagestore.places import place_of
from rejoinder.pagestore.rendering import Rendering, rendering
from rejoinder.pagestore.store import PageStore
from rejoinder.project.gateway import FOR_STORE, Answer, answer_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

OK, SERVER_ERROR = 200, 500


@dataclass(frozen=True)
class Built:
    """What the application answered to a reader without cookies; `outcome` says what
    became of it in the store."""

    answer: Answer
    outcome: Outcome


class StoringApplication:
    """Django, which also makes pages for the store.

    A request with FOR_STORE is answered as one without cookies, parameters and
    headers would be, whatever it brought: nothing else may decide what is kept.
    """

    def __init__(
        self, application: WSGIApplication, store: PageStore, bound_url: str
    ) -> None:
        self._application = application
        self._store = store
        self._bound = urlsplit(bound_url)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        site = environ.pop(FOR_STORE, 0)
        if not site:
            return self._application(environ, start_response)
        path = environ["PATH_INFO"].encode("latin-1").decode()
        built = self.build(int(site), path)
        if built.answer.status != OK and environ.get("QUERY_STRING"):
            # Where it leads elsewhere, what was asked goes along.
            return self._application(environ, start_response)
        answer = built.answer
        start_response(f"{answer.status} -", answer.headers)
        body = answer.body
        return [body] if isinstance(body, bytes) else body

    def build(self, site: int, path: str) -> Built:
        """Make the page at `path`, and keep it if it is one that is kept."""
        began = self._begin(path)
        answer, made, made_at = self._made(path)
        if answer.status >= SERVER_ERROR:
            return Built(answer, "failed")
        if not _may_be_kept(answer, made):
            return Built(_without_marks(answer, made), "gone")
        page = self._page(path, answer, made, made_at)
        answer = Answer(answer.status, answer.headers, page.encodings["identity"])
        return Built(answer, self._publish(site, page, made, began))

    def digest(self, path: str) -> str | None:
        """What a fresh page at `path` would have for its digest; None if there is
        none that is kept. Nothing is stored."""
        answer, made, _made_at = self._made(path)
        if not _may_be_kept(answer, made):
            return None
        body, _holes = cut_holes(_bytes(answer.body), made.mark)
        return digest_of(body)

    def _made(self, path: str) -> tuple[Answer, Rendering, float]:
        made_at = time.time()
        with rendering() as made:
            return answer_of(self._application, self._environ(path)), made, made_at

    def _begin(self, path: str) -> int | None:
        if place_of(path) is None:
            return None
        try:
            return self._store.begin()
        except (OSError, sqlite3.Error):
            return None  # no store, or not yet

    def _publish(
        self, site: int, page: Page, made: Rendering, began: int | None
    ) -> Outcome:
        if began is None:
            return "gone"
        try:
            is_there = self._store.publish(site, page, made.tags, began)
        except (OSError, sqlite3.Error) as error:
            logger.error("A page could not be kept: %s", error)
            return "failed"
        return "published" if is_there else "overtaken"

    def _page(self, path: str, answer: Answer, made: Rendering, made_at: float) -> Page:
        headers = {name.lower(): value for name, value in answer.headers}
        body, holes = cut_holes(_bytes(answer.body), made.mark)
        return make_page(
            path=path,
            content_type=headers["content-type"],
            language=headers.get("content-language", ""),
            body=body,
            tags=made.tags,
            holes=holes,
            made_at=made_at,
            modified_at=int(made_at),
            fresh_until=made.fresh_until.timestamp() if made.fresh_until else 0,
            shows_people=made.shows_people,
        )

    def _environ(self, path: str) -> WSGIEnvironment:
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path.encode("utf-8", "surrogatepass").decode("latin-1"),
            "QUERY_STRING": "",
            "CONTENT_TYPE": "",
            "CONTENT_LENGTH": "0",
            "SERVER_NAME": self._bound.hostname or "",
            "SERVER_PORT": str(self._bound.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._bound.netloc,
            "REMOTE_ADDR": "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._bound.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _may_be_kept(answer: Answer, made: Rendering) -> bool:
    headers = {name.lower(): value for name, value in answer.headers}
    return (
        answer.status == OK
        and made.is_shared
        and bool(made.tags)
        and "set-cookie" not in headers
        and file_name(headers.get("content-type", "")) is not None
    )


def _bytes(body: bytes | BinaryIO) -> bytes:
    if isinstance(body, bytes):
        return body
    with body:
        return body.read()


def _without_marks(answer: Answer, made: Rendering) -> Answer:
    body, _holes = cut_holes(_bytes(answer.body), made.mark)
    return Answer(answer.status, answer.headers, body)
