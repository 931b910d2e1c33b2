"""Old addresses of uploads lead to pictures of our sizes and to downloads."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import OldAddress, add_old_addresses
from rejoinder.newsroom.models import Picture
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import picture_file
from tests.newsroom.old_addresses import UPLOADS, leads_to, old, picture


def width_of(site: Site, url: str) -> int:
    row = Picture.objects.get().renditions.get(file=url.removeprefix("/media/"))
    return int(row.width)


@pytest.mark.parametrize(
    "name, width",
    [
        ("x.jpg", 1600),
        ("x-300x200.jpg", 480),
        ("x-480x9.jpg", 480),
        ("x-768x512.jpg", 960),
        ("x-1024x683.jpg", 1600),
        ("x-9999x9.jpg", 1600),
        ("x-scaled.jpg", 1600),
        ("x-rotated.jpg", 1600),
        ("x-e1712345678901-300x200.jpg", 480),
        ("x-scaled-300x200@2x.jpg", 480),
    ],
)
@pytest.mark.parametrize("kept", ["x.jpg", "x-scaled.jpg", "x-e1712345678901.jpg"])
def test_upload_leads_to_the_nearest_of_our_sizes(
    client: Client, newsroom: Site, kept: str, name: str, width: int
) -> None:
    assert old(newsroom, UPLOADS + kept, "picture", picture(newsroom).pk)

    answer = client.get(UPLOADS + name)

    assert answer.status_code == 302
    assert width_of(newsroom, answer["Location"]) == width
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_picture_that_was_uploaded_under_the_name_of_a_size_is_itself(
    client: Client, newsroom: Site
) -> None:
    map_, other = picture(newsroom), picture(newsroom, 300)
    old(newsroom, f"{UPLOADS}map-300x150.jpg", "picture", other.pk)
    old(newsroom, f"{UPLOADS}map.jpg", "picture", map_.pk)

    there = leads_to(client, f"{UPLOADS}map-300x150.jpg", 302)

    assert other.renditions.filter(file=there.removeprefix("/media/")).exists()


def test_changed_picture_does_not_take_the_name_of_another(newsroom: Site) -> None:
    one, other = picture(newsroom, 300), picture(newsroom, 300)

    refused = add_old_addresses(
        site=newsroom,
        addresses=[
            OldAddress(f"{UPLOADS}x-scaled.jpg", "picture", one.pk),
            OldAddress(f"{UPLOADS}x.jpg", "picture", other.pk),
        ],
    )

    assert not refused
    assert Address.objects.get(path=f"{UPLOADS}x.jpg").object_id == other.pk


def test_file_leads_to_its_download(client: Client, newsroom: Site) -> None:
    file = picture_file()
    row = actions.add_file(site=newsroom, file=file, name="report.pdf")
    old(newsroom, f"{UPLOADS}report.pdf", "file", row.pk)

    there = leads_to(client, f"{UPLOADS}report.pdf", 302)

    assert there == row.url
    answer = client.get(there)
    assert answer.getvalue()
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "/files/2012/01/x.jpg",
        "/wp-content/blogs.dir/3/files/x.jpg",
        "/blog/wp-content/uploads/x.jpg",
    ],
)
def test_upload_of_an_older_kind_leads_there_if_a_row_says_so(
    client: Client, newsroom: Site, path: str
) -> None:
    small = path.replace(".jpg", "-300x200.jpg")
    assert client.get(small).status_code == 404

    assert old(newsroom, path, "picture", picture(newsroom).pk)

    assert width_of(newsroom, leads_to(client, small, 302)) == 480


def test_page_of_a_picture_leads_to_the_picture(client: Client, newsroom: Site) -> None:
    row = picture(newsroom)
    old(newsroom, "/2013/01/post/photo/", "picture", row.pk)
    old(newsroom, "/?attachment_id=9", "picture", row.pk)

    for path in ("/2013/01/post/photo/", "/?attachment_id=9"):
        # Not for good: another part of it may be chosen, which makes new sizes.
        assert width_of(newsroom, leads_to(client, path, 302)) == 1600


@pytest.mark.parametrize("path", [UPLOADS, f"{UPLOADS}none.jpg", f"{UPLOADS}none"])
def test_upload_that_did_not_come_is_404(
    client: Client, newsroom: Site, path: str
) -> None:
    assert client.get(path).status_code == 404
