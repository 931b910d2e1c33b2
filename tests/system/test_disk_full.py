"""The disk of the page store is full while the site is served."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.people import PASSWORD
from tests.publishing import publish_headline
from tests.real_input import speak_freely
from tests.running import RunningSite, rejoinder, wait_until
from tests.system.plain_browser import PlainBrowser

IS_FULL = "The disk is full"


@pytest.fixture
def small_disk(data: Path) -> Iterator[Path]:
    """8 MB under the page store alone; the database has room."""
    folder = data / "pages"
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_readers_get_their_pages_and_the_owner_is_told(
    small_disk: Path, data: Path, start: Callable[..., RunningSite]
) -> None:
    site = start(data)
    article = publish_headline("No room left", data)
    speak_freely(data)
    owner = owner_of(site)
    before = read_twice(site, article.path)
    assert IS_FULL not in owner.ask("GET", "/moderation/pages/")[1]
    filling = small_disk / "filling"
    fill(filling)
    fields = {"author": "Gil", "email": "gil@example.org", "comment": "Without room."}
    path = f"/discussion/{article.thread_id}/comments/"
    assert PlainBrowser(site).ask("POST", path, **fields)[0] == 303
    assert site.get(article.path) == before
    assert IS_FULL in owner.ask("GET", "/moderation/pages/")[1]
    assert IS_FULL in rejoinder("pages", "status", "--data", data)
    filling.unlink()
    wait_until(lambda: "Without room." in site.get(article.path), "it is renewed")
    assert IS_FULL not in owner.ask("GET", "/moderation/pages/")[1]
    assert " 0 wrong" in rejoinder("pages", "verify", "--data", data)


def read_twice(site: RunningSite, path: str) -> str:
    """So that it is a page that is read: what nobody reads is taken away instead."""
    site.get(path)
    return site.get(path)


def owner_of(site: RunningSite) -> PlainBrowser:
    rejoinder(
        *("person", "add", "--email", "ada@example.org", "--name", "Ada"),
        *("--role", "owner", "--data", site.data),
        stdin=f"{PASSWORD}\n",
    )
    browser = PlainBrowser(site)
    browser.log_in("ada@example.org")
    return browser


def fill(file: Path) -> None:
    """To the last byte."""
    with file.open("wb", buffering=0) as filling:
        try:
            while filling.write(bytes(4096)):
                pass
        except OSError:
            return
