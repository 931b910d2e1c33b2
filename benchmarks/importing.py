"""How fast does an export come in, in how much memory, and what do readers notice?

Two files of our own making: one article with 100,000 comments, and 10,000 articles with
10 comments each. Each is imported by the command into a fresh site that is served
meanwhile; a reader asks for the front page ten times a second, first of the quiet site.
Memory is the command's highest, beside that of an import of one article. On SQLite; on
PostgreSQL with --database.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from tests.moving.posts import Post, comment
from tests.moving.wxr_files import export
from tests.running import COMMAND, RunningSite, clean_environment

from benchmarks.large_thread import own_database
from benchmarks.seeding import benchmark_folder

SECONDS_BETWEEN_READS = 0.1
QUIET_SECONDS = 15.0
TEXT = (
    "the river rose again last night and nobody at the town hall seems to have known "
    "that it would although every child here could have told them so"
)
WORDS = TEXT.split()
FIRST = datetime(2013, 1, 11, 15, 0)  # noqa: DTZ001 - as WordPress writes it


def main() -> None:
    options = _options()
    with benchmark_folder() as folder:
        base = _memory_of_a_small_import(folder)
        if options.comments:
            file = write_one_thread(folder / "thread.xml", options.comments)
            with own_database(options.database) as url:
                _measure(folder / "a", file, options.comments, "comments", base, url)
        if options.articles:
            file = write_many_articles(folder / "articles.xml", options.articles)
            with own_database(options.database) as url:
                _measure(folder / "b", file, options.articles, "articles", base, url)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument(
        "--database",
        default=os.environ.get("REJOINDER_DATABASE_URL", ""),
        metavar="URL",
        help="a PostgreSQL server, such as postgresql://user@localhost/postgres",
    )
    return parser.parse_args()


def write_one_thread(path: Path, count: int) -> Path:
    """One article; every second comment answers one of the fifty before it."""
    dice = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        head, foot = _around(Post(comments=("@",)))
        file.write(head)
        for number in range(1, count + 1):
            is_answer = number > 2 and number % 2
            answered = dice.randint(max(1, number - 50), number - 1) if is_answer else 0
            file.write(_comment(dice, number, answered, number))
        file.write(foot)
    return path


def write_many_articles(path: Path, count: int) -> Path:
    """Articles of six paragraphs in twenty sections, with ten comments each."""
    dice = random.Random(2)
    before, after = export("@").split("@")
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        for number in range(1, count + 1):
            date = FIRST + timedelta(hours=number)
            name = f"article-{number}"
            comments = (
                _comment(dice, number * 10 + i, 0 if i < 5 else number * 10 + i - 5, i)
                for i in range(10)
            )
            file.write(
                Post(
                    number=number,
                    title=f"The flood, day {number}",
                    content="\n\n".join(_words(dice, 60) for _ in range(6)),
                    name=name,
                    date=f"{date}",
                    creator=f"writer{number % 7}",
                    terms=(
                        ("category", f"s{number % 20}", f"Section {number % 20}"),
                        ("post_tag", f"t{number % 50}", f"Tag {number % 50}"),
                        ("post_tag", f"u{number % 30}", f"Tag u{number % 30}"),
                    ),
                    comments=tuple(comments),
                ).xml()
            )
        file.write(after)
    return path


def _around(post: Post) -> tuple[str, str]:
    head, foot = export(post.xml()).split("@</item>")
    return head, f"</item>{foot}"


def _comment(dice: random.Random, number: int, answered: int, minutes: int) -> str:
    return comment(
        number,
        _words(dice, 45),
        name=f"Reader {number}",
        mail=f"reader{number}@example.org",
        url=f"https://example.org/{number}",
        parent=answered,
        date=f"{FIRST + timedelta(minutes=minutes)}",
    )


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def _memory_of_a_small_import(folder: Path) -> int:
    file = folder / "small.xml"
    file.write_text(export(Post().xml()), encoding="utf-8")
    return _import(folder / "small", file, "").megabytes


@dataclass(frozen=True)
class Took:
    seconds: float
    megabytes: int


def _import(data: Path, file: Path, database: str) -> Took:
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(COMMAND), "import", "wordpress", str(file), "--data", str(data)],
        stdout=subprocess.DEVNULL,
        env=clean_environment(REJOINDER_DATABASE_URL=database),
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return Took(time.perf_counter() - began, usage.ru_maxrss // 1024)


def _measure(
    data: Path, file: Path, count: int, what: str, base: int, database: str
) -> None:
    site = RunningSite(data, environment={"REJOINDER_DATABASE_URL": database}).start()
    try:
        with _reader(site.url) as quiet:
            time.sleep(QUIET_SECONDS)  # that is what is measured
        with _reader(site.url) as busy:
            took = _import(data, file, database)
    finally:
        site.stop()
    print(f"{count / took.seconds:,.0f} {what} a second ({count:,} in", end=" ")
    print(f"{took.seconds:.1f} s), {took.megabytes - base} MB more than one article")
    print(f"    readers: {quiet} on the quiet site, {busy} meanwhile", flush=True)


@dataclass
class Waits:
    """What a reader waited for pages."""

    seconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        slowest = quantiles(self.seconds, n=100)[-1]
        middle = median(self.seconds)
        return f"p50 {middle * 1000:.0f} ms, p99 {slowest * 1000:.0f} ms"


@contextmanager
def _reader(url: str) -> Iterator[Waits]:
    """Somebody who reads the front page again and again."""
    waits = Waits()
    is_over = threading.Event()

    def read() -> None:
        while not is_over.wait(SECONDS_BETWEEN_READS):
            began = time.perf_counter()
            with urllib.request.urlopen(url, timeout=60) as answer:
                answer.read()
            waits.seconds.append(time.perf_counter() - began)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield waits
    finally:
        is_over.set()
        thread.join()


if __name__ == "__main__":
    main()
