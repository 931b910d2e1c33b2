"""A cache in front of a real site is told of changes: one with notes, and Varnish."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.running import RunningSite, free_port, is_listening, rejoinder, wait_until
from tests.system.visits import visit

VCL = Path(__file__).parents[2] / "deploy" / "varnish.vcl"
VARNISH = shutil.which("varnishd", path=os.environ.get("PATH", "") + ":/usr/sbin")


@dataclass
class Notes:
    """What was purged, and with which secret. `status` is what the cache answers."""

    tags: list[str] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    refused: int = 0
    status: int = 200


@dataclass
class NotingCache:
    notes: Notes
    url: str


@pytest.fixture
def cache() -> Iterator[NotingCache]:
    notes = Notes()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            notes.secrets.add(self.headers["Authorization"])
            if notes.status == 200:
                notes.tags += self.headers["Surrogate-Key"].split()
            else:
                notes.refused += 1
            self.send_response(notes.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield NotingCache(notes, f"http://127.0.0.1:{server.server_port}/purge")
        server.shutdown()
        thread.join()


@pytest.fixture
def data(made_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_site, tmp_path / "data"))


def rename(data: Path, name: str) -> None:
    rejoinder("settings", "--data", data, "set", f"name={name}")


def test_a_cache_is_told_of_a_change_and_told_again_after_503(
    data: Path, cache: NotingCache
) -> None:
    secret = {"REJOINDER_PURGE_URL": cache.url, "REJOINDER_PURGE_TOKEN": "s3cret"}
    site = RunningSite(data, environment=secret).start()
    try:
        wait_until(lambda: cache.notes.tags, "everything is purged at first")
        cache.notes.status = 503
        rename(data, "Another name")
        wait_until(lambda: cache.notes.refused >= 2, "it was tried twice")
        cache.notes.tags.clear()
        cache.notes.status = 200
        wait_until(lambda: cache.notes.tags, "it is tried again")
        assert cache.notes.tags[0].endswith(":layout")
        assert cache.notes.secrets == {"Bearer s3cret"}
        assert "answered 503" in site.output
        assert visit(site.port, "/").headers["Surrogate-Key"]
    finally:
        site.stop()


@pytest.mark.skipif(VARNISH is None, reason="varnish is not installed")
def test_varnish_keeps_a_page_until_it_changes(data: Path, tmp_path: Path) -> None:
    port = free_port()
    front = f"http://127.0.0.1:{port}"
    site = RunningSite(
        data,
        ("--public-url", front, "--trusted-proxy", "127.0.0.1"),
        {"REJOINDER_PURGE_URL": f"{front}/purge"},
    )
    vcl = tmp_path / "site.vcl"
    text = VCL.read_text().replace('.port = "8000"', f'.port = "{site.port}"')
    vcl.write_text(text)
    varnish = start_varnish(vcl, port, tmp_path / "varnish")
    try:
        wait_until(lambda: is_listening(port) or varnish.poll() is not None, "it runs")
        if varnish.poll() is not None:
            pytest.skip("this varnish cannot load deploy/varnish.vcl: no xkey?")
        site.start()
        wait_until(lambda: is_kept(port), "the front page is kept")
        assert not visit(port, "/").headers["Surrogate-Key"]
        assert not is_kept(port, Cookie="rejoinder_session=x")
        rename(data, "Another name")
        wait_until(lambda: b"Another name" in visit(port, "/").body, "it is purged")
        wait_until(lambda: is_kept(port), "the new page is kept")
        assert b"Another name" in visit(port, "/").body
    finally:
        site.stop()
        varnish.terminate()
        varnish.wait()


def start_varnish(vcl: Path, port: int, folder: Path) -> subprocess.Popen[bytes]:
    assert VARNISH
    command = [VARNISH, "-F", "-j", "none", "-n", str(folder), "-f", str(vcl)]
    command += ["-a", f"127.0.0.1:{port}", "-s", "malloc,16m"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def is_kept(port: int, **headers: str) -> bool:
    """Two numbers: this request's, and that of the one by which the page came."""
    return len((visit(port, "/", **headers).headers["X-Varnish"] or "").split()) == 2
