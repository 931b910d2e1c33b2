"""Attachments of an export: their files out of a copy of the uploads folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from rejoinder.newsroom.models import File, Picture
from tests.moving.old_sites import OldSite, counts
from tests.moving.posts import Post
from tests.moving.uploads import (
    attachment,
    content_of,
    put_picture,
)

pytestmark = pytest.mark.django_db


def test_a_picture_comes_with_its_words(old_site: OldSite, uploads: Path) -> None:
    report = old_site.take(attachment())
    assert counts(report, "media") == {"seen": 1, "created": 1}
    picture = Picture.objects.get()
    assert (picture.title, picture.description) == ("Bridge", "A bridge")
    assert (picture.caption, picture.width) == ("The old bridge", 900)


@pytest.mark.parametrize("kind", ["png", "webp", "gif"])
def test_other_kinds_of_pictures_come(
    kind: str, old_site: OldSite, uploads: Path
) -> None:
    put_picture(uploads, f"2013/01/map.{kind}", kind.upper())
    report = old_site.take(attachment(f"2013/01/map.{kind}"))
    assert counts(report, "media") == {"seen": 1, "created": 1}


@pytest.mark.parametrize("name", ["plan.pdf", "talk.mp3", "Film.MP4", "phone.mov"])
def test_documents_sound_and_film_are_kept(
    name: str, old_site: OldSite, uploads: Path
) -> None:
    (uploads / name).write_bytes(b"some content")
    report = old_site.take(attachment(name))
    assert counts(report, "media") == {"seen": 1, "created": 1}
    with File.objects.get().file.open("rb") as kept:
        assert kept.read() == b"some content"


def test_a_file_is_served_as_an_attachment_at_its_old_address(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    old_site.take(attachment("2013/01/plan.pdf"))
    answer = client.get("/wp-content/uploads/2013/01/plan.pdf", follow=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert content_of(answer) == b"%PDF-1.4 a plan"


@pytest.mark.parametrize(
    "address",
    [
        "/wp-content/uploads/2013/01/bridge.jpg",
        "/wp-content/uploads/2013/01/bridge-300x200.jpg",
        "/wp-content/uploads/2013/01/bridge-scaled.jpg",
        "/?attachment_id=40",
    ],
)
def test_old_addresses_of_a_picture_answer(
    address: str, old_site: OldSite, uploads: Path, client: Client
) -> None:
    old_site.take(Post(), attachment())
    answer = client.get(address)
    assert answer.status_code in {301, 302}
    assert answer.headers["Location"].startswith("/media/")
