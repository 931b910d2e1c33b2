"""Two machines on one PostgreSQL, each with a store of its own."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.people import PASSWORD
from tests.postgresql import new_database
from tests.publishing import Published, publish_headline
from tests.real_input import speak_freely
from tests.running import RunningSite, rejoinder, wait_until
from tests.system.plain_browser import PlainBrowser


@dataclass(frozen=True)
class Cluster:
    first: RunningSite
    second: RunningSite

    def publish(self, headline: str) -> Published:
        address = self.first.environment["REJOINDER_DATABASE_URL"]
        return publish_headline(headline, self.first.data, address)

    def say(self, article: Published, words: str) -> None:
        """At the first machine."""
        fields = {"author": "Gil", "email": "gil@example.org", "comment": words}
        path = f"/discussion/{article.thread_id}/comments/"
        assert PlainBrowser(self.first).ask("POST", path, **fields)[0] == 303

    def second_shows(self, article: Published, words: str) -> bool:
        return words in self.second.get(article.path)


@pytest.fixture(scope="module")
def cluster(
    postgresql: str, made_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    address = new_database(postgresql, "two_nodes", made_database)
    folder = tmp_path_factory.mktemp("nodes")
    # What machines share they are given; made by themselves, each would have its own.
    shared = {
        "REJOINDER_DATABASE_URL": address,
        "REJOINDER_SIGNING_KEY": "signed by both of them, with these many words",
    }
    first, second = (
        RunningSite(folder / name, environment=shared).start() for name in ("a", "b")
    )
    speak_freely(first.data, address)
    yield Cluster(first, second)
    first.stop()
    second.stop()


def test_a_comment_on_one_is_read_on_the_other(cluster: Cluster) -> None:
    article = cluster.publish("Read on two machines")
    cluster.second.get(article.path)
    cluster.say(article, "Said at the first.")
    wait_until(
        lambda: cluster.second_shows(article, "Said at the first."), "it is read"
    )


def test_what_one_hides_is_gone_on_the_other(cluster: Cluster) -> None:
    article = cluster.publish("Hidden on two machines")
    cluster.say(article, "Not for long.")
    wait_until(lambda: cluster.second_shows(article, "Not for long."), "it is read")
    rejoinder(
        *("person", "add", "--email", "cy@example.org", "--name", "Cy"),
        *("--role", "moderator", "--data", cluster.first.data),
        stdin=f"{PASSWORD}\n",
        **cluster.first.environment,
    )
    moderator = PlainBrowser(cluster.first)
    moderator.log_in("cy@example.org")
    _, page = moderator.ask("GET", f"/moderation/?thread={article.thread_id}&show=all")
    seen = re.search(r'name="seen" value="((\d+):published:\d+)"', page)
    assert seen is not None
    fields = {"one": f"hide:{seen[2]}", "seen": seen[1]}
    assert moderator.press(page, "/moderation/judge/", **fields)[0] == 303
    wait_until(lambda: not cluster.second_shows(article, "Not for long."), "it is gone")


def test_a_machine_that_was_stopped_catches_up(cluster: Cluster) -> None:
    article = cluster.publish("Stopped for a while")
    assert not cluster.second_shows(article, "Said meanwhile.")
    os.killpg(cluster.second.process.pid, signal.SIGSTOP)
    try:
        cluster.say(article, "Said meanwhile.")
    finally:
        os.killpg(cluster.second.process.pid, signal.SIGCONT)
    wait_until(lambda: cluster.second_shows(article, "Said meanwhile."), "it is read")


def test_each_has_a_store_of_its_own(cluster: Cluster) -> None:
    article = cluster.publish("Stored twice")
    stored = {}
    for site in (cluster.first, cluster.second):
        site.get(article.path)
        stored[site.data] = [
            *(site.data / "pages" / "sites").glob(f"*{article.path}.page")
        ]
    assert all(len(found) == 1 for found in stored.values())
