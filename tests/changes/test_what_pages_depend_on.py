"""The tables of docs/architecture.md are true, and so is what time alone changes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from rejoinder.discussion.models import Thread
from rejoinder.pagestore.rendering import rendering
from rejoinder.sites.actions import change_settings
from tests.changes.acting import announced_by
from tests.changes.acts import ACTS
from tests.changes.conftest import World
from tests.changes.storable import make
from tests.changes.test_every_change_is_announced import TABLE
from tests.changes.vocabulary import NAMES, name_of, names_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"
FERRY = "/2026/03/05/the-ferry/"
assert TABLE  # whose import fills the table of acts

#: Pages of each kind in the first table; together they have all that it may depend on.
EXAMPLES = {
    "article, with the page of its thread below it": [FERRY],
    "page of a thread by its number, or a branch": [
        f"{FERRY}comment-page-2/",
        f"{FERRY}comment-page-1/from-46/",
    ],
    "plain page": ["/about-us/", "/house-rules/"],
    "front page, first page": ["/"],
    "front page, further pages": ["/page/2/", "/page/3/"],
    "section": ["/category/news/city/", "/category/sport/"],
    "tag": ["/tag/heat/"],
    "writer": ["/author/imogen/"],
    "year, month, day": ["/2026/", "/2026/03/", "/2026/03/05/"],
    "feed of comments, of the site": ["/comments/feed/", "/comments/feed/atom/"],
    "feed of comments, of one thread": [f"{FERRY}feed/", "/about-us/feed/atom/"],
    "sitemap": ["/sitemap.xml", "/sitemap-1.xml"],
}
FEEDS = {
    "/feed/": "/page/2/",
    "/category/news/city/feed/": "/category/news/city/",
    "/tag/heat/feed/atom/": "/tag/heat/",
    "/author/imogen/feed/": "/author/imogen/",
}
#: What happens in the second table, and an act that does it.
HAPPENINGS = {
    "a comment appears": "discussion.post_comment · on a new page",
    "a comment is hidden, withdrawn, spam, erased": (
        "discussion.set_state · empty a page"
    ),
    "many comments are brought along": "discussion.keep_comments",
    "a thread closes or opens": "discussion.close_thread",
    "an article is published": "newsroom.publish_article · one with everything",
    "an article gets another text": "newsroom.publish_article · another text",
    "an article is unpublished, binned, deleted": "newsroom.unpublish_article",
    "many articles are brought along": "newsroom.keep_articles · many days",
    "a plain page gets another title": "newsroom.publish_page · another title",
    "a section, a menu, a setting that is shown": "newsroom.add_section",
}


def rows_of(heading: str) -> dict[str, list[str]]:
    """The cells of a table's rows, by the first of them."""
    table = DOCUMENT.read_text("utf-8").split(f"| {heading} |")[1].split("\n\n")[0]
    lines = [line.strip("|").split("|") for line in table.splitlines()[2:]]
    return {first.strip(): [cell.strip() for cell in rest] for first, *rest in lines}


def words(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


PAGES = rows_of("kind of page")
HAPPENS = rows_of("what happens")


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_kind_of_page_depends_on_what_the_table_says(world: World, kind: str) -> None:
    shown = set().union(*(names_of(world.pages[p].tags) for p in EXAMPLES[kind]))
    assert shown == words(PAGES[kind][0])


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_depends_on_what_its_list_does_and_on_its_texts(
    world: World, path: str
) -> None:
    # Texts have pictures too, so it is no difference whether the list has any.
    of_list = names_of(world.pages[FEEDS[path]].tags)
    of_feed = names_of(world.pages[path].tags)
    assert of_feed - {"picture"} == (of_list | {"address", "file"}) - {"picture"}


def test_the_table_has_every_kind_of_page_and_no_other_word() -> None:
    assert set(PAGES) == {*EXAMPLES, "feed of articles"}
    assert set().union(*(words(row[0]) for row in PAGES.values())) == NAMES


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_page_is_as_late_as_the_table_says(world: World, kind: str) -> None:
    slack = {
        seconds
        for path in EXAMPLES[kind]
        for seconds in world.pages[path].rendering.tags.values()
    }
    said = re.match(r"\d+", PAGES[kind][1])
    assert max(slack) == (int(said[0]) if said else 0)


def test_the_front_page_is_late_in_numbers_of_comments_only(world: World) -> None:
    late = {t for t, seconds in world.pages["/"].rendering.tags.items() if seconds}
    assert names_of(late) == {"thread", "thread_count"}


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_what_happens_names_what_the_table_says(world: World, happening: str) -> None:
    announced = announced_by(ACTS[HAPPENINGS[happening]].do, world.used)
    changed, removed = HAPPENS[happening]
    if "lists that it leaves" in changed:
        changed = HAPPENS["an article is published"][0].partition("lists")[2]
    assert names_of(announced.changed) == words(changed)
    assert names_of(announced.removed) == words(removed)


@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("newsroom.update_writer", "writer"),
        ("newsroom.rename_tag", "tag"),
        ("newsroom.update_picture", "picture"),
        ("newsroom row · a file replaced", "file"),
    ],
)
def test_a_thing_names_itself(world: World, act: str, name: str) -> None:
    assert names_of(announced_by(ACTS[act].do, world.used).tags) == {name}


def test_every_page_depends_on_the_layout(world: World) -> None:
    for path, page in world.pages.items():
        assert "layout" in names_of(page.tags), path


def test_no_page_has_tags_without_end(world: World) -> None:
    for path, page in world.pages.items():
        pages = [tag for tag in page.tags if name_of(tag) == "filled_page"]
        assert len(pages) <= 10 and len(page.tags) <= 40, path


def test_a_page_is_right_until_age_closes_its_thread(world: World) -> None:
    used = world.used
    change_settings(site=used.site, values={"close_after_days": 9_000})
    thread = Thread.objects.get(pk=used.talk.pk)
    end = thread.subject_since + timedelta(days=9_000)
    for path in (FERRY, f"{FERRY}comment-page-2/"):
        made = make(path)
        assert made is not None and made.rendering.fresh_until == end
    closed = make("/2026/01/24/the-older-one/")
    assert closed is not None and closed.rendering.fresh_until is None
    lasting = make("/about-us/")
    assert lasting is not None and lasting.rendering.fresh_until is None


def test_nothing_ends_where_threads_do_not_close(world: World) -> None:
    assert all(page.rendering.fresh_until is None for page in world.pages.values())


@pytest.mark.parametrize(
    "address",
    [
        "/?s=ferry",
        f"{FERRY}?replytocom=3",
        f"{FERRY}?unapproved=42",
        "/account/login/",
        "/moderation/",
        "/admin/login/",
    ],
)
def test_what_is_for_one_reader_is_never_stored(world: World, address: str) -> None:
    with rendering() as current:
        Client(headers={"host": "testserver"}).get(address)
    assert not current.is_shared
