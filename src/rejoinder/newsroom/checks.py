"""Whether articles can be reached, and media be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from PIL import Image
from wagtail.models import Site as WagtailSite
from wagtail.search.models import IndexEntry

from rejoinder.newsroom.models import (
    Article,
    ArticleIndex,
    ArticleThread,
    File,
    FrontPage,
    PageThread,
    Picture,
    PictureRendition,
    PlainPage,
)
from rejoinder.problems import Problem
from rejoinder.sites.models import Address, Site

START_ONCE = "Start the site once, which makes it: rejoinder serve"
PUBLISH_AGAIN = "Open it at /admin/ and publish it again."
UPLOAD_AGAIN = "Bring the file back from a backup, or upload it again at /admin/."


def find_problems() -> Iterator[Problem]:
    yield from _missing_front_pages()
    yield from _unreachable_articles()
    yield from _unreachable_pages()
    yield from _articles_search_misses()
    yield from _broken_tree()
    yield from _unreadable_pictures()
    yield from _missing_files()


def _missing_front_pages() -> Iterator[Problem]:
    for site in Site.objects.exclude(pk__in=FrontPage.objects.values("site")):
        yield Problem(f"The site {site.name} has no front page.", START_ONCE)
    if not WagtailSite.objects.filter(is_default_site=True).exists():
        yield Problem("The newsroom does not know where its tree begins.", START_ONCE)


def _unreachable_articles() -> Iterator[Problem]:
    threads = ArticleThread.objects.values("article")
    for article in _published_without(_addressed(Article.address_kind)):
        what = f"The article “{article.title}” is published but has no address."
        yield Problem(what, PUBLISH_AGAIN)
    for article in _published_without(threads):
        what = f"The article “{article.title}” is published but has no thread."
        yield Problem(what, PUBLISH_AGAIN)


def _unreachable_pages() -> Iterator[Problem]:
    addressed = _addressed(PlainPage.address_kind)
    for page in PlainPage.objects.live().exclude(pk__in=addressed):
        what = f"The page “{page.title}” is published but has no address."
        yield Problem(what, PUBLISH_AGAIN)
    open_ones = PlainPage.objects.live().filter(comments_open=True)
    for page in open_ones.exclude(pk__in=PageThread.objects.values("page")):
        what = f"Comments on the page “{page.title}” are open, but it has no thread."
        yield Problem(what, PUBLISH_AGAIN)


def _addressed(kind: str) -> Any:
    rows = Address.objects.filter(kind=kind, is_current=True)
    return rows.values("object_id")


def _published_without(ids: Any) -> Any:
    return Article.objects.live().exclude(pk__in=ids).defer_streamfields()


def _articles_search_misses() -> Iterator[Problem]:
    entries = IndexEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    missed = Article.objects.live().filter(~Exists(entries)).count()
    if missed:
        yield Problem(
            f"Search does not know of {missed} published articles.",
            "Make its index again: python manage.py update_index",
        )


def _broken_tree() -> Iterator[Problem]:
    """Rows are put into the tree by imports too; what does not add up is lost in the
    admin. Two queries, where Wagtail's own check takes some for each page."""
    for kind in (ArticleIndex, FrontPage):
        for page in kind.objects.all():
            if page.numchild != page.get_children().count():
                what = f"The tree of pages does not add up below “{page.title}”."
                yield Problem(what, "Mend it: python manage.py fixtree")


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
