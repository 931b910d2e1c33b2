"""Attachments of an export: their files out of a copy of the uploads folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rejoinder.moving.models import Origin
from rejoinder.newsroom.models import Article, File, Picture
from tests.moving.old_sites import OldSite, adds_up, counts, reasons
from tests.moving.posts import OLD, Post, comment
from tests.newsroom.conftest import picture_file
from tests.newsroom.pages import read

pytestmark = pytest.mark.django_db

UPLOADS = f"{OLD}/wp-content/uploads/"
PATH = "/2013/01/11/the-flood/"
LOADED = re.compile(r'<(?:img|source|script|iframe|embed)\b[^>]*?src(?:set)?="([^"]*)"')
SECRET = "canaryword"


@pytest.fixture
def uploads(old_site: OldSite, tmp_path: Path) -> Path:
    """The copy of the uploads folder, with one picture and one document in it."""
    folder = tmp_path / "uploads"
    old_site.uploads = folder
    put_picture(folder, "2013/01/bridge.jpg")
    (folder / "2013/01/plan.pdf").write_bytes(b"%PDF-1.4 a plan")
    return folder


def put_picture(folder: Path, path: str, kind: str = "JPEG") -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(picture_file(900, 600, kind).getvalue())


def attachment(
    path: str = "2013/01/bridge.jpg",
    number: int = 40,
    *,
    attached_file: str | None = None,
    alt: str = "A bridge",
    caption: str = "The old bridge",
    title: str = "Bridge",
    parent: int = 0,
    status: str = "inherit",
) -> Post:
    kept = path if attached_file is None else attached_file
    return Post(
        number,
        title,
        "",
        type="attachment",
        status=status,
        name=title.lower(),
        excerpt=caption,
        parent=parent,
        attachment_url=f"{UPLOADS}{path}",
        meta=(("_wp_attached_file", kept), ("_wp_attachment_image_alt", alt)),
    )


def image(path: str = "2013/01/bridge.jpg", more: str = 'alt="Seen"') -> str:
    return f'<img src="{UPLOADS}{path}" {more}/>'


def loaded(page: str) -> list[str]:
    return [url for url in LOADED.findall(page) if not url.startswith("/static/")]


def pictures_of(page: str) -> list[str]:
    return [url for url in loaded(page) if url.startswith("/media/")]


def content_of(answer: Any) -> bytes:
    """Read to its end, or else the file would stay open."""
    return b"".join(answer.streaming_content)


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


def test_a_link_to_a_file_leads_to_it(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    href = f"{UPLOADS}2013/01/plan.pdf"
    old_site.take(
        Post(content=f'See <a href="{href}">the plan</a>.'),
        attachment("2013/01/plan.pdf"),
    )
    found = re.search(r'href="([^"]*)"[^>]*>the plan<', read(client, PATH))
    assert found is not None
    assert not found[1].startswith(OLD)
    answer = client.get(found[1], follow=True)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert content_of(answer) == b"%PDF-1.4 a plan"


def test_the_featured_picture_leads_the_article(
    old_site: OldSite, uploads: Path
) -> None:
    old_site.take(Post(meta=(("_thumbnail_id", "40"),)), attachment())
    assert Article.objects.get().lead_picture == Picture.objects.get()


@pytest.mark.parametrize(
    "content",
    [
        f"[caption width=300]{image()} Under water[/caption]",
        f'<!-- wp:image {{"id":40}} --><figure class="wp-block-image">{image()}'
        "<figcaption>Under water</figcaption></figure><!-- /wp:image -->",
        f"<figure>{image()}<figcaption>Under water</figcaption></figure>",
    ],
)
def test_a_picture_with_a_caption_stands_in_the_text(
    content: str, old_site: OldSite, uploads: Path, client: Client
) -> None:
    old_site.take(Post(content=f"Before.\n\n{content}\n\nAfter."), attachment())
    page = read(client, PATH)
    assert pictures_of(page)
    assert 'alt="Seen"' in page
    assert "Under water" in page
    assert OLD not in "".join(loaded(page))


@pytest.mark.parametrize(
    "content",
    [
        '[gallery ids="40,41"]',
        "[gallery]",
        '<!-- wp:gallery {"ids":[40,41]} --><ul class="wp-block-gallery">'
        f"<li><figure>{image(more='data-id=40')}</figure></li>"
        f"<li><figure>{image('2013/01/boat.png', 'data-id=41')}</figure></li>"
        "</ul><!-- /wp:gallery -->",
    ],
)
def test_a_gallery_shows_all_its_pictures(
    content: str, old_site: OldSite, uploads: Path, client: Client
) -> None:
    put_picture(uploads, "2013/01/boat.png", "PNG")
    old_site.take(
        Post(content=content),
        attachment(parent=7),
        attachment("2013/01/boat.png", 41, title="Boat", parent=7),
    )
    assert len(re.findall("<figure", read(client, PATH))) == 2


def test_a_picture_within_a_sentence_stays_there(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    old_site.take(Post(content=f"Look {image()} here."), attachment())
    page = read(client, PATH)
    (source,) = (url for url in loaded(page) if "bridge" in url)
    assert source.startswith("/wp-content/uploads/")
    assert client.get(source).headers["Location"].startswith("/media/")


@pytest.mark.parametrize(
    "name",
    ["bridge-300x200.jpg", "bridge-e1712345678901.jpg", "bridge-scaled-1024x683.jpg"],
)
def test_a_smaller_copy_in_a_text_finds_its_picture(
    name: str, old_site: OldSite, uploads: Path, client: Client
) -> None:
    old_site.take(Post(content=image(f"2013/01/{name}")), attachment())
    assert pictures_of(read(client, PATH))


def test_a_copy_finds_a_picture_that_was_made_smaller_on_upload(
    old_site: OldSite, uploads: Path, client: Client
) -> None:
    put_picture(uploads, "2013/01/big-scaled.jpg")
    old_site.take(
        Post(content=image("2013/01/big-300x200.jpg")),
        attachment("2013/01/big-scaled.jpg"),
    )
    assert pictures_of(read(client, PATH))


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
