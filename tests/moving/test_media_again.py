"""Attachments in a dry run, and when an export is taken again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from rejoinder.moving.models import Origin
from rejoinder.newsroom.models import Article, File, Picture
from tests.moving.old_sites import OldSite, counts, reasons
from tests.moving.posts import Post
from tests.moving.uploads import (
    PATH,
    UPLOADS,
    attachment,
    image,
    pictures_of,
    put_picture,
)
from tests.newsroom.pages import read

pytestmark = pytest.mark.django_db


def test_a_second_run_takes_nothing_twice(old_site: OldSite, uploads: Path) -> None:
    both = (attachment(), attachment("2013/01/plan.pdf", 41, title="Plan"))
    old_site.take(*both)
    report = old_site.take(*both)
    assert counts(report, "media") == {"seen": 2, "unchanged": 2}
    assert (Picture.objects.count(), File.objects.count()) == (1, 1)


def test_a_second_run_without_the_folder_keeps_what_was_taken(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    post = Post(content=image())
    old_site.take(post, attachment())
    old_site.uploads = None
    report = old_site.take(post, attachment())
    assert counts(report, "media") == {"seen": 1, "unchanged": 1}
    assert counts(report, "articles") == {"seen": 1, "unchanged": 1}
    assert pictures_of(read(client, PATH))


def test_a_second_run_with_the_folder_puts_the_pictures_in(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    posts = (
        Post(content=image(), meta=(("_thumbnail_id", "40"),)),
        Post(8, "Dry", name="dry"),
        attachment(),
    )
    old_site.uploads = None
    old_site.take(*posts)
    old_site.uploads = uploads
    report = old_site.take(*posts)
    assert counts(report, "media") == {"seen": 1, "created": 1}
    assert counts(report, "articles") == {"seen": 2, "updated": 1, "unchanged": 1}
    assert pictures_of(read(client, PATH))
    assert Article.objects.get(title="The flood").lead_picture is not None


@pytest.mark.parametrize("path", ["2013/01/bridge.jpg", "2013/01/plan.pdf"])
def test_new_words_of_an_attachment_are_taken(
    path: str, old_site: OldSite, uploads: Path
) -> None:
    old_site.take(attachment(path))
    report = old_site.take(attachment(path, title="Renamed"))
    assert counts(report, "media") == {"seen": 1, "updated": 1}
    kept = Picture.objects.first() or File.objects.get()
    assert kept.title == "Renamed"


def test_words_changed_here_stay(old_site: OldSite, uploads: Path) -> None:
    old_site.take(attachment())
    Picture.objects.update(title="Our own")
    report = old_site.take(attachment(title="Renamed"))
    assert reasons(report, "media") == {"changed here since it was imported": 1}
    assert Picture.objects.get().title == "Our own"


def test_an_attachment_without_a_number_is_known_again(
    old_site: OldSite, uploads: Path
) -> None:
    path = "2013/01/" + "long/" * 80 + "bridge.jpg"
    put_picture(uploads, path)
    nameless = Post(
        None,
        "Bridge",
        "",
        type="attachment",
        guid=f"{UPLOADS}{path}",
        attachment_url=f"{UPLOADS}{path}",
    )
    old_site.take(nameless)
    report = old_site.take(nameless)
    assert counts(report, "media") == {"seen": 1, "unchanged": 1}
    assert Picture.objects.count() == 1


def test_a_dry_run_counts_alike_and_writes_nothing(
    old_site: OldSite, uploads: Path, media_folder: Path
) -> None:
    (uploads / "2013/01/broken.png").write_bytes(b"no picture")
    posts = (
        Post(content=image(), meta=(("_thumbnail_id", "40"),)),
        attachment(),
        attachment("2013/01/plan.pdf", 41, title="Plan"),
        attachment("2013/01/broken.png", 42, title="Broken"),
        attachment("2013/01/gone.png", 43, title="Gone"),
        attachment("logo.svg", 44, title="Logo"),
    )
    dry = old_site.take(*posts, is_dry=True)
    assert not Origin.objects.exists()
    assert not Picture.objects.exists()
    kept = [*(media_folder / "originals").rglob("*"), *media_folder.glob("public/*")]
    assert kept == []
    assert old_site.take(*posts).as_json() == dry.as_json()
    assert counts(dry, "media") == {"seen": 5, "created": 2, "left_out": 3}
