"""What the doctor finds wrong with articles and media."""

from __future__ import annotations

from pathlib import Path

import pytest
from wagtail.search.models import IndexEntry

from rejoinder.newsroom.actions import add_picture, publish_page, write_page
from rejoinder.newsroom.checks import find_problems
from rejoinder.newsroom.models import (
    ArticleIndex,
    ArticleThread,
    FrontPage,
    Picture,
)
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file


@pytest.fixture
def picture(newsroom: Site) -> Picture:
    return add_picture(site=newsroom, file=picture_file(), title="The ferry")


def findings() -> list[str]:
    return [problem.what for problem in find_problems()]


def test_sound_newsroom_has_no_problem(publish: MakeArticle, picture: Picture) -> None:
    publish(lead_picture=picture)
    picture.get_rendition("width-100")
    assert findings() == []


def test_article_without_an_address_is_found(publish: MakeArticle) -> None:
    publish()
    Address.objects.all().delete()
    [found] = findings()
    assert "has no address" in found


def test_article_without_a_thread_is_found(publish: MakeArticle) -> None:
    publish()
    ArticleThread.objects.all().delete()
    [found] = findings()
    assert "has no thread" in found


def test_page_without_an_address_is_found(newsroom: Site) -> None:
    publish_page(page=write_page(site=newsroom, title="House rules"))
    Address.objects.all().delete()
    [found] = findings()
    assert "House rules" in found
    assert "has no address" in found


def test_article_that_search_does_not_know_is_found(publish: MakeArticle) -> None:
    publish()
    IndexEntry.objects.all().delete()
    [found] = findings()
    assert "Search does not know of 1" in found


def test_tree_that_does_not_add_up_is_found(publish: MakeArticle) -> None:
    publish()
    ArticleIndex.objects.update(numchild=7)
    [found] = findings()
    assert "does not add up" in found


def test_picture_that_cannot_be_read_is_found(newsroom: Site, picture: Picture) -> None:
    Path(picture.file.path).write_bytes(b"not a picture")
    [found] = findings()
    assert picture.title in found


def test_picture_that_is_gone_is_found(newsroom: Site, picture: Picture) -> None:
    Path(picture.file.path).unlink()
    assert len(findings()) == 1


def test_size_that_is_gone_is_found(newsroom: Site, picture: Picture) -> None:
    Path(picture.get_rendition("width-100").file.path).unlink()
    [found] = findings()
    assert "1 sizes" in found


def test_site_without_a_front_page_is_found(bare_site: Site) -> None:
    assert not FrontPage.objects.exists()
    assert any("no front page" in found for found in findings())
