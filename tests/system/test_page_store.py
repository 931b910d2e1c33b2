"""Stored pages, as readers, writers and moderators meet them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.people import PASSWORD
from tests.postgresql import new_database
from tests.publishing import Published, publish_headline
from tests.real_input import speak_freely
from tests.running import RunningSite, rejoinder, wait_until
from tests.system.plain_browser import PlainBrowser


@dataclass(frozen=True)
class Newspaper:
    """A running site. Each test speaks under an article of its own."""

    site: RunningSite

    def publish(self, headline: str) -> Published:
        address = self.site.environment["REJOINDER_DATABASE_URL"]
        return publish_headline(headline, self.site.data, address)

    def reader(self) -> PlainBrowser:
        return PlainBrowser(self.site)

    def moderator(self, name: str) -> PlainBrowser:
        rejoinder(
            *("person", "add", "--email", f"{name}@example.org", "--name", name),
            *("--role", "moderator", "--data", self.site.data),
            stdin=f"{PASSWORD}\n",
            **self.site.environment,
        )
        browser = self.reader()
        browser.log_in(f"{name}@example.org")
        return browser

    def say(
        self, browser: PlainBrowser, article: Published, words: str, **more: str
    ) -> int:
        fields = {"author": "Gil", "email": "gil@example.org"} | more
        path = f"/discussion/{article.thread_id}/comments/"
        return browser.ask("POST", path, comment=words, **fields)[0]

    def is_stored(self, path: str) -> bool:
        folders = (self.site.data / "pages" / "sites").glob(f"*{path}.page")
        return any(folders)

    def waits_for(self, path: str, words: str) -> None:
        wait_until(lambda: words in self.site.get(path), f"{words} is shown")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def newspaper(
    request: pytest.FixtureRequest,
    made_site: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Newspaper]:
    data, address = tmp_path_factory.mktemp("store") / "data", ""
    shutil.copytree(made_site, data)
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        template = request.getfixturevalue("made_database")
        address = new_database(server, "page_store", template)
    speak_freely(data, address)
    options = ("--data", data)
    words = "moderation_words=mumble"
    rejoinder("settings", "set", words, *options, REJOINDER_DATABASE_URL=address)
    site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": address}).start()
    yield Newspaper(site)
    site.stop()


def test_a_page_is_stored_when_it_is_first_read(newspaper: Newspaper) -> None:
    article = newspaper.publish("Read for the first time")
    assert not newspaper.is_stored(article.path)
    first = newspaper.site.get(article.path)
    assert newspaper.is_stored(article.path)
    reader = newspaper.reader()
    assert reader.ask("GET", article.path) == (200, first)
    assert reader.headers["ETag"]


def test_a_comment_is_on_the_page_of_a_stranger(newspaper: Newspaper) -> None:
    article = newspaper.publish("Strangers read it")
    newspaper.site.get(article.path)
    newspaper.site.get(f"{article.path}feed/")
    assert newspaper.say(newspaper.reader(), article, "For everybody.") == 303
    newspaper.waits_for(article.path, "For everybody.")
    newspaper.waits_for(f"{article.path}feed/", "For everybody.")
    newspaper.waits_for("/comments/feed/", "For everybody.")


def test_whoever_wrote_it_sees_it_at_once(newspaper: Newspaper) -> None:
    article = newspaper.publish("Writers are impatient")
    newspaper.site.get(article.path)
    writer = newspaper.reader()
    for number in range(20):
        assert newspaper.say(writer, article, f"Mine, number {number}.") == 303
        assert f"Mine, number {number}." in writer.ask("GET", article.path)[1]


def test_a_remembered_guest_gets_the_same_page_with_their_name_in_it(
    newspaper: Newspaper,
) -> None:
    article = newspaper.publish("Guests are remembered")
    guest = newspaper.reader()
    remember = {"wp-comment-cookies-consent": "yes"}
    assert newspaper.say(guest, article, "Remember me.", **remember) == 303
    newspaper.waits_for(article.path, "Remember me.")
    everybody = newspaper.site.get(article.path)
    status, page = guest.ask("GET", article.path)
    assert status == 200
    assert 'value="Gil"' in page
    assert 'value="Gil"' not in everybody
    assert guest.headers["Cache-Control"] == "private, no-store"
    beginning = everybody.partition('id="respond"')[0]
    assert page.startswith(beginning)


def test_what_waits_is_seen_by_its_writer_only(newspaper: Newspaper) -> None:
    article = newspaper.publish("Some must wait")
    newspaper.site.get(article.path)
    guest = newspaper.reader()
    words = "Mumble: wait for me"
    remember = {"wp-comment-cookies-consent": "yes"}
    assert newspaper.say(guest, article, words, **remember) == 303
    assert "wait for me" in guest.ask("GET", article.path)[1]
    assert "wait for me" not in newspaper.site.get(article.path)


def test_what_is_hidden_is_gone_when_the_moderator_has_the_answer(
    newspaper: Newspaper,
) -> None:
    article = newspaper.publish("Something is hidden")
    moderator = newspaper.moderator("Cy")
    for number in range(10):
        words = f"Nobody should read number {number}."
        assert newspaper.say(newspaper.reader(), article, words) == 303
        newspaper.waits_for(article.path, words)
        newspaper.waits_for("/comments/feed/", words)
        _, page = moderator.ask(
            "GET", f"/moderation/?thread={article.thread_id}&show=all"
        )
        seen = re.search(r'name="seen" value="((\d+):published:\d+)"', page)
        assert seen is not None
        fields = {"one": f"hide:{seen[2]}", "seen": seen[1]}
        assert moderator.press(page, "/moderation/judge/", **fields)[0] == 303
        assert words not in newspaper.site.get(article.path)
        assert words not in newspaper.site.get("/comments/feed/")


def test_every_stored_page_is_as_a_fresh_one(newspaper: Newspaper) -> None:
    article = newspaper.publish("Compared with a fresh page")
    for path in ("/", "/feed/", "/sitemap.xml", article.path, f"{article.path}feed/"):
        newspaper.site.get(path)
    assert newspaper.say(newspaper.reader(), article, "Compare me.") == 303
    newspaper.waits_for(article.path, "Compare me.")
    options = ("--data", newspaper.site.data)
    variables = newspaper.site.environment
    said = rejoinder("pages", "verify", *options, **variables)
    assert re.search(r"\d+ pages: 0 wrong", said)
    assert "Pages: " in rejoinder("pages", "status", *options, **variables)
    assert "0 failed" in rejoinder("pages", "rebuild", *options, **variables)


def test_a_command_beside_the_running_site_leaves_the_pages_alone(
    newspaper: Newspaper,
) -> None:
    article = newspaper.publish("Nobody else prepares pages")
    newspaper.site.get(article.path)
    newspaper.moderator("Cleo")
    assert newspaper.is_stored(article.path)
    variables = newspaper.site.environment
    said = rejoinder("pages", "verify", "--data", newspaper.site.data, **variables)
    assert re.search(r"\d+ pages: 0 wrong", said)


def test_the_store_may_be_deleted_while_it_is_read(newspaper: Newspaper) -> None:
    article = newspaper.publish("Deleted and made again")
    first = newspaper.site.get(article.path)
    shutil.rmtree(newspaper.site.data / "pages")
    assert newspaper.site.get(article.path) == first
    wait_until(
        lambda: newspaper.site.get(article.path) and newspaper.is_stored(article.path),
        "it is stored again",
    )
    assert newspaper.say(newspaper.reader(), article, "Still here.") == 303
    newspaper.waits_for(article.path, "Still here.")
