"""PostgreSQL is stopped and started again while the site is read and written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgresql import Server, new_database, postgresql_server
from tests.publishing import Published, publish_headline
from tests.real_input import speak_freely
from tests.running import RunningSite, wait_until
from tests.system.plain_browser import PlainBrowser

TEXT = "Keep <this> & every word of it."


@dataclass(frozen=True)
class Newspaper:
    server: Server
    site: RunningSite

    def publish(self, headline: str) -> Published:
        address = self.site.environment["REJOINDER_DATABASE_URL"]
        return publish_headline(headline, self.site.data, address)

    def say(
        self, browser: PlainBrowser, article: Published, words: str, **more: str
    ) -> tuple[int, str]:
        fields = {"author": "Gil", "email": "gil@example.org", "comment": words} | more
        return browser.ask(
            "POST", f"/discussion/{article.thread_id}/comments/", **fields
        )

    def shows(self, path: str, words: str) -> bool:
        status, page = PlainBrowser(self.site).ask("GET", path)
        return status == 200 and words in page


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    data: Path = tmp_path_factory.mktemp("away") / "data"
    with postgresql_server() as server:
        address = new_database(server.address, "away")
        site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": address})
        assert site.start().stop() == 0
        speak_freely(data, address)
        yield Newspaper(server, site.start())
        site.stop()


def test_reading_goes_on_and_nothing_written_is_lost(newspaper: Newspaper) -> None:
    article = newspaper.publish("The database rests")
    unread = newspaper.publish("Nobody has read this")
    guest = PlainBrowser(newspaper.site)
    remember = {"wp-comment-cookies-consent": "yes"}
    assert newspaper.say(guest, article, "Before the rest.", **remember)[0] == 303
    feed = f"{article.path}feed/"
    wait_until(lambda: newspaper.shows(article.path, "Before the rest."), "it is shown")
    wait_until(lambda: newspaper.shows(feed, "Before the rest."), "the feed has it")
    newspaper.server.stop()
    try:
        reader = PlainBrowser(newspaper.site)
        assert newspaper.shows(article.path, "Before the rest.")
        assert newspaper.shows(feed, "Before the rest.")
        # Who is known gets the page as well, with what everybody has in its holes.
        assert "Before the rest." in guest.ask("GET", article.path)[1]
        status, page = newspaper.say(reader, article, TEXT)
        assert status == 503
        assert reader.headers["Retry-After"].isdigit()
        assert "Keep &lt;this&gt; &amp; every word of it.</textarea>" in page
        assert "Traceback" not in page
        assert reader.ask("GET", unread.path)[0] == 503
    finally:
        newspaper.server.start()
    wait_until(
        lambda: newspaper.say(PlainBrowser(newspaper.site), article, TEXT)[0] != 503,
        "comments are taken again",
    )
    wait_until(lambda: newspaper.shows(article.path, "every word of it"), "it is shown")
    assert newspaper.shows(unread.path, "Nobody has read this")
    assert "Traceback" not in newspaper.site.output
