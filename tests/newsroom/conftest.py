"""A site that is ready to be written for, articles of it, and pictures of our own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from PIL import Image
from wagtail.models import Page, Task, Workflow

from rejoinder.newsroom import actions, body
from rejoinder.newsroom.actions import ArticleAsItWas
from rejoinder.newsroom.actions.keeping import State
from rejoinder.newsroom.checks import find_problems
from rejoinder.newsroom.models import Article, FrontPage
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site
from tests.newsroom.keeping import HEADLINE, NOW, Keep
from tests.newsroom.pages import NOON
from tests.people import Cast

MakeArticle = Callable[..., Article]


@pytest.fixture(autouse=True)
def media_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Every test has media folders of its own.

    Models keep the storages that they were made with, so these are changed.
    """
    for name, folder in (("default", "originals"), ("renditions", "public")):
        place = str(tmp_path / folder)
        storage = storages[name]
        options = {**storage.deconstruct()[2], "location": place}
        monkeypatch.setattr(storage, "_constructor_args", ((), options))
        for attribute in ("location", "base_location"):
            monkeypatch.setitem(storage.__dict__, attribute, place)
    return tmp_path


@pytest.fixture
def newsroom(site: Site, cast: Cast) -> Site:
    """The site and the people who work for it."""
    return Site.objects.get(pk=site.pk)


@pytest.fixture
def bare_site(site: Site) -> Site:
    """As it is before its first start: without tree, groups and workflow."""
    FrontPage.objects.get(site=site).delete()
    Group.objects.all().delete()
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    return Site.objects.get(pk=site.pk)


@pytest.fixture
def publish(newsroom: Site) -> MakeArticle:
    """Makes a published article; everything may be given, nothing must be."""

    def make(headline: str = "The ferry needs a name", **fields: Any) -> Article:
        fields.setdefault("body", [body.markdown("It crosses *twice* a day.")])
        article = actions.write_article(site=newsroom, headline=headline, **fields)
        return actions.publish_article(article=article)

    return make


@pytest.fixture
def draft(newsroom: Site) -> MakeArticle:
    def make(headline: str = "The ferry needs a name", **fields: Any) -> Article:
        return actions.write_article(site=newsroom, headline=headline, **fields)

    return make


@pytest.fixture
def article(publish: MakeArticle, newsroom: Site) -> Article:
    """Signed, tagged, in a section; so that each has something to list."""
    return publish(
        published_on=NOON,
        section=actions.add_section(site=newsroom, name="News"),
        bylines=[actions.add_writer(site=newsroom, name="Imogen")],
        tags=["C sharp"],
    )


@pytest.fixture
def keep(newsroom: Site) -> Keep:
    """Keeps one article; everything may be given, nothing must be."""

    def make(
        headline: str = HEADLINE,
        state: State = "published",
        page_size: int | None = None,
        **values: Any,
    ) -> Article:
        values.setdefault("body", [body.raw_html("<p>It crosses <em>twice</em>.</p>")])
        values.setdefault("published_on", NOON)
        return actions.keep_article(
            site=newsroom,
            values=ArticleAsItWas(headline=headline, **values),
            state=state,
            page_size=page_size,
            now=NOW,
        )

    return make


@pytest.fixture
def nothing_is_broken(db: None) -> Iterator[None]:
    """Whatever a test does: the tree is valid, and the doctor has nothing to say."""
    yield
    problems = Page.find_problems()
    assert problems == ([], [], [], [], [])
    assert list(find_problems()) == [] or not Site.objects.exists()
    for page in Page.objects.filter(depth__gt=1).specific():
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"
        assert page.locale_id == page.get_parent().locale_id
        assert page.content_type.model_class() is type(page)
        assert page.latest_revision_id or page.draft_title == page.title
    assert Page.objects.values("translation_key").distinct().count() == (
        Page.objects.count()
    )


def picture_file(
    width: int = 1200, height: int = 800, kind: str = "JPEG", **options: Any
) -> io.BytesIO:
    """A picture of our own, as a camera or program would send it."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), (40, 90, 140)).save(file, kind, **options)
    file.seek(0)
    file.name = f"picture.{kind.lower()}"
    return file


STAFF = (Role.AUTHOR, Role.EDITOR, Role.OWNER)
