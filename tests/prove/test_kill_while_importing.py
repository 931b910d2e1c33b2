"""An import, killed again and again at any moment and run again, ends as if it had not
been: the same rows as an undisturbed run.

KILLS says how often, for a shorter look than 20.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.moving.posts import Post, author, category, comment, menu, tag
from tests.moving.wxr_files import export
from tests.postgresql import new_database
from tests.running import (
    COMMAND,
    RunningSite,
    clean_environment,
    rejoinder,
    run_rejoinder,
)

KILLS = int(os.environ.get("KILLS", "20"))
ARTICLES = 400
COMMENTS_OF_THE_FIRST = 5_000

# Below a draft it is named after the draft's key, which is chance.
SUBJECT = "CASE WHEN t.subject_url LIKE '/?%' THEN t.title ELSE t.subject_url END"

#: What an import makes, by what it is and not by the keys that chance gave.
ROWS = {
    "comments": f"""
        SELECT {SUBJECT}, c.number, p.number, r.number, c.depth, c.ordinal, c.path,
            c.last_reply_ordinal, c.author_name, c.author_url, c.source_text,
            c.body_html, c.state, c.kind, f.mail, f.mail_hash IS NOT NULL
        FROM discussion_comment c JOIN discussion_thread t ON t.id = c.thread_id
        LEFT JOIN discussion_comment p ON p.id = c.parent_id
        LEFT JOIN discussion_comment r ON r.id = c.root_id
        LEFT JOIN discussion_postingfacts f ON f.comment_id = c.id
        ORDER BY 1, c.number""",  # noqa: S608 - our own words
    "threads": f"""
        SELECT {SUBJECT}, title, state, page_size, published_count, held_count,
            last_number, last_root_ordinal
        FROM discussion_thread t ORDER BY 1""",  # noqa: S608 - our own words
    "origins of comments": """
        SELECT o.number, c.number, o.wanted_hash, o.kept_hash, o.meta
        FROM moving_commentorigin o JOIN discussion_comment c ON c.id = o.comment_id
        ORDER BY o.number""",
    "origins": """
        SELECT kind, key, wanted_hash, raw FROM moving_origin ORDER BY kind, key""",
    "articles": """
        SELECT p.title, p.live, a.address_part, a.standfirst, s.slug, a.is_pinned
        FROM newsroom_article a JOIN wagtailcore_page p ON p.id = a.page_ptr_id
        LEFT JOIN newsroom_section s ON s.id = a.section_id ORDER BY p.title""",
    "addresses": """
        SELECT path, kind, is_current FROM sites_address ORDER BY path""",
    "people": """
        SELECT kind, name, mail, url FROM people_person
        ORDER BY name, mail, kind, url""",
    "writers": "SELECT name, slug FROM newsroom_writer ORDER BY slug",
    "tags": """
        SELECT t.name, t.slug, count(x.id) FROM newsroom_tag t
        LEFT JOIN newsroom_articletag x ON x.tag_id = t.id
        GROUP BY t.name, t.slug ORDER BY t.slug""",
    "tree": "SELECT count(*), max(depth), sum(numchild) FROM wagtailcore_page",
}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_import_is_finished_by_running_it_again(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "export.xml"
    file.write_text(old_newspaper(), encoding="utf-8")
    addresses = {"calm": "", "killed": ""}
    if database == "postgresql":
        server = request.getfixturevalue("postgresql")
        addresses = {name: new_database(server, f"import_{name}") for name in addresses}
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    # Made beforehand, so that every kill falls into the import itself.
    for data in (calm, killed):
        variables = {"REJOINDER_DATABASE_URL": addresses[data.name]}
        assert RunningSite(data, environment=variables).start().stop() == 0
    began = time.monotonic()
    take(file, calm, addresses["calm"])
    seconds = time.monotonic() - began
    chance = random.Random(7)
    kills = 0
    while kills < KILLS and kill_once(
        file, killed, addresses["killed"], chance, seconds
    ):
        kills += 1
    take(file, killed, addresses["killed"])
    after, undisturbed = (
        rows(killed, addresses["killed"]),
        rows(calm, addresses["calm"]),
    )
    for name in ROWS:
        extra = [row for row in after[name] if row not in undisturbed[name]]
        missing = [row for row in undisturbed[name] if row not in after[name]]
        assert (extra[:3], missing[:3]) == ([], []), f"{len(extra)} {name} differ"
        assert len(after[name]) == len(undisturbed[name])
    variables = {"REJOINDER_DATABASE_URL": addresses["killed"]}
    assert rejoinder("doctor", "--data", killed, **variables) == "All is well.\n"
    print(f"{database}: {kills} kills, then the same rows as an undisturbed run")


def take(file: Path, data: Path, database: str) -> None:
    result = run_rejoinder(
        *("import", "wordpress", file, "--data", data), REJOINDER_DATABASE_URL=database
    )
    assert result.returncode == 0, result.stdout + result.stderr


def kill_once(
    file: Path, data: Path, database: str, chance: random.Random, seconds: float
) -> bool:
    """Start it and kill it at any moment; whether it was still at work."""
    process = subprocess.Popen(
        [*map(str, (COMMAND, "import", "wordpress", file, "--data", data))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=clean_environment(REJOINDER_DATABASE_URL=database),
        start_new_session=True,
    )
    try:
        process.wait(chance.uniform(0.7, max(seconds / 6, 2.5)))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def rows(data: Path, database: str) -> dict[str, list[tuple[object, ...]]]:
    if database:
        with psycopg.connect(database) as connection:
            return {
                name: [tuple(row) for row in connection.execute(question).fetchall()]
                for name, question in ROWS.items()
            }
    (path,) = data.glob("*.sqlite3")
    with closing(sqlite3.connect(path)) as lite:
        return {name: lite.execute(q).fetchall() for name, q in ROWS.items()}


def old_newspaper() -> str:
    """Hundreds of articles and pages; the first has a long conversation."""
    dice = random.Random(3)
    head = "".join(
        [
            *(author(f"writer{n}", n, f"Writer {n}") for n in range(1, 6)),
            *(category(f"s{n}", parent=f"s{n - 1}" if n % 3 else "") for n in range(9)),
            *(tag(f"t{n}") for n in range(20)),
            menu("main"),
        ]
    )
    posts = [_post(dice, number) for number in range(1, ARTICLES + 1)]
    return export(*(post.xml() for post in posts), head=head)


def _post(dice: random.Random, number: int) -> Post:
    count = COMMENTS_OF_THE_FIRST if number == 1 else dice.randint(0, 12)
    return Post(
        number=number,
        title=f"Article {number:04}",
        name=f"article-{number}",
        content=f"Paragraph one of {number}.\n\nAnd [two] with <b>words</b>.",
        type="page" if number % 10 == 0 else "post",
        status=dice.choice(["publish"] * 8 + ["draft", "trash"]),
        parent=number - 10 if number % 20 == 0 else 0,
        creator=f"writer{number % 6}",
        terms=(
            ("category", f"s{number % 9}", f"S{number % 9}"),
            *(("post_tag", f"t{n}", f"T{n}") for n in dice.sample(range(20), 3)),
        ),
        comments=tuple(
            comment(
                number * 10_000 + n,
                f"Said {n} times.",
                name=f"Reader {dice.randint(1, 99)}",
                parent=number * 10_000 + dice.randint(1, n - 1) if n % 3 == 0 else 0,
                approved=dice.choice(["1", "1", "1", "0", "trash"]),
                date=f"2013-02-{1 + n % 28:02} {n % 24:02}:{n % 60:02}:00",
                user=dice.choice([0, 0, 0, 3, 77]),
            )
            for n in range(1, count + 1)
        ),
    )
