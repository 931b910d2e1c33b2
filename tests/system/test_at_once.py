"""Twenty at once do what one does: one row, and counters that agree with the rows.

33 of the list of published accidents (CVE-2023-2010, GHSA-f899-4mr4-fqpv).
"""

from __future__ import annotations

import re
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests.people import PASSWORD
from tests.postgresql import new_database
from tests.publishing import Published, publish_headline
from tests.real_input import kept_sources, speak_freely
from tests.running import RunningSite, rejoinder, wait_until
from tests.system.plain_browser import PlainBrowser

AT_ONCE = 20


def at_once(act: Callable[[int], int]) -> Counter[int]:
    """How often each status was answered when all begin together."""
    barrier = threading.Barrier(AT_ONCE)
    statuses: list[int] = []

    def begin(number: int) -> None:
        barrier.wait()
        statuses.append(act(number))

    threads = [threading.Thread(target=begin, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


@dataclass(frozen=True)
class Newsroom:
    """A running site. Each test speaks under an article of its own."""

    site: RunningSite

    @property
    def address(self) -> str:
        return self.site.environment["REJOINDER_DATABASE_URL"]

    def publish(self, headline: str) -> Published:
        return publish_headline(headline, self.site.data, self.address)

    def say(self, article: Published, words: str) -> int:
        status, _ = PlainBrowser(self.site).ask(
            "POST",
            f"/discussion/{article.thread_id}/comments/",
            comment=words,
            author="Gil",
            email="gil@example.org",
        )
        return status

    def kept(self, article: Published) -> dict[int, str]:
        """The comments of the article by number, once all counters agree."""
        said = rejoinder("doctor", "--data", self.site.data, **self.site.environment)
        assert said == "All is well.\n"
        rows = kept_sources(self.site)
        mine = rows.keys() & {(article.thread_id, number) for _, number in rows}
        return {key[1]: rows[key] for key in mine}

    def shows(self, article: Published, words: str) -> None:
        """To a stranger, whose page is renewed a moment after it changed."""
        wait_until(lambda: words in self.site.get(article.path), f"{words} is shown")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def newsroom(
    request: pytest.FixtureRequest,
    made_site: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Newsroom]:
    data, address = tmp_path_factory.mktemp("at_once") / "data", ""
    shutil.copytree(made_site, data)
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        template = request.getfixturevalue("made_database")
        address = new_database(server, "at_once", template)
    speak_freely(data, address)
    site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": address}).start()
    yield Newsroom(site)
    site.stop()


def test_same_comment_is_taken_once(newsroom: Newsroom) -> None:
    article = newsroom.publish("One says it")
    statuses = at_once(lambda _: newsroom.say(article, "Me first."))
    assert statuses == {303: 1, 409: AT_ONCE - 1}
    assert newsroom.kept(article) == {1: "Me first."}
    newsroom.shows(article, "One thought on")


def test_different_comments_are_all_taken_and_counted(newsroom: Newsroom) -> None:
    article = newsroom.publish("All say something")
    statuses = at_once(lambda n: newsroom.say(article, f"Number {n}."))
    assert statuses == {303: AT_ONCE}
    kept = newsroom.kept(article)
    assert sorted(kept) == list(range(1, AT_ONCE + 1))
    assert set(kept.values()) == {f"Number {n}." for n in range(AT_ONCE)}
    newsroom.shows(article, f"{AT_ONCE} thoughts on")


def test_comment_approved_by_all_at_once_is_decided_once(newsroom: Newsroom) -> None:
    article = newsroom.publish("Somebody waits")
    options = ("--data", newsroom.site.data)
    variables = newsroom.site.environment
    rejoinder("settings", "set", "moderation_words=mumble", *options, **variables)
    assert newsroom.say(article, "Mumble, mumble.") == 303
    add = ("person", "add", "--email", "cy@example.org", "--name", "Cy")
    password = f"{PASSWORD}\n"
    rejoinder(*add, "--role", "moderator", *options, stdin=password, **variables)
    desk = PlainBrowser(newsroom.site)
    desk.log_in("cy@example.org")
    _, page = desk.ask("GET", "/moderation/")
    seen = re.search(r'name="seen" value="((\d+):held:1)"', page)
    assert seen is not None
    fields = {"one": f"approve:{seen[2]}", "seen": seen[1]}

    def approve(_: int) -> int:
        mine = PlainBrowser(newsroom.site, SimpleCookie(desk.cookies.output(header="")))
        return mine.press(page, "/moderation/judge/", **fields)[0]

    assert at_once(approve) == {303: AT_ONCE}
    _, log = desk.ask("GET", "/moderation/log/")
    assert log.count("all by <bdi>Cy</bdi>") == 1
    assert newsroom.kept(article) == {1: "Mumble, mumble."}
    newsroom.shows(article, "One thought on")


def test_first_owner_is_one(newsroom: Newsroom) -> None:
    link = re.search(r"/account/welcome/\S+$", newsroom.site.output, re.MULTILINE)
    assert link is not None

    def become_owner(number: int) -> int:
        browser = PlainBrowser(newsroom.site)
        _, page = browser.ask("GET", link[0])
        if "Become the owner" not in page:
            return 410  # somebody was so fast that there was no form any more
        fields = {"name": f"Olga {number}", "mail": f"olga{number}@example.org"}
        fields |= {"password": PASSWORD, "password_again": PASSWORD}
        return browser.press(page, link[0], **fields)[0]

    assert at_once(become_owner) == {303: 1, 410: AT_ONCE - 1}
