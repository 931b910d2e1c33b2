"""Pictures and files of an export, where its texts show them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from rejoinder.newsroom.models import Article, Picture
from tests.moving.old_sites import OldSite
from tests.moving.posts import OLD, Post
from tests.moving.uploads import (
    PATH,
    UPLOADS,
    attachment,
    content_of,
    image,
    loaded,
    pictures_of,
    put_picture,
)
from tests.newsroom.pages import read

pytestmark = pytest.mark.django_db


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
