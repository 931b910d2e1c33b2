"""Articles for tests of the started command: published as an import would do it.

`python -m tests.publishing`, with REJOINDER_DATA and, where it is used,
REJOINDER_DATABASE_URL set, reads Story objects as a list of JSON and answers where
each stands.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tests.running import clean_environment

if TYPE_CHECKING:
    from rejoinder.discussion.models import Thread

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Story:
    """An article to publish, with what was said about it.

    `published_on` is an ISO date; '' for today.
    """

    headline: str
    paragraphs: Sequence[str] = ()
    byline: str = ""
    published_on: str = ""
    comments: Sequence[str] = ()


@dataclass(frozen=True)
class Published:
    path: str
    thread_id: int


def publish_headline(headline: str, data: Path, database_url: str = "") -> Published:
    return publish_stories([Story(headline)], data, database_url)[0]


def publish_stories(
    stories: Sequence[Story], data: Path, database_url: str = ""
) -> list[Published]:
    """In a process of its own: this one may have Django loaded for another site."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.publishing"],
        cwd=ROOT,
        input=json.dumps([asdict(story) for story in stories]),
        capture_output=True,
        text=True,
        env=clean_environment(
            REJOINDER_DATA=str(data), REJOINDER_DATABASE_URL=database_url
        ),
    )
    assert result.returncode == 0, result.stderr
    return [Published(**answer) for answer in json.loads(result.stdout)]


def main() -> None:
    from rejoinder.project.preparing import set_up_django

    set_up_django()
    stories = [Story(**story) for story in json.load(sys.stdin)]
    json.dump([asdict(_publish(story)) for story in stories], sys.stdout)


def _publish(story: Story) -> Published:
    from rejoinder.newsroom import body
    from rejoinder.newsroom.actions import add_writer, publish_article, write_article
    from rejoinder.newsroom.models import ArticleThread, Writer
    from rejoinder.sites.queries import current_site

    site = current_site()
    assert site is not None
    on, paragraphs = story.published_on, story.paragraphs
    writers = list(Writer.objects.filter(name=story.byline))
    if story.byline and not writers:
        writers = [add_writer(site=site, name=story.byline)]
    article = publish_article(
        article=write_article(
            site=site,
            headline=story.headline,
            body=[body.rich_text("".join(f"<p>{escape(p)}</p>" for p in paragraphs))],
            bylines=writers,
            published_on=datetime.fromisoformat(f"{on}T12:00:00Z") if on else None,
        )
    )
    thread = ArticleThread.objects.get(article=article).thread
    for words in story.comments:
        _keep(thread, words)
    return Published(thread.subject_url, thread.pk)


def _keep(thread: Thread, words: str) -> None:
    from django.utils import timezone

    from rejoinder.discussion.actions import keep_comment
    from rejoinder.discussion.models import CommentState
    from rejoinder.discussion.screening import Author

    keep_comment(
        thread=thread,
        parent=None,
        author=Author(name="Ben", mail="", url=""),
        source_text=words,
        state=CommentState.PUBLISHED,
        written_at=timezone.now(),
    )


if __name__ == "__main__":
    os.environ.setdefault("REJOINDER_LOG_LEVEL", "error")
    main()
