"""A site that is ready to be written for, and pictures of our own."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from PIL import Image
from wagtail.models import Task, Workflow

from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article, FrontPage
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site
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
