"""A site that speaks HTTPS itself: HTTP/2 and 1.1, and what it refuses."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import BODY, page, publish
from tests.running import RunningSite, run_rejoinder

OPENSSL, CURL = shutil.which("openssl"), shutil.which("curl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


def speaks_http2() -> bool:
    if CURL is None:
        return False
    shown = subprocess.run([CURL, "--version"], capture_output=True, text=True).stdout
    return "HTTP2" in shown


needs_curl = pytest.mark.skipif(not speaks_http2(), reason="no curl with HTTP/2")


@dataclass(frozen=True)
class Pair:
    certificate: Path
    key: Path

    @property
    def options(self) -> tuple[str, ...]:
        return "--certificate", str(self.certificate), "--key", str(self.key)


@dataclass
class SecureSite(RunningSite):
    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"


def make_pair(folder: Path, name: str) -> Pair:
    assert OPENSSL
    pair = Pair(folder / f"{name}.pem", folder / f"{name}.key")
    command = f"{OPENSSL} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    command += " -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    files = ["-keyout", pair.key, "-out", pair.certificate]
    subprocess.run(
        [*command.split(), *map(str, files)], check=True, capture_output=True
    )
    return pair


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("pair"), "ours")


@pytest.fixture(scope="module")
def site(
    made_site: Path, pair: Pair, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SecureSite]:
    data = tmp_path_factory.mktemp("https") / "data"
    shutil.copytree(made_site, data)
    site = SecureSite(data, pair.options)
    site.start()
    yield site
    site.stop()


def curl(site: SecureSite, pair: Pair, *options: str, path: str = "/") -> str:
    """The answer as it comes: head, empty line, body."""
    assert CURL
    command = [CURL, "-sS", "-D", "-", "-o", "-", "--cacert", str(pair.certificate)]
    result = subprocess.run(
        [*command, *options, site.url + path], capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def head_of(answer: str) -> str:
    return answer.replace("\r", "").partition("\n\n")[0].lower()


@needs_curl
@pytest.mark.parametrize(
    ("option", "line"), [("--http2", "http/2 200"), ("--http1.1", "http/1.1 200")]
)
def test_a_page_is_answered_in_both_versions(
    site: SecureSite, pair: Pair, option: str, line: str
) -> None:
    assert head_of(curl(site, pair, option)).startswith(line)


@needs_curl
def test_a_stored_page_is_answered_over_http2(site: SecureSite, pair: Pair) -> None:
    path = "/only-in-the-store/"
    publish(PageStore(site.data / "pages"), page(path))
    answer = curl(site, pair, "--http2", path=path)
    assert head_of(answer).startswith("http/2 200")
    assert answer.endswith(BODY.decode())


@needs_curl
def test_links_are_https(site: SecureSite, pair: Pair) -> None:
    assert f'href="{site.url}/' in curl(site, pair, "--http2")


@needs_curl
def test_a_page_with_such_links_is_as_a_fresh_one(site: SecureSite, pair: Pair) -> None:
    curl(site, pair, path="/feed/")
    said = run_rejoinder("pages", "verify", "--data", site.data).stdout
    assert "Comparing pages" in said
    assert "✗ /feed/" not in said


def test_both_sides_agree_on_the_version(site: SecureSite, pair: Pair) -> None:
    context = ssl.create_default_context(cafile=pair.certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    address = ("127.0.0.1", site.port)
    with (
        socket.create_connection(address, 30) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
    ):
        assert secure.selected_alpn_protocol() == "h2"


def refusal(folder: Path, *options: str) -> str:
    result = run_rejoinder("serve", "--data", folder / "data", *options)
    assert result.returncode == 2
    assert not (folder / "data").exists()
    return result.stderr + result.stdout


def test_a_certificate_without_its_key_is_refused(tmp_path: Path, pair: Pair) -> None:
    assert "--key" in refusal(tmp_path, *pair.options[:2])
    assert "--certificate" in refusal(tmp_path, *pair.options[2:])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, pair: Pair) -> None:
    gone = Pair(tmp_path / "gone.pem", pair.key)
    assert "gone.pem cannot be read" in refusal(tmp_path, *gone.options)


def test_a_key_of_another_certificate_is_refused(tmp_path: Path, pair: Pair) -> None:
    other = make_pair(tmp_path, "other")
    mixed = Pair(pair.certificate, other.key)
    assert "is not that of the certificate" in refusal(tmp_path, *mixed.options)


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path, pair: Pair) -> None:
    text = tmp_path / "text.pem"
    text.write_text("Hello.")
    assert "in PEM" in refusal(tmp_path, *Pair(text, pair.key).options)
