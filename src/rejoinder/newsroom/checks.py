"""Whether articles can be reached, and media be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import storages
from PIL import Image
from wagtail.models import Site as WagtailSite

from rejoinder.newsroom.models import (
    Article,
    ArticleThread,
    File,
    FrontPage,
    PageThread,
    Picture,
    PictureRendition,
    PlainPage,
)
from rejoinder.sites.models import Address, Site
from rejoinder.sites.problems import Problem

START_ONCE = "Start the site once, which makes it: rejoinder serve"
PUBLISH_AGAIN = "Open it at /admin/ and publish it again."
UPLOAD_AGAIN = "Bring the file back from a backup, or upload it again at /admin/."


def find_problems() -> Iterator[Problem]:
    yield from _missing_front_pages()
    yield from _unreachable_articles()
    yield from _unreadable_pictures()
    yield from _missing_files()


def _missing_front_pages() -> Iterator[Problem]:
    for site in Site.objects.exclude(pk__in=FrontPage.objects.values("site")):
        yield Problem(f"The site {site.name} has no front page.", START_ONCE)
    if not WagtailSite.objects.filter(is_default_site=True).exists():
        yield Problem("The newsroom does not know where its tree begins.", START_ONCE)


def _unreachable_articles() -> Iterator[Problem]:
    addressed = Address.objects.filter(kind=Article.address_kind, is_current=True)
    threads = ArticleThread.objects.values("article")
    for article in Article.objects.live():
        if not addressed.filter(object_id=article.pk).exists():
            what = f"The article “{article.title}” is published but has no address."
            yield Problem(what, PUBLISH_AGAIN)
    for article in Article.objects.live().exclude(pk__in=threads):
        what = f"The article “{article.title}” is published but has no thread."
        yield Problem(what, PUBLISH_AGAIN)
    pages = PlainPage.objects.live().filter(comments_open=True)
    for page in pages.exclude(pk__in=PageThread.objects.values("page")):
        what = f"Comments on the page “{page.title}” are open, but it has no thread."
        yield Problem(what, PUBLISH_AGAIN)


def _unreadable_pictures() -> Iterator[Problem]:
    for picture in Picture.objects.iterator():
        try:
            with picture.file.open("rb") as file, Image.open(file) as image:
                image.verify()
        # Pillow raises whatever its decoders do; any of it means the same.
        except Exception as error:
            what = f"The picture “{picture.title}” ({picture.file.name}) cannot be read"
            yield Problem(f"{what}: {error}", UPLOAD_AGAIN)


def _missing_files() -> Iterator[Problem]:
    for file in File.objects.iterator():
        if not file.file.storage.exists(file.file.name):
            what = f"The file “{file.title}” ({file.file.name}) is not there."
            yield Problem(what, UPLOAD_AGAIN)
    renditions = storages["renditions"]
    names = PictureRendition.objects.values_list("file", flat=True)
    lost = [name for name in names.iterator() if not renditions.exists(name)]
    if lost:
        yield Problem(
            f"{len(lost)} sizes of pictures are not there, such as {lost[0]}.",
            "Remove their rows, and they are made again when they are needed: "
            "python manage.py wagtail_update_image_renditions --purge-only",
        )
