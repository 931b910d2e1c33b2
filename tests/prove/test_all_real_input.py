"""All the real articles and comments there are, on both databases: shown as they were
written. tests/system has a part of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.postgresql import new_database
from tests.publishing import publish_stories
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


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_everything_is_shown_as_it_was_written(
    database: str, tmp_path: Path, shared_data: Path, request: pytest.FixtureRequest
) -> None:
    address = ""
    if database == "postgresql":
        address = new_database(request.getfixturevalue("postgresql"), "real_input")
    data = tmp_path / "data"
    site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": address})
    assert site.start().stop() == 0
    stories = wikinews(shared_data)
    published = publish_stories(stories, data, address)
    speak_freely(data, address)
    comments = [
        *spam(shared_data),
        *sentences(shared_data),
        *naughty_strings(shared_data),
    ]
    with closing(Reader(site.start())) as reader:
        for story, article in zip(stories, published, strict=True):
            check_article(reader, story, article)
        check_comments(reader, published, comments)
    assert site.stop() == 0
    print(f"{len(stories)} articles and {len(comments)} comments on {database}")
