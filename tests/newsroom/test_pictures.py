"""Pictures and files on their way in, by every road, and out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rejoinder.errors import Malformed
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article, File, Picture
from rejoinder.newsroom.pictures import shown_picture
from rejoinder.sites.models import Address, Site
from tests.media.asking import ask_for
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.people import Cast

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
SECRET = b"canaryword"


def spied_on() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    raw = picture_file(900, 600, exif=exif).getvalue()
    assert SECRET in raw
    return raw


def all_bytes(folder: Path) -> bytes:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return b"".join(path.read_bytes() for path in files)


def test_added_picture_keeps_no_secret(newsroom: Site, media_folder: Path) -> None:
    picture = actions.add_picture(
        site=newsroom, file=io.BytesIO(spied_on()), title="IMG_1234.JPG"
    )

    assert SECRET not in all_bytes(media_folder)
    assert (picture.width, picture.height) == (900, 600)
    assert "IMG_1234" not in picture.file.name


@pytest.mark.parametrize(
    "url, prefix",
    [
        ("/admin/images/add/", ""),
        ("/admin/images/chooser/create/", "image-chooser-upload-"),
    ],
)
def test_picture_uploaded_in_the_admin_keeps_no_secret(
    client: Client,
    newsroom: Site,
    cast: Cast,
    media_folder: Path,
    url: str,
    prefix: str,
) -> None:
    client.force_login(cast.ann)
    upload = SimpleUploadedFile("a.jpg", spied_on(), "image/jpeg")

    client.post(
        url,
        {
            f"{prefix}title": "A",
            f"{prefix}file": upload,
            f"{prefix}collection": "1",
            f"{prefix}tags": "",
        },
        **ORIGIN,
    )

    picture = Picture.objects.get()
    assert picture.file_size == picture.file.size
    assert SECRET not in all_bytes(media_folder)


def test_pictures_uploaded_together_keep_no_secret(
    client: Client, newsroom: Site, cast: Cast, media_folder: Path
) -> None:
    client.force_login(cast.ann)
    upload = SimpleUploadedFile("a.jpg", spied_on(), "image/jpeg")

    client.post(
        "/admin/images/multiple/add/",
        {"files[]": upload, "title": "A", "collection": "1"},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
        **ORIGIN,
    )

    assert Picture.objects.count() == 1
    assert SECRET not in all_bytes(media_folder)


def test_picture_put_on_a_row_by_hand_keeps_no_secret(
    newsroom: Site, media_folder: Path
) -> None:
    picture = Picture(title="By hand")
    picture.file.save("a.jpg", SimpleUploadedFile("a.jpg", spied_on()), save=True)

    assert SECRET not in all_bytes(media_folder)


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"<script>alert(1)</script>"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(
    client: Client, newsroom: Site, cast: Cast, name: str, content: bytes
) -> None:
    client.force_login(cast.ada)

    response = client.post(
        "/admin/images/add/",
        {"title": "A", "file": SimpleUploadedFile(name, content), "collection": "1"},
        **ORIGIN,
    )

    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert not Picture.objects.exists()


def test_only_sizes_are_public(newsroom: Site, media_folder: Path) -> None:
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")
    size = shown_picture(picture)

    served = ask_for(size.src)

    assert served.status == 200
    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Security-Policy"].startswith("sandbox")
    assert "immutable" in served.headers["Cache-Control"]
    assert served.body
    assert ask_for(f"/media/{picture.file.name}").status == 404
    assert ask_for("/media/").status == 404


def test_sizes_are_offered_in_two_kinds_and_never_larger(newsroom: Site) -> None:
    picture = actions.add_picture(
        site=newsroom, file=picture_file(1000, 500), title="p"
    )

    size = shown_picture(picture)

    widths = [part.rpartition(" ")[2] for part in size.webp.split(", ")]
    assert widths == ["480w", "960w", "1000w"]
    assert size.webp.count(".webp ") == 3
    assert size.other.count(".jpg ") == 3
    assert (size.width, size.height) == (1000, 500)


def test_small_and_very_tall_pictures_have_sizes(newsroom: Site) -> None:
    for width, height in ((20, 20), (1, 1), (700, 15_000)):
        picture = actions.add_picture(
            site=newsroom, file=picture_file(width, height), title="p"
        )
        assert shown_picture(picture).height <= 4 * 1600


def test_picture_with_transparency_stays_transparent(newsroom: Site) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (800, 400), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)

    picture = actions.add_picture(site=newsroom, file=file, title="p")

    assert ".png 800w" in shown_picture(picture).other


def test_animation_is_shown_as_it_is(newsroom: Site) -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (600, 300), (n * 80, 0, 0)) for n in range(3)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    file.seek(0)

    picture = actions.add_picture(site=newsroom, file=file, title="p")

    assert shown_picture(picture).src.endswith(".gif")
    assert shown_picture(picture).webp == ""


def test_deleted_picture_leaves_no_file(
    newsroom: Site, media_folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        picture.delete()

    assert [path for path in media_folder.rglob("*") if path.is_file()] == []


def test_picture_in_an_article_has_its_words(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    picture = actions.add_picture(
        site=newsroom,
        file=picture_file(),
        title="IMG_1",
        description="A ferry",
        caption="Own caption",
        credit="Ada",
    )
    publish(
        body=[
            body.picture(picture),
            body.picture(picture, alt="Another view", caption="Here's another"),
            body.picture(picture, is_decorative=True),
        ]
    )

    page = client.get(Address.objects.get().path).content.decode()

    assert page.count('alt="A ferry"') == 1
    assert page.count('alt="Another view"') == 1
    assert page.count('alt=""') == 1
    assert "Own caption" in page
    assert "Here&#x27;s another" in page
    assert page.count("Ada") == 3
    assert "IMG_1" not in page
    assert page.count('loading="lazy"') == 3


def test_article_outlives_a_deleted_picture(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    picture = actions.add_picture(site=newsroom, file=picture_file(), title="p")
    publish(lead_picture=picture, body=[body.picture(picture), body.markdown("Text")])

    picture.delete()

    assert "Text" in client.get(Address.objects.get().path).content.decode()
    assert client.get("/").status_code == 200
    assert client.get("/feed/").status_code == 200
    assert Article.objects.get().live


def test_file_is_an_attachment_in_a_sandbox(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    file = actions.add_file(
        site=newsroom, file=io.BytesIO(b"%PDF-1.4 <script>"), name="Böse Datei.pdf"
    )
    publish(
        body=[
            body.rich_text(f'<p><a linktype="document" id="{file.pk}">the file</a></p>')
        ]
    )

    page = client.get(Address.objects.get().path).content.decode()
    assert f'href="{file.url}"' in page
    response = client.get(file.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert client.get(f"/documents/{file.pk}/other.pdf").status_code == 404


def test_file_that_a_browser_would_run_is_refused(
    client: Client, newsroom: Site, cast: Cast
) -> None:
    with pytest.raises(Malformed):
        actions.add_file(site=newsroom, file=io.BytesIO(b"x"), name="a.html")
    client.force_login(cast.ada)

    client.post(
        "/admin/documents/add/",
        {
            "title": "A",
            "file": SimpleUploadedFile("a.html", b"<script>"),
            "collection": "1",
        },
        **ORIGIN,
    )

    assert not File.objects.exists()


def test_sizes_are_made_later_for_pictures_that_came_without(
    newsroom: Site, media_folder: Path
) -> None:
    picture = actions.add_picture(
        site=newsroom, file=picture_file(900, 600), title="Later", with_sizes=False
    )
    assert not picture.renditions.exists()

    assert actions.make_missing_sizes(seconds=60) == 1

    assert picture.renditions.exists()
    assert actions.make_missing_sizes(seconds=60) == 0


def test_a_picture_without_its_file_keeps_no_other_from_its_sizes(
    newsroom: Site, media_folder: Path
) -> None:
    first, second = (
        actions.add_picture(
            site=newsroom, file=picture_file(90, 60), title=name, with_sizes=False
        )
        for name in ("first", "second")
    )
    Path(second.file.path).unlink()

    assert actions.make_missing_sizes(seconds=60) == 1
    assert first.renditions.exists()
