"""What the benchmarks measure with: a site in a folder of its own, and threads of any
length made of the demo's comments.

`python -m benchmarks.seeding COUNT`, with REJOINDER_DATA set, fills the newest thread.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from tests.publishing import Published, publish_headline
from tests.running import RunningSite, clean_environment, rejoinder

if TYPE_CHECKING:
    from rejoinder.discussion.models import Comment, Thread
    from rejoinder.people.models import Person

ROOT = Path(__file__).resolve().parents[1]

#: Two conversations, then an answer to the second of them, and so on: so many rows in
#: one go, and never a group cut in two.
GROUP = 3
#: Of the guest whose cookie is asked for.
WORDS = "I was here before."
CONSENT = "wp-comment-cookies-consent"
ROWS_AT_ONCE = 1_000 * GROUP


@dataclass(frozen=True)
class Talk:
    """A running site, and the article that people talk about."""

    site: RunningSite
    article: Published


@contextmanager
def benchmark_folder() -> Iterator[Path]:
    """A folder on the disk of the checkout: /tmp may be memory, which never syncs."""
    place = ROOT / ".cache"
    place.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=place))
    # Ended from outside, everything below is still taken away.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def running_talk(folder: Path, comments: int, database: str = "") -> Iterator[Talk]:
    """The command as an owner runs it, with so many comments below one article; on
    SQLite, or in an empty database of PostgreSQL."""
    variables = {"REJOINDER_DATABASE_URL": database}
    site = RunningSite(folder / "data", environment=variables)
    assert site.start().stop() == 0
    article = publish_headline("A bridge for nobody", site.data, database)
    rejoinder(
        *("settings", "set", "who_may_speak=everyone", "max_links=0"),
        *("seconds_between_comments=0", "--data", site.data),
        **variables,
    )
    subprocess.run(
        [sys.executable, "-m", "benchmarks.seeding", str(comments)],
        cwd=ROOT,
        check=True,
        env=clean_environment(REJOINDER_DATA=str(site.data), **variables),
    )
    try:
        yield Talk(site.start(), article)
    finally:
        site.stop()


def cookie_of_a_guest(talk: Talk) -> str:
    """Of somebody who has posted, long enough ago, and is remembered on the device."""
    with closing(HTTPConnection(urlsplit(talk.site.url).netloc, timeout=60)) as line:
        answer = _post(line, talk, WORDS, **{CONSENT: "yes"})
    cookies = SimpleCookie()
    for cookie in answer.headers.get_all("Set-Cookie", []):
        cookies.load(cookie)
    [guest] = [morsel for name, morsel in cookies.items() if "guest" in name]
    return f"{guest.key}={guest.value}"


@contextmanager
def posting(talk: Talk, per_second: float) -> Iterator[None]:
    """People who post below the article meanwhile, one after another."""
    is_over = threading.Event()
    base = time.time_ns() // 1_000

    def post() -> None:
        began = time.perf_counter()
        host = urlsplit(talk.site.url).netloc
        with closing(HTTPConnection(host, timeout=60)) as connection:
            for number in count(1):
                wait = began + number / per_second - time.perf_counter()
                if is_over.wait(max(wait, 0)):
                    return
                _post(connection, talk, f"This is number {base + number}.")

    thread = threading.Thread(target=post)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _post(
    connection: HTTPConnection, talk: Talk, words: str, **more: str
) -> HTTPResponse:
    guest = {"author": "Gil", "email": "gil@example.org"}
    headers = {
        "Origin": talk.site.url,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    path = f"/discussion/{talk.article.thread_id}/comments/"
    form = urlencode({"comment": words} | guest | more)
    connection.request("POST", path, form, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 303, answer.status
    return answer


def fill_thread(thread: Thread, comments: int, now: datetime) -> None:
    """Put published comments into an empty thread, as rows and not through actions:
    a hundred thousand in seconds. Counters and places are as actions leave them."""
    from rejoinder.discussion.models import Comment

    for start in range(0, comments, ROWS_AT_ONCE):
        numbers = range(start + 1, min(start + ROWS_AT_ONCE, comments) + 1)
        written = _written(thread, numbers, now)
        answers = written[GROUP - 1 :: GROUP]
        answered = written[GROUP - 2 :: GROUP]
        Comment.objects.bulk_create([c for c in written if c not in answers])
        for answer, parent in zip(answers, answered, strict=False):
            answer.parent = answer.root = parent
        Comment.objects.bulk_create(answers)
    thread.published_count = thread.last_number = comments
    thread.last_root_ordinal = comments - comments // GROUP
    thread.last_published_at = now
    thread.save()


def _written(thread: Thread, numbers: range, now: datetime) -> list[Comment]:
    """Comments with everything but the parent, which must be a row first."""
    from rejoinder import text
    from rejoinder.discussion.models import Comment, CommentState
    from rejoinder.discussion.paths import path_part

    words = islice(cycle(_demo_texts()), numbers.start, numbers.stop)
    people = _people(thread, len(numbers))
    written = []
    for number, (source, body), person in zip(numbers, words, people, strict=True):
        is_answer = number % GROUP == 0
        root_ordinal = number - number // GROUP
        comment = Comment(
            site_id=thread.site_id,
            thread=thread,
            number=number,
            depth=int(is_answer),
            ordinal=1 if is_answer else root_ordinal,
            path=path_part(root_ordinal) + (path_part(1) if is_answer else ""),
            last_reply_ordinal=int(number % GROUP == GROUP - 1),
            person=person,
            author_name=person.name,
            source_text=source,
            body_html=body,
            renderer_version=text.RENDERER_VERSION,
            state=CommentState.PUBLISHED,
            written_at=now - timedelta(minutes=1),
            published_at=now - timedelta(minutes=1),
            same_text_hash=f"{number:032x}",
        )
        written.append(comment)
    return written


def _people(thread: Thread, guests: int) -> Sequence[Person]:
    """A guest each: nothing joins two comments of somebody who is not remembered."""
    from rejoinder.people.models import Person, PersonKind

    return Person.objects.bulk_create(
        Person(site_id=thread.site_id, kind=PersonKind.GUEST, name=f"Gil {number}")
        for number in range(guests)
    )


def _demo_texts() -> list[tuple[str, str]]:
    """Source and HTML of what the demo's people say, in our own words."""
    from rejoinder import text
    from rejoinder.demo.content import load_newsroom

    if not _TEXTS:
        for article in load_newsroom().articles:
            for comment in article.comments:
                _TEXTS.append((comment.text, text.render_comment(comment.text)))
    return _TEXTS


_TEXTS: list[tuple[str, str]] = []


def main(comments: int) -> None:
    from rejoinder.project.preparing import set_up_django

    set_up_django()
    from django.utils import timezone

    from rejoinder.discussion.models import Thread

    thread = Thread.objects.latest("pk")
    fill_thread(thread, comments, timezone.now())


if __name__ == "__main__":
    os.environ.setdefault("REJOINDER_LOG_LEVEL", "error")
    main(int(sys.argv[1]))
