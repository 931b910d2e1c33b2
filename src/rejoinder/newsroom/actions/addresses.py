"""Giving pages their address: a row, fixed at first publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from rejoinder.newsroom import tags
from rejoinder.newsroom.actions.announcing import announce_covered, announce_moved
from rejoinder.newsroom.addresses import (
    AddressFacts,
    expand_pattern,
    is_reserved,
    numbered,
    part_from,
    with_part,
)
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.newsroom.sections import section_path
from rejoinder.pagestore.changes import announce
from rejoinder.sites.models import Address, Site
from rejoinder.sites.queries import current_path, zone_of


def fix_article_address(*, article: Article, now: datetime) -> str:
    """The article's path. Made at first publication; later only its part may change.

    Then the new path becomes the current one and the old one redirects. A changed
    date, section or pattern changes nothing: links out there stay right.
    """
    old = current_path(article.site, Article.address_kind, article.pk)
    wanted = part_from(article.address_part or article.title, str(article.pk))
    if old is None:
        return _take_address(
            article, wanted, lambda part: new_article_path(article, part), now
        )
    # As written too: an import's part may be one that a slug cannot be.
    in_use = {"", article.part_in_use}
    if article.address_part in in_use or wanted in in_use:
        return old

    def moved(part: str) -> str:
        return with_part(old, article.part_in_use, part) or old

    return _take_address(article, wanted, moved, now)


def new_article_path(article: Article, part: str) -> str:
    """Its path by the pattern of the site, free or not."""
    published_on = article.published_on or timezone.now()
    byline = article.bylines.first()
    facts = AddressFacts(
        local_time=published_on.astimezone(zone_of(article.site)),
        article_id=article.pk,
        part=part,
        section_path=section_path(article.section),
        author=byline.writer.slug if byline else "",
    )
    return expand_pattern(article.site.address_pattern, facts)


def fix_page_address(*, page: PlainPage, now: datetime) -> str:
    """The path of a plain page: that of the page above it, and its own part.

    It follows both, and so do the published pages below.
    """
    above = page.get_parent().specific
    base: str | None = "/"
    if isinstance(above, PlainPage):
        base = current_path(page.site, PlainPage.address_kind, above.pk)
    old = current_path(page.site, PlainPage.address_kind, page.pk)
    wanted = part_from(page.address_part or page.title, str(page.pk))
    keeps_part = page.address_part in ("", page.part_in_use)
    if old is not None and keeps_part:
        wanted = page.part_in_use
    if base is None:
        # The page above was never published, so there is nothing to follow.
        if old is not None and wanted == page.part_in_use:
            return old
        base = "/"
    if old == f"{base}{wanted}/":
        return old
    path = _take_address(page, wanted, lambda part: f"{base}{part}/", now)
    fix_addresses_below(page=page, now=now)
    return path


def fix_addresses_below(*, page: PlainPage, now: datetime) -> None:
    """Let the published pages below follow an address that has changed."""
    for below in PlainPage.objects.child_of(page).live():
        fix_page_address(page=below, now=now)


def take_exact_address(
    *, page: Article | PlainPage, path: str, part: str, now: datetime
) -> bool:
    """Make this path, from exact_path, the current one; False if it cannot be had.

    `part` is then the one in use: the address moves when the page gets another.
    """
    _lock_addresses(page.site_id)
    if not path or is_reserved(path) or not _is_free(page, path):
        return False
    _make_current(page, part, path, now)
    return True


def _take_address(
    page: Article | PlainPage,
    wanted: str,
    path_of: Callable[[str], str],
    now: datetime,
) -> str:
    """Make the first free path of `wanted`, `wanted`-2, … the current one.

    The site's row is locked, so that two pages published at once cannot both find a
    path free; comments, which only refer to the row, do not wait for it.
    """
    _lock_addresses(page.site_id)
    part, path = _first_free(page, wanted, path_of)
    _make_current(page, part, path, now)
    return path


def _lock_addresses(site_id: int) -> None:
    Site.objects.select_for_update(no_key=True).get(pk=site_id)


def _make_current(
    page: Article | PlainPage, part: str, path: str, now: datetime
) -> None:
    mine = {"site": page.site, "kind": page.address_kind, "object_id": page.pk}
    had_another = Address.objects.filter(**mine, is_current=True).update(
        is_current=False
    )
    Address.objects.update_or_create(
        site=page.site,
        path=path,
        defaults={**mine, "is_current": True, "since": now},
    )
    page.part_in_use = part
    type(page).objects.filter(pk=page.pk).update(part_in_use=part)
    if had_another:
        announce_moved(page)
    else:
        # Links in texts led nowhere until now.
        announce(tags.address(page.pk))
    announce_covered(page.site, [path])


def _first_free(
    page: Article | PlainPage, wanted: str, path_of: Callable[[str], str]
) -> tuple[str, str]:
    """The part and the path that nobody has and the site does not need itself."""
    # Where no other part would help (a section called "media", a number that reads as
    # a month), numbering would never end: the page's own number makes a path.
    if is_reserved(path_of(wanted)) and is_reserved(path_of(f"{page.pk}-or-other")):
        wanted = part_from(f"{page.pk}-{wanted}", str(page.pk))
        path_of = "/{}/".format
    elif path_of(wanted) == path_of(f"{wanted}-"):
        path = path_of(wanted)
        while is_reserved(path) or not _is_free(page, path):
            path = f"{path}{page.pk}/"
        return wanted, path
    for part in numbered(wanted):
        path = path_of(part)
        if not is_reserved(path) and _is_free(page, path):
            return part, path
    raise AssertionError("numbers do not end")


def _is_free(page: Article | PlainPage, path: str) -> bool:
    """Nobody's, or one that this page had before."""
    row = Address.objects.filter(site=page.site, path=path).first()
    return row is None or (row.kind, row.object_id) == (page.address_kind, page.pk)
