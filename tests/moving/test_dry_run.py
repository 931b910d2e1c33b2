"""A dry run says what a real one will do, and does nothing."""

from __future__ import annotations

import pytest

from rejoinder.discussion.models import Comment
from rejoinder.moving.models import Origin, Source
from rejoinder.newsroom.models import Article, Menu, PlainPage, Section, Tag, Writer
from rejoinder.people.models import User
from rejoinder.sites.models import Address
from tests.moving.old_sites import OldSite, adds_up
from tests.moving.posts import OLD, Post, author, category, comment, menu, tag
from tests.moving.test_menus import entry

pytestmark = pytest.mark.django_db

HEAD = (
    author()
    + category("water")
    + category("rivers", parent="water", number=6)
    + tag("mud")
    + menu("top")
    + menu("main")
)
EVERYTHING = (
    Post(
        content=f'<a href="{OLD}/author/eve/">Eve</a> [odd]<script>x</script>',
        terms=(("category", "rivers", "Rivers"), ("post_tag", "rain", "Rain")),
        comments=(comment(31), comment(32, type="pingback"), comment(33, parent=99)),
    ),
    Post(8, "", name="other", creator="eve", is_sticky=True),
    Post(10, "Soon", name="soon", status="future", date="2030-01-01 00:00:00"),
    Post(11, "Draft", name="draft", status="draft", comments=(comment(40),)),
    Post(12, "Bin", name="bin", status="trash", comments=(comment(41),)),
    Post(14, "Team", type="page", name="team", parent=13, comments=(comment(50),)),
    Post(13, "About", type="page", name="about"),
    Post(15, "Photo", type="attachment", attachment_url=f"{OLD}/photo.jpg"),
    Post(16, "Note", type="memo"),
    entry(20, thing="page", target=13),
    entry(21, thing="page", target=99),
    entry(22, "Rivers", thing="category", target=6, parent=20),
)
MODELS = (
    *(Address, Article, Comment, Menu, Origin, PlainPage, Section, Source, Tag),
    *(User, Writer),
)


def test_it_reports_what_the_real_run_does(old_site: OldSite) -> None:
    dry = old_site.take(*EVERYTHING, head=HEAD, is_dry=True)
    real = old_site.take(*EVERYTHING, head=HEAD)
    assert dry.as_json() == real.as_json()
    assert adds_up(real)


def test_it_reports_what_a_second_run_does(old_site: OldSite) -> None:
    old_site.take(*EVERYTHING, head=HEAD)
    dry = old_site.take(*EVERYTHING, head=HEAD, is_dry=True)
    real = old_site.take(*EVERYTHING, head=HEAD)
    assert dry.as_json() == real.as_json()
    for kind, of in real.as_json()["kinds"].items():
        assert (of["created"], of["updated"]) == (0, 0), kind


def test_it_writes_nothing(old_site: OldSite) -> None:
    before = [model.objects.count() for model in MODELS]
    old_site.take(*EVERYTHING, head=HEAD, is_dry=True)
    assert [model.objects.count() for model in MODELS] == before
