"""Categories and tags of an export."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.newsroom.actions import add_section, add_tag
from rejoinder.newsroom.models import Article, Section, Tag
from tests.moving.old_sites import OldSite, counts, reasons
from tests.moving.posts import Post, category, tag

pytestmark = pytest.mark.django_db

PERSIAN = "%d8%a2%d8%a8"  # آب


def parts() -> dict[str, str]:
    """Each section's slug with that of the section it is a part of."""
    rows = Section.objects.values_list("slug", "parent__slug")
    return {slug: parent or "" for slug, parent in rows}


def test_sections_nest(old_site: OldSite) -> None:
    head = category("water") + category("rivers", parent="water", number=4)
    report = old_site.take(head=head)
    assert counts(report, "sections") == {"seen": 2, "created": 2}
    assert parts() == {"water": "", "rivers": "water"}


def test_a_parent_may_come_later_in_the_file(old_site: OldSite) -> None:
    old_site.take(head=category("rivers", parent="water") + category("water"))
    assert parts() == {"water": "", "rivers": "water"}


def test_a_circle_is_cut_and_stays_cut(old_site: OldSite) -> None:
    old_site.take(head=category("one", parent="two") + category("two", parent="one"))
    before = parts()
    assert sorted(before.values()) in (["", "one"], ["", "two"])
    old_site.take(
        head=category("one", "Uno", parent="two")
        + category("two", "Due", parent="one")
        + category("self", parent="self")
    )
    old_site.take(head=category("self", "Selbst", parent="self"))
    assert parts() == before | {"self": ""}
    assert set(Section.objects.values_list("name", flat=True)) == {
        "Uno",
        "Due",
        "Selbst",
    }


def test_a_section_of_that_slug_here_is_the_same(old_site: OldSite) -> None:
    mine = add_section(site=old_site.site, name="Our rivers", slug="rivers")
    terms = (("category", "rivers", "Rivers"),)
    old_site.take(Post(terms=terms), head=category("rivers"))
    assert Section.objects.get() == mine
    assert Section.objects.get().name == "Our rivers"
    assert Article.objects.get().section == mine


def test_a_slug_in_another_script_is_kept(old_site: OldSite, client: Client) -> None:
    terms = (("category", PERSIAN, "آب"), ("post_tag", PERSIAN, "آب"))
    old_site.take(Post(terms=terms), head=category(PERSIAN, "آب") + tag(PERSIAN, "آب"))
    assert Section.objects.get().slug == Tag.objects.get().slug == "آب"
    assert client.get(f"/category/{PERSIAN}/").status_code == 200
    assert client.get(f"/tag/{PERSIAN}/").status_code == 200


def test_a_name_has_its_entities_as_signs(old_site: OldSite) -> None:
    old_site.take(head=category("rivers", "Rivers &amp; lakes"))
    assert Section.objects.get().name == "Rivers & lakes"


def test_a_tag_of_that_name_here_is_the_same(old_site: OldSite) -> None:
    mine = add_tag(name="mud", slug="our-mud")
    old_site.take(Post(terms=(("post_tag", "mud", "Mud"),)), head=tag("mud", "Mud"))
    assert Tag.objects.get() == mine
    assert [row.tag for row in Article.objects.get().tagged_items.all()] == [mine]


def test_what_stands_there_twice_is_taken_once(old_site: OldSite) -> None:
    report = old_site.take(head=category("rivers") * 2 + tag("mud") * 2)
    twice = {"twice in the files": 1}
    assert reasons(report, "sections") == reasons(report, "tags") == twice


def test_a_category_that_only_a_post_names_comes_with_it(old_site: OldSite) -> None:
    report = old_site.take(Post(terms=(("category", "rivers", "Rivers"),)))
    assert counts(report, "sections") == {}
    assert Article.objects.get().section == Section.objects.get(name="Rivers")
