"""One comment, one picture, one import: none of them makes the site anew."""

from __future__ import annotations

import pytest

from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import announcing
from rejoinder.newsroom.queries import navigation
from rejoinder.sites.actions import NOT_SHOWN, change_settings
from rejoinder.sites.models import Site
from rejoinder.sites.tags import layout
from tests.changes.acting import announced_by
from tests.changes.acts import ACTS
from tests.changes.conftest import World
from tests.changes.site_in_use import SiteInUse

FERRY = "/2026/03/05/the-ferry/"
COUNTED = {FERRY, f"{FERRY}feed/", f"{FERRY}feed/atom/", "/"}
NEWEST = {"/comments/feed/", "/comments/feed/atom/"}


def paths_named(world: World, act: str) -> set[str]:
    announced = announced_by(ACTS[act].do, world.used)
    return {path for path, page in world.pages.items() if announced.names(page)}


def test_a_comment_names_its_page_and_what_counts_it(world: World) -> None:
    named = paths_named(world, "discussion.post_comment · an answer on an old page")
    assert named == {f"{FERRY}comment-page-2/"} | COUNTED | NEWEST


def test_a_comment_on_a_new_page_names_the_one_before_it(world: World) -> None:
    named = paths_named(world, "discussion.post_comment · on a new page")
    assert named == {f"{FERRY}comment-page-20/"} | COUNTED | NEWEST


def test_a_page_that_becomes_empty_names_those_beside_it(world: World) -> None:
    named = paths_named(world, "discussion.set_state · empty a page")
    numbers = (18, 19, 20)
    pages = {f"{FERRY}comment-page-{n}/" for n in numbers}
    assert named == pages | COUNTED | NEWEST


def test_a_held_comment_names_nothing(world: World) -> None:
    assert not paths_named(world, "discussion.post_comment · one that is held")


def test_an_older_comment_is_not_looked_for_in_other_threads(world: World) -> None:
    named = paths_named(world, "discussion.amend_comment")
    assert not [path for path in named - NEWEST - {"/"} if not path.startswith(FERRY)]


@pytest.mark.parametrize(
    ("act", "rows"),
    [
        ("discussion.keep_comments", 2),
        ("newsroom.keep_articles · many days", 2),
        ("newsroom.keep_menu", 1),
        ("newsroom.keep_feed_guids", 1),
    ],
)
def test_what_comes_in_great_numbers_takes_few_rows(
    world: World, act: str, rows: int
) -> None:
    assert announced_by(ACTS[act].do, world.used).rows == rows


def test_a_correction_names_the_article_and_where_it_is_shown(world: World) -> None:
    named = paths_named(world, "newsroom.publish_article · another text")
    # Not those which it is not in, further pages of lists among them.
    assert not named & {"/page/2/", "/category/sport/", "/about-us/", "/2026/01/"}


@pytest.mark.parametrize("name", sorted(NOT_SHOWN))
def test_a_setting_that_is_not_shown_changes_no_page(world: World, name: str) -> None:
    value = getattr(world.used.site, name)
    others = {
        bool: not value,
        int: 7,
        str: "nobody" if name == "who_may_speak" else "/%postname%/",
    }
    used = world.used

    announced = announced_by(
        lambda _: change_settings(site=used.site, values={name: others[type(value)]}),
        used,
    )

    assert getattr(Site.objects.get(pk=used.site.pk), name) != value
    assert announced.rows == 0
    assert world.differing(world.may_differ(world.pages)) == []


def test_settings_that_stay_as_they_are_name_nothing(used: SiteInUse) -> None:
    values = {"name": used.site.name, "tagline": used.site.tagline}
    announced = announced_by(
        lambda _: change_settings(site=used.site, values=values), used
    )
    assert announced.rows == 0


@pytest.fixture
def few_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there are, less one: the largest are chosen for menus."""
    for module in (navigation, announcing):
        monkeypatch.setattr(module, "MAX_SECTIONS", 1)


@pytest.mark.usefixtures("few_sections")
def test_an_article_that_makes_a_section_one_of_the_largest_names_menus(
    used: SiteInUse,
) -> None:
    articles = [
        actions.write_article(site=used.site, headline=f"Nr. {n}", section=used.news)
        for n in range(4)
    ]

    def publish(number: int) -> bool:
        announced = announced_by(
            lambda _: actions.publish_article(article=articles[number]), used
        )
        return layout(used.site.pk) in announced.changed

    # Sport has three, and stands before them among equals by its position.
    assert [publish(n) for n in range(4)].count(True) == 1


@pytest.mark.usefixtures("few_sections")
def test_an_unpublished_article_that_makes_a_section_smaller_names_menus(
    used: SiteInUse,
) -> None:
    named = [
        layout(used.site.pk)
        in announced_by(
            lambda _, article=article: actions.unpublish_article(article=article), used
        ).changed
        for article in (used.pinned, used.brought, used.older)
    ]
    assert True in named
