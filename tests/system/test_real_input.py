"""Real articles and comments through the started command: shown as they were written.

A part of them, to stay short; tests/prove has all, on both databases.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import SHARED_DATA
from tests.publishing import Published, Story, publish_stories
from tests.real_input import (
    Reader,
    check_article,
    check_comments,
    naughty_strings,
    sentences,
    spam,
    speak_freely,
    wikinews,
)
from tests.running import RunningSite

LINES_OF_A_LANGUAGE = 100
SPAM_COMMENTS = 1_000


@dataclass(frozen=True)
class Newspaper:
    reader: Reader
    stories: list[Story]
    published: list[Published]


@pytest.fixture(scope="module")
def newspaper(
    made_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newspaper]:
    """A running site with all the real articles."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of other systems' real files is not here")
    data = tmp_path_factory.mktemp("real") / "data"
    shutil.copytree(made_site, data)
    stories = wikinews(SHARED_DATA)
    published = publish_stories(stories, data)
    speak_freely(data)
    site = RunningSite(data).start()
    with closing(Reader(site)) as reader:
        yield Newspaper(reader, stories, published)
    site.stop()


def test_real_articles_are_shown_as_they_were_written(newspaper: Newspaper) -> None:
    assert len(newspaper.stories) == 12
    pairs = zip(newspaper.stories, newspaper.published, strict=True)
    for story, article in pairs:
        check_article(newspaper.reader, story, article)


def test_real_comments_are_shown_as_they_were_written(newspaper: Newspaper) -> None:
    comments = [
        *spam(SHARED_DATA)[:SPAM_COMMENTS],
        *sentences(SHARED_DATA, LINES_OF_A_LANGUAGE),
        *naughty_strings(SHARED_DATA),
    ]
    assert len(comments) == SPAM_COMMENTS + 2 * LINES_OF_A_LANGUAGE + 511
    check_comments(newspaper.reader, newspaper.published, comments)
