"""Attachments that do not come, and the reason that is given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from rejoinder.newsroom.models import File
from tests.moving.old_sites import OldSite, adds_up, counts, reasons
from tests.moving.posts import Post, comment
from tests.moving.uploads import (
    PATH,
    UPLOADS,
    attachment,
    image,
    loaded,
    put_picture,
)
from tests.newsroom.pages import read

pytestmark = pytest.mark.django_db


SECRET = "canaryword"


def test_without_a_folder_all_are_left_out_with_that_reason(
    old_site: OldSite, client: Client
) -> None:
    report = old_site.take(
        Post(content=f"[caption]{image()} Wet[/caption]"), attachment()
    )
    assert counts(report, "media") == {"seen": 1, "left_out": 1}
    assert reasons(report, "media") == {"no uploads folder was given: --uploads": 1}
    assert any("pictures are not at hand" in line for line in report.warnings)
    page = read(client, PATH)
    assert f'<a href="{UPLOADS}2013/01/bridge.jpg"' in page
    assert "Wet" in page
    assert loaded(page) == []


def test_a_file_that_is_not_there_is_a_link_and_asks_no_other_host(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    (uploads / "2013/01/bridge.jpg").unlink()
    report = old_site.take(
        Post(content=f"A.\n\n{image()}\n\nB {image()} c.\n\n[gallery ids=40]"),
        attachment(),
    )
    assert reasons(report, "media") == {"its file is not in the uploads folder": 1}
    page = read(client, PATH)
    assert f'<a href="{UPLOADS}2013/01/bridge.jpg"' in page
    assert loaded(page) == []


def test_an_unreadable_picture_is_left_out_and_the_rest_comes(
    old_site: OldSite, uploads: Path
) -> None:
    (uploads / "2013/01/bridge.jpg").write_bytes(b"no picture at all")
    put_picture(uploads, "2013/01/boat.png", "PNG")
    report = old_site.take(
        Post(content=image(), comments=(comment(),)),
        attachment(),
        attachment("2013/01/boat.png", 41),
    )
    assert counts(report, "media") == {"seen": 2, "created": 1, "left_out": 1}
    (reason,) = reasons(report, "media")
    assert reason.startswith("This file is not a picture that can be read")
    assert counts(report, "articles") == {"seen": 1, "created": 1}
    assert adds_up(report)


@pytest.mark.parametrize("name", ["setup.exe", "logo.svg", "page.html", "noname", "x."])
def test_other_kinds_are_left_out(name: str, old_site: OldSite, uploads: Path) -> None:
    (uploads / name).write_bytes(b"<svg/>")
    report = old_site.take(attachment(name))
    assert reasons(report, "media") == {"a kind of file that is not taken": 1}
    assert not File.objects.exists()


def test_what_is_in_the_bin_is_left_out(old_site: OldSite, uploads: Path) -> None:
    report = old_site.take(attachment(status="trash"))
    assert reasons(report, "media") == {"in the bin": 1}


@pytest.mark.parametrize(
    "kept",
    ["../secret.txt", "2013/../../secret.txt", "/secret.txt", "%2e%2e/secret.txt"],
)
def test_a_path_out_of_the_folder_is_never_read(
    kept: str, old_site: OldSite, uploads: Path
) -> None:
    (uploads.parent / "secret.txt").write_text(SECRET)
    path = f"x/{kept}"  # its address leads nowhere else
    old_site.take(attachment(path, attached_file=kept))
    old_site.take(
        attachment(kept, 41, attached_file=str(uploads.parent / "secret.txt"))
    )
    assert not File.objects.exists()


def test_a_link_out_of_the_folder_is_never_followed(
    old_site: OldSite, uploads: Path
) -> None:
    outside = uploads.parent / "secret.txt"
    outside.write_text(SECRET)
    (uploads / "notes.txt").symlink_to(outside)
    (uploads / "up").symlink_to(uploads.parent)
    report = old_site.take(
        attachment("notes.txt"), attachment("up/secret.txt", 41, title="Up")
    )
    assert reasons(report, "media") == {"its file is not in the uploads folder": 2}
    assert not File.objects.exists()


@pytest.mark.parametrize("path", ["a" * 300 + ".jpg", "folder.jpg", "loop.jpg"])
def test_a_path_that_cannot_be_a_file_is_left_out(
    path: str, old_site: OldSite, uploads: Path
) -> None:
    (uploads / "folder.jpg").mkdir()
    (uploads / "loop.jpg").symlink_to(uploads / "loop.jpg")
    report = old_site.take(attachment(path))
    assert reasons(report, "media") == {"its file is not in the uploads folder": 1}


def test_a_file_that_may_not_be_read_is_left_out(
    old_site: OldSite, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who runs tests as root may read everything.
    monkeypatch.setattr(os, "access", lambda *_args: False)
    report = old_site.take(attachment(), attachment("2013/01/plan.pdf", 41))
    assert reasons(report, "media") == {"its file may not be read by this program": 2}
