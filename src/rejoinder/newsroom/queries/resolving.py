"""What an address leads to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rejoinder.errors import Gone, NotFound
from rejoinder.newsroom.addresses import MAX_PATH_CHARACTERS, quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.sites.models import Address, Site

# What hangs below an article; WordPress's addresses, and two of our own. A number is a
# page of its body, which plain pages have too.
_BELOW = re.compile(
    r"(?P<subject>/.+?/)"
    r"(?P<rest>[1-9][0-9]{0,8}/"
    r"|comment-page-\d{1,9}/(?:from-\d{1,18}/)?|comment/\d{1,18}/"
    r"|feed/(?:atom/)?)"
)


@dataclass(frozen=True)
class Moved:
    """Another address of ours, percent-encoded."""

    url: str


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
    if "\0" in path or len(path) > MAX_PATH_CHARACTERS:
        raise _nothing()
    canonical = unicodedata.normalize("NFC", path)
    canonical = canonical if canonical.endswith("/") else f"{canonical}/"
    address, rest = _row_for(site, canonical)
    if not address.is_current:
        return _moved(address, rest)
    page = _published_page(address)
    if canonical != path:
        return Moved(quoted(canonical))
    found = Found(page, address.path, rest)
    if rest and not found.body_number and isinstance(page, PlainPage):
        raise _nothing()
    return Moved(quoted(found.path)) if found.body_number == 1 else found


def _row_for(site: Site, path: str) -> tuple[Address, str]:
    below = _BELOW.fullmatch(path)
    wanted = {path: ""}
    if below:
        wanted[below["subject"]] = below["rest"]
    rows = Address.objects.filter(site=site, path__in=wanted).select_related("site")
    # The whole path goes before a part of it: a page may be called "feed".
    for row in sorted(rows, key=lambda row: -len(row.path)):
        return row, wanted[row.path]
    raise _nothing()


def _moved(address: Address, rest: str) -> Moved:
    current = Address.objects.filter(
        site=address.site,
        kind=address.kind,
        object_id=address.object_id,
        is_current=True,
    ).first()
    if current is None:
        raise _gone()
    _published_page(current)
    return Moved(quoted(current.path) + rest)


def _published_page(address: Address) -> Article | PlainPage:
    page: Article | PlainPage | None
    if address.kind == Article.address_kind:
        page = (
            Article.objects.live()
            .filter(pk=address.object_id)
            .select_related("lead_picture", "thread_link__thread")
            .first()
        )
    else:
        page = PlainPage.objects.live().filter(pk=address.object_id).first()
    if page is None:
        raise _gone()
    page.site = address.site
    return page


def _nothing() -> NotFound:
    return NotFound(_("There is nothing at this address."))


def _gone() -> Gone:
    return Gone(_("This is not here any more."))
