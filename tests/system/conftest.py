"""The real command, a real PostgreSQL, a real browser: started once, told apart by
folder and port."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

from tests.browser import launch
from tests.postgresql import new_database, running_postgresql
from tests.running import RunningSite

HERE = Path(__file__).parent
PHONE = ViewportSize(width=360, height=740)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.system)


@pytest.fixture(scope="session", autouse=True)
def hangups_are_heard() -> Iterator[None]:
    """Under nohup whatever the tests start would be deaf to SIGHUP, as it is asked."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty site, made by the command and stopped again."""
    data = tmp_path_factory.mktemp("made") / "data"
    assert RunningSite(data).start().stop() == 0
    return data


@pytest.fixture
def data(made_site: Path, tmp_path: Path) -> Path:
    """A copy of an empty site, so that no test waits for migrations."""
    return Path(shutil.copytree(made_site, tmp_path / "data"))


@pytest.fixture
def start() -> Iterator[Callable[..., RunningSite]]:
    """Start sites: `start(data, "--host", …)`. What still runs at the end is killed."""
    started: list[RunningSite] = []

    def start_site(data: Path, *options: str, **environment: str) -> RunningSite:
        site = RunningSite(data, options, environment)
        started.append(site)
        return site.start()

    yield start_site
    for site in started:
        # The number of one that has ended may be somebody else's by now.
        if site.is_running:
            os.killpg(site.process.pid, signal.SIGKILL)
            site.process.wait()
        site.close()


@pytest.fixture
def running_site(data: Path, start: Callable[..., RunningSite]) -> RunningSite:
    return start(data)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    with running_postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def made_database(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with an empty site, to make others from."""
    data = tmp_path_factory.mktemp("made-postgresql") / "data"
    address = new_database(postgresql, "made")
    site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": address})
    assert site.start().stop() == 0
    return "made"


@pytest.fixture
def database_url(postgresql: str, made_database: str, tmp_path: Path) -> str:
    """A PostgreSQL database of one test, with an empty site."""
    name = f"site_{abs(hash(tmp_path))}"
    return new_database(postgresql, name, template=made_database)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """At a phone's width, scripts off as well: nothing may need them."""
    context = browser.new_context(
        java_script_enabled=False, viewport=PHONE, has_touch=True
    )
    yield context.new_page()
    context.close()
