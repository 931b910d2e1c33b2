"""How near does a stored page come to a plain file of nginx?

The started command with nothing in front, nginx over the very files of its store, and
nginx with our own configuration; asked in turn, all with the same client.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from tests.nginx import NGINX, WHY_NOT, running_nginx
from tests.running import RunningSite, free_port, rejoinder, wait_until

from benchmarks.seeding import (
    WORDS,
    Talk,
    benchmark_folder,
    cookie_of_a_guest,
    posting,
    running_talk,
)
from benchmarks.wrk import Measured, wrk
from rejoinder.pagestore.pages import NoSuchPage, make_page
from rejoinder.pagestore.store import PageStore
from rejoinder.web.headers import PUBLIC_HEADERS

SITE = 1
POSTS_PER_SECOND = 20

#: The bare minimum, with our headers: the bytes are then the same.
_BASELINE = """
gzip_static on;
server {{
  listen 127.0.0.1:{port}; root {root}; index index.html;
  {headers}
}}
"""

WRITTEN = ("stored, written", "file, written")

Measure = Callable[[], Measured]


@dataclass(frozen=True)
class Row:
    """What is measured, what it is compared with, and the ratio to reach."""

    name: str
    measure: str
    baseline: str
    reach: float | None


ROWS = (
    Row("stored page", "stored", "file", 0.8),
    Row("a fresh fbclid each time", "fresh", "stored", 0.9),
    Row("304", "unchanged", "file unchanged", 0.85),
    Row("behind our nginx configuration", "behind nginx", "file", 0.95),
    Row("filled for a remembered guest", "filled", "file", 0.10),
    Row("while 20 a second post", "stored, written", "file, written", 0.5),
    Row("reply page", "reply", "stored", None),
)


def main() -> None:
    options = _options()
    if NGINX is None:
        raise SystemExit(f"{WHY_NOT}, and there is nothing to compare with.")
    with (
        benchmark_folder() as folder,
        running_talk(folder, options.comments) as talk,
        nullcontext(_guest(talk)) as guest,
        _fronts(folder, talk) as (file_port, nginx_port),
    ):
        measures = _measures(talk, folder, file_port, nginx_port, guest, options)
        # Last those in which the page changes.
        written = {name: measures.pop(name) for name in (*measures,) if name in WRITTEN}
        rounds = _in_turn(measures, options.rounds)
        rounds |= _in_turn(written, options.rounds)
        memory = talk.site.megabytes
    print(f"{options.comments} comments, {options.connections} connections")
    for row in ROWS:
        _print(row, rounds)
    print(f"Memory of all processes of the site: {memory:.0f} MB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--seconds", type=int, default=2, help="of each measurement of a round"
    )
    return parser.parse_args()


def _guest(talk: Talk) -> str:
    """The header of a remembered guest, once everybody can read what they wrote."""
    header = f"Cookie: {cookie_of_a_guest(talk)}"
    wait_until(lambda: WORDS in talk.site.get(talk.article.path), "it is shown")
    return header


@contextmanager
def _fronts(folder: Path, talk: Talk) -> Iterator[tuple[int, int]]:
    """Put the page into the store; the ports of both nginx."""
    file_port, nginx_port = free_port(), free_port()
    ours = rejoinder("nginx", "--data", talk.site.data, "--port", talk.site.port)
    ours = ours.replace(
        f"listen 127.0.0.1:{talk.site.port};", f"listen 127.0.0.1:{nginx_port};"
    )
    headers = "".join(f'add_header {n} "{v}"; ' for n, v in PUBLIC_HEADERS)
    _store(talk)
    # A copy: ours are taken away, and made again, where people post meanwhile.
    root = folder / "copies"
    shutil.copytree(talk.site.data / "pages" / "sites" / str(SITE), root)
    plain = _BASELINE.format(port=file_port, root=root, headers=headers)
    with (
        running_nginx(folder / "file", plain, file_port),
        running_nginx(folder / "front", ours, nginx_port),
    ):
        yield file_port, nginx_port


def _store(talk: Talk) -> None:
    """See to it that the article is stored, whoever does it."""
    body = talk.site.get(talk.article.path).encode()
    store = PageStore(talk.site.data / "pages")
    path = unquote(talk.article.path)
    if not store.index.is_usable:
        store.start_afresh()
    store.set_hosts({urlsplit(talk.site.url).netloc: SITE} | store.hosts())
    try:
        store.page(SITE, path)
    except NoSuchPage:
        now = time.time()
        page = make_page(
            path=path,
            content_type="text/html; charset=utf-8",
            language="en",
            body=body,
            tags=["article:1"],
            made_at=now,
            modified_at=int(now),
        )
        assert store.publish(SITE, page, {"article:1": 0.0}, store.begin())
    wait_until(lambda: _etag(talk.site.port, talk), "the page is stored")


def _etag(port: int, talk: Talk) -> str:
    url = f"http://127.0.0.1:{port}{talk.article.path}"
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        return answer.headers["ETag"] or ""


def _measures(
    talk: Talk,
    folder: Path,
    file_port: int,
    nginx_port: int,
    guest: str,
    options: argparse.Namespace,
) -> dict[str, Measure]:
    def ask(
        port: int, query: str = "", *headers: str, fresh_in: Path | None = None
    ) -> Measured:
        measured = wrk(
            f"http://127.0.0.1:{port}{talk.article.path}{query}",
            *headers,
            seconds=options.seconds,
            connections=options.connections,
            fresh_in=fresh_in,
        )
        assert not measured.failed
        return measured

    def condition(port: int) -> str:
        return f"If-None-Match: {_etag(port, talk)}"

    def while_written(port: int) -> Measured:
        with posting(talk, POSTS_PER_SECOND):
            return ask(port)

    site: RunningSite = talk.site
    return {
        "file": lambda: ask(file_port),
        "stored": lambda: ask(site.port),
        "fresh": lambda: ask(site.port, fresh_in=folder),
        "behind nginx": lambda: ask(nginx_port),
        "file unchanged": lambda: ask(file_port, "", condition(file_port)),
        "unchanged": lambda: ask(site.port, "", condition(site.port)),
        "filled": lambda: ask(site.port, "", guest),
        "stored, written": lambda: while_written(site.port),
        "file, written": lambda: while_written(file_port),
        "reply": lambda: ask(site.port, "?replytocom=1"),
    }


def _in_turn(measures: dict[str, Measure], rounds: int) -> dict[str, list[Measured]]:
    """A first round for caches; then so many that count. A machine that grows slower
    meanwhile does so for all."""
    measured: dict[str, list[Measured]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            result = measure()
            if number:
                measured[name].append(result)
    return measured


def _print(row: Row, rounds: dict[str, list[Measured]]) -> None:
    ours, theirs = rounds[row.measure], rounds[row.baseline]
    ratio = median(
        our.per_second / their.per_second
        for our, their in zip(ours, theirs, strict=True)
    )
    reach = f", to reach {row.reach}" if row.reach else ""
    print(
        f"{row.name}: {_shown(ours)}; {row.baseline}: {_shown(theirs)}; "
        f"ratio {ratio:.3f}{reach}"
    )


def _shown(rounds: list[Measured]) -> str:
    rate = median(measured.per_second for measured in rounds)
    slow = median(measured.slow_milliseconds for measured in rounds)
    size = median(measured.bytes_each for measured in rounds)
    return f"{rate:.0f}/s of {size:.0f} bytes, p99 {slow:.1f} ms"


if __name__ == "__main__":
    main()
