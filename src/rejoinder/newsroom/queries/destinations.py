"""Where the things that old addresses name are found today, kind by kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rejoinder.errors import Gone, NotFound
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import (
    Article,
    File,
    Picture,
    PlainPage,
    Tag,
    Writer,
)
from rejoinder.newsroom.pictures import nearest_size
from rejoinder.newsroom.queries.lists import articles_by, articles_of_tag
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.sites.models import Address, Site
from rejoinder.sites.queries import current_path

#: The kind of a row that says in which folder the whole of the old site lay.
PREFIX = "prefix"


@dataclass(frozen=True)
class Moved:
    """Another address of ours, percent-encoded.

    Not `is_for_good` where it may be another tomorrow: sizes of pictures are made
    anew when somebody chooses another part of one.
    """

    url: str
    is_for_good: bool = True


def destination(address: Address, rest: str = "", width: int | None = None) -> Moved:
    """What this row leads to today, with `rest` (a page or feed) below it.

    `width` in pixels is that of the picture that was asked for; None for the largest.
    Raises Gone where it was published and is not any more, NotFound where nobody is
    to know that it exists.
    """
    site = address.site
    if address.kind == "picture":
        return _picture(address.object_id, width)
    if address.kind == "file":
        return _file(address.object_id)
    if address.kind == PREFIX:
        return Moved("/")
    path = _PATHS[address.kind](site, address.object_id)
    return Moved(quoted(path) + rest)


def _picture(object_id: int, width: int | None) -> Moved:
    picture = Picture.objects.filter(pk=object_id).first()
    if picture is None:
        raise gone()
    return Moved(nearest_size(picture, width), is_for_good=False)


def _file(object_id: int) -> Moved:
    file = File.objects.filter(pk=object_id).first()
    if file is None:
        raise gone()
    return Moved(file.url)


def _article(site: Site, object_id: int) -> str:
    return _published(site, Article, object_id)


def _page(site: Site, object_id: int) -> str:
    return _published(site, PlainPage, object_id)


def _published(site: Site, kind: type[Article | PlainPage], object_id: int) -> str:
    path = current_path(site, kind.address_kind, object_id)
    if path is None:
        raise nothing()  # a draft, of which nobody knows yet
    if not kind.objects.live().filter(pk=object_id).exists():
        raise gone()
    return path


def _section(site: Site, object_id: int) -> str:
    tree = section_tree(site)
    section = tree.by_id.get(object_id)
    if section is None:
        raise gone()
    return tree.path(section)


def _tag(site: Site, object_id: int) -> str:
    tag = Tag.objects.filter(pk=object_id).first()
    if tag is None or not articles_of_tag(site, tag).articles.exists():
        raise nothing()
    return f"/tag/{tag.slug}/"


def _writer(site: Site, object_id: int) -> str:
    """Who has published nothing is nobody's business: numbers can be counted up."""
    writer = Writer.objects.filter(pk=object_id).first()
    if writer is None or not articles_by(site, writer).articles.exists():
        raise nothing()
    return f"/author/{writer.slug}/"


_PATHS: dict[str, Callable[[Site, int], str]] = {
    Article.address_kind: _article,
    PlainPage.address_kind: _page,
    "section": _section,
    "tag": _tag,
    "writer": _writer,
}
#: Every kind that a row may have.
KINDS = frozenset({*_PATHS, "picture", "file", PREFIX})


def nothing() -> NotFound:
    return NotFound(_("There is nothing at this address."))


def gone() -> Gone:
    return Gone(_("This is not here any more."))
