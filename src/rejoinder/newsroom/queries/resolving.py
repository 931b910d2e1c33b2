"""What an address leads to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rejoinder.newsroom.addresses import MAX_PATH_CHARACTERS, quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.newsroom.old_uploads import names_before, width_asked_for
from rejoinder.newsroom.queries.destinations import (
    PREFIX,
    Moved,
    destination,
    gone,
    nothing,
)
from rejoinder.sites.models import Address, Site

# What hangs below an article, a page or a list; WordPress's addresses, and some of
# our own. A number is a page of a body.
BELOW = re.compile(
    r"(?P<subject>/.+?/)"
    r"(?P<rest>[1-9][0-9]{0,8}/"
    r"|comment-page-\d{1,9}/(?:from-\d{1,18}/)?|comment/(?:\d{1,18}/)?"
    r"|feed/(?:atom/)?|page/\d{1,9}/)"
)
UPLOADS = ("picture", "file")
#: How deep a folder lay in which a whole site stood: /blog/, seldom /about/us/blog/.
MAX_PREFIX_PARTS = 4


@dataclass(frozen=True)
class Found:
    """`path` is the thing's own address, `rest` what the request had below it.

    `body_number` is the page of its body that was asked for by number, or 0.
    """

    page: Article | PlainPage
    path: str
    rest: str

    @property
    def body_number(self) -> int:
        number = self.rest.removesuffix("/")
        return int(number) if number.isdecimal() else 0


def resolve_address(site: Site, path: str) -> Found | Moved:
    """What this percent-decoded path leads to.

    Raises Gone for what was published and is not any more, NotFound for what never
    was: a draft has no address.
    """
    _check_can_be_one(path)
    as_asked = unicodedata.normalize("NFC", path)
    canonical = as_asked if as_asked.endswith("/") else f"{as_asked}/"
    address, rest = _row_for(site, canonical, as_asked)
    if not address.is_current:
        return destination(address, rest)
    page = _published_page(address)
    if canonical != path:
        return Moved(quoted(canonical))
    found = Found(page, address.path, rest)
    return Moved(quoted(found.path)) if found.body_number == 1 else found


def _check_can_be_one(path: str) -> None:
    if "\0" in path or len(path) > MAX_PATH_CHARACTERS:
        raise nothing()


def _row_for(site: Site, path: str, as_asked: str) -> tuple[Address, str]:
    below = BELOW.fullmatch(path)
    wanted = {path: "", as_asked: ""}  # without the slash: a file of an old site
    if below:
        wanted[below["subject"]] = below["rest"]
    rows = Address.objects.filter(site=site, path__in=wanted).exclude(kind=PREFIX)
    # The whole path goes before a part of it: a page may be called "feed".
    for row in sorted(rows.select_related("site"), key=lambda row: -len(row.path)):
        return row, wanted[row.path]
    raise nothing()


def _published_page(address: Address) -> Article | PlainPage:
    page: Article | PlainPage | None
    pages = (Article if address.kind == Article.address_kind else PlainPage).objects
    found = pages.live().filter(pk=address.object_id)
    if address.kind == Article.address_kind:
        found = found.select_related("lead_picture")
    page = found.select_related("thread_link__thread").first()
    if page is None:
        raise gone()
    page.site = address.site
    return page


def resolve_upload(site: Site, path: str) -> Moved:
    """Where the picture or file is that lay at this path, or that a file there was
    made of. One query, of a few paths at most. Raises NotFound, Gone."""
    _check_can_be_one(path)
    names = names_before(unicodedata.normalize("NFC", path))
    rows = Address.objects.filter(site=site, path__in=names, kind__in=UPLOADS)
    # The nearest name goes first: a picture may have been called x-300x200.jpg.
    for row in sorted(rows.select_related("site"), key=lambda row: -len(row.path)):
        return destination(row, width=width_asked_for(path))
    raise nothing()


def resolve_query(site: Site, names: list[str], rest: str = "") -> Moved:
    """Where "?p=12" leads; the first of these that is a row. Raises NotFound, Gone."""
    paths = [f"/?{name}" for name in names]
    rows = Address.objects.filter(site=site, path__in=paths, is_current=False)
    for row in sorted(rows.select_related("site"), key=lambda r: paths.index(r.path)):
        return destination(row, rest)
    raise nothing()


def without_old_prefix(site: Site, path: str) -> str | None:
    """The path without the folder that the whole of an old site lay in, if it is one.

    "/2012/01/" for "/blog/2012/01/" where "/blog/" is such a folder.
    """
    _check_can_be_one(path)
    path = unicodedata.normalize("NFC", path)
    parts = path.strip("/").split("/")[:MAX_PREFIX_PARTS]
    folders = [f"/{'/'.join(parts[: n + 1])}/" for n in range(len(parts))]
    rows = Address.objects.filter(site=site, kind=PREFIX, path__in=folders)
    prefix = max(rows.values_list("path", flat=True), key=len, default=None)
    return None if prefix is None else f"/{path[len(prefix) :]}"
