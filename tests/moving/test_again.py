"""An export that is taken again: what changed there, here, or on both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rejoinder.discussion.models import Comment
from rejoinder.newsroom.actions import bin_article, unpublish_article
from rejoinder.newsroom.models import (
    Article,
    Menu,
    MenuItem,
    PlainPage,
    Section,
    Tag,
    Writer,
)
from tests.moving.old_sites import TODAY, OldSite, adds_up, counts, reasons
from tests.moving.posts import (
    OLD,
    ZERO,
    Post,
    author,
    category,
    comment,
    menu,
    tag,
)
from tests.moving.wxr_files import export, write

pytestmark = pytest.mark.django_db

CHANGED = {"changed here since it was imported": 1}
DELETED = {"deleted here since it was imported": 1}
POST = Post(comments=(comment(31),))
PAGE = Post(9, "About", type="page", name="about")
HEAD = author() + category("rivers") + tag("mud") + menu("top")
ENTRY = Post(
    20,
    "Elsewhere",
    type="nav_menu_item",
    terms=(("nav_menu", "top", "Top"),),
    meta=(("_menu_item_type", "custom"), ("_menu_item_url", "https://else.example/")),
)
OTHER_HEAD = (
    author(name="Ada Other")
    + category("rivers", "Streams")
    + tag("mud", "Sludge")
    + menu("top")
)
OTHERS = (
    replace(POST, title="Other"),
    replace(PAGE, title="Other"),
    replace(ENTRY, title="Other"),
)
KINDS = ("articles", "pages", "people", "sections", "tags", "other")


def change_here() -> None:
    """As if in the admin, on what was just imported."""
    for row in (Article.objects.get(), PlainPage.objects.get()):
        row.title = "Mine"
        row.save()
    Writer.objects.update(name="Mine")
    Section.objects.update(name="Mine")
    Tag.objects.update(name="Mine")
    MenuItem.objects.update(title="Mine")


def names() -> list[str]:
    return [
        Article.objects.get().title,
        PlainPage.objects.get().title,
        Writer.objects.get().name,
        Section.objects.get().name,
        Tag.objects.get().name,
        MenuItem.objects.get().title,
    ]


def test_a_second_run_changes_nothing(old_site: OldSite) -> None:
    old_site.take(POST, PAGE, ENTRY, head=HEAD)
    report = old_site.take(POST, PAGE, ENTRY, head=HEAD)
    for kind in KINDS:
        seen = 2 if kind == "other" else 1
        assert counts(report, kind) == {"seen": seen, "unchanged": seen}, kind


def test_what_changed_there_is_updated(old_site: OldSite) -> None:
    old_site.take(POST, PAGE, ENTRY, head=HEAD)
    report = old_site.take(*OTHERS, head=OTHER_HEAD)
    for kind in KINDS:
        seen = 2 if kind == "other" else 1
        assert counts(report, kind) == {"seen": seen, "updated": seen}, kind
    expected = ["Other", "Other", "Ada Other", "Streams", "Sludge", "Other"]
    assert names() == expected


def test_what_changed_here_only_stays(old_site: OldSite) -> None:
    old_site.take(POST, PAGE, ENTRY, head=HEAD)
    change_here()
    report = old_site.take(POST, PAGE, ENTRY, head=HEAD)
    assert all(counts(report, kind).get("updated") is None for kind in KINDS)
    assert names() == ["Mine"] * 6


def test_what_changed_on_both_sides_is_left_out(old_site: OldSite) -> None:
    old_site.take(POST, PAGE, ENTRY, head=HEAD)
    change_here()
    report = old_site.take(*OTHERS, head=OTHER_HEAD)
    for kind in KINDS:
        wanted = {next(iter(CHANGED)): 2} if kind == "other" else CHANGED
        assert reasons(report, kind) == wanted, kind
    assert names() == ["Mine"] * 6
    assert adds_up(report)


def test_what_was_deleted_here_stays_gone(old_site: OldSite) -> None:
    old_site.take(POST, PAGE, ENTRY, head=HEAD)
    Article.objects.get().delete()
    PlainPage.objects.get().delete()
    for kind in (Writer, Section, Tag, Menu):
        kind.objects.all().delete()
    for posts, head in (((POST, PAGE, ENTRY), HEAD), (OTHERS, OTHER_HEAD)):
        report = old_site.take(*posts, head=head)
        for kind in KINDS:
            wanted = {next(iter(DELETED)): 2} if kind == "other" else DELETED
            assert reasons(report, kind) == wanted, kind
    assert not Article.objects.exists() and not Section.objects.exists()


def test_comments_of_what_was_deleted_here_are_left_out(old_site: OldSite) -> None:
    old_site.take(POST)
    Article.objects.get().delete()
    Comment.objects.all().delete()
    more = replace(POST, comments=(comment(31), comment(32)))
    report = old_site.take(more)
    reason = "what they are about was deleted here"
    assert reasons(report, "comments") == {reason: 2}
    assert not Comment.objects.exists()


def test_what_was_taken_from_readers_here_stays_so(old_site: OldSite) -> None:
    old_site.take(POST)
    unpublish_article(article=Article.objects.get())
    report = old_site.take(replace(POST, title="Other"))
    assert reasons(report, "articles") == CHANGED
    assert not Article.objects.get().live


def test_what_was_binned_here_stays_so(old_site: OldSite) -> None:
    old_site.take(POST)
    bin_article(article=Article.objects.get(), now=TODAY)
    report = old_site.take(replace(POST, title="Other"))
    assert reasons(report, "articles") == CHANGED
    assert not Article.objects.get().live


def test_what_was_published_there_since_is_public(old_site: OldSite) -> None:
    old_site.take(Post(status="draft", date_gmt=ZERO))
    report = old_site.take(Post())
    assert counts(report, "articles") == {"seen": 1, "updated": 1}
    assert Article.objects.get().live
    again = old_site.take(Post())
    assert counts(again, "articles") == {"seen": 1, "unchanged": 1}


def test_what_was_made_private_there_is_taken_from_readers(old_site: OldSite) -> None:
    old_site.take(Post())
    old_site.take(Post(status="private"))
    assert not Article.objects.get().live


def test_a_page_published_there_since_is_public(old_site: OldSite) -> None:
    old_site.take(replace(PAGE, status="draft"))
    old_site.take(PAGE)
    assert PlainPage.objects.get().live


def test_a_link_to_what_came_meanwhile_is_made_ours(old_site: OldSite) -> None:
    linking = Post(content=f'<a href="{OLD}/2013/01/11/other/">there</a>')
    old_site.take(linking)
    report = old_site.take(linking, Post(8, name="other"))
    assert counts(report, "articles") == {"seen": 2, "created": 1, "updated": 1}
    body = str(Article.objects.get(address_part="the-flood").body.raw_data)
    assert 'href="/2013/01/11/other/"' in body


def test_files_of_one_site_are_read_as_one(old_site: OldSite) -> None:
    first = export(
        Post(content=f'<a href="{OLD}/2013/01/11/other/">there</a>').xml(),
        Post(4, "Team", type="page", name="team", parent=3).xml(),
        ENTRY.xml(),
        head=HEAD,
    )
    second = export(
        Post(8, name="other").xml(),
        Post(3, "About", type="page", name="about").xml(),
        replace(ENTRY, number=21, title="Further").xml(),
        head=HEAD,
    )
    report = old_site.take_files(
        write(old_site.folder, first, "1.xml"), write(old_site.folder, second, "2.xml")
    )
    body = str(Article.objects.get(address_part="the-flood").body.raw_data)
    assert 'href="/2013/01/11/other/"' in body
    team = PlainPage.objects.get(address_part="team")
    assert team.get_parent().specific.address_part == "about"
    assert MenuItem.objects.count() == 2
    assert counts(report, "sections") == {"seen": 2, "created": 1, "left_out": 1}
    assert Menu.objects.get().place == "header"
    assert adds_up(report)


def test_two_sites_keep_their_numbers_apart(old_site: OldSite) -> None:
    mine = Post(content=f'<a href="{OLD}/?p=8">there</a>', comments=(comment(31),))
    other = Post(8, "Other", name="other")
    lake = "https://lake.example"
    there = export(
        replace(mine, title="Lake", name="lake").xml(),
        replace(other, name="shore").xml(),
    ).replace(OLD, lake)
    files = (
        write(old_site.folder, export(mine.xml(), other.xml()), "1.xml"),
        write(old_site.folder, there, "2.xml"),
    )
    report = old_site.take_files(*files)
    assert counts(report, "articles") == {"seen": 4, "created": 4}
    assert counts(report, "comments") == {"seen": 2, "created": 2}
    bodies = {a.address_part: str(a.body.raw_data) for a in Article.objects.all()}
    assert 'href="/2013/01/11/other/"' in bodies["the-flood"]
    assert 'href="/2013/01/11/shore/"' in bodies["lake"]
    again = old_site.take_files(*files)
    assert counts(again, "articles") == {"seen": 4, "unchanged": 4}
