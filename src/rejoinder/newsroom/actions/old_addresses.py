"""Addresses and names that were brought along from another system."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from django.db import transaction
from django.utils import timezone

from rejoinder.newsroom import tags
from rejoinder.newsroom.actions.announcing import announce_covered
from rejoinder.newsroom.addresses import MAX_PATH_CHARACTERS, may_have_been
from rejoinder.newsroom.models import Article, FeedGuid
from rejoinder.newsroom.old_uploads import name_of_upload
from rejoinder.newsroom.queries.destinations import KINDS
from rejoinder.pagestore.changes import announce
from rejoinder.sites.models import Address, Site

#: Looked up and written at once; twice as many values, and SQLite takes 999 at least.
ROWS_AT_ONCE = 400


@dataclass(frozen=True)
class OldAddress:
    """A path of the old site, as sites.Address describes it, and what it led to.

    `kind` is one of "article", "page", "section", "tag", "writer", "picture", "file",
    and `object_id` the number of its row; or "prefix" with 0: the path is the folder
    in which the whole of the old site lay.
    """

    path: str
    kind: str
    object_id: int = 0

    @property
    def thing(self) -> tuple[str, int]:
        return self.kind, self.object_id


def add_old_address(*, site: Site, path: str, kind: str, object_id: int) -> bool:
    """Let an address of the old site lead to this thing, wherever that is today.

    Again: nothing changes. False where the path leads to another thing, or is one
    that the site needs itself.
    """
    address = OldAddress(path, kind, object_id)
    return not add_old_addresses(site=site, addresses=[address])


def add_old_addresses(
    *, site: Site, addresses: Iterable[OldAddress]
) -> list[OldAddress]:
    """The same for many, and which of them were refused. Three queries for each 400
    and a transaction of their own, so that readers and writers get in between.

    Of a picture or file whose name says that it was changed (`x-scaled.jpg`), the
    name that it was uploaded as leads there too, where nothing else is called so.
    """
    refused: list[OldAddress] = []
    pending = iter(addresses)
    while some := list(islice(pending, ROWS_AT_ONCE)):
        refused += _add(site, some)
    return refused


def _add(site: Site, addresses: list[OldAddress]) -> list[OldAddress]:
    kept = [replace(each, path=_as_kept(each.path)) for each in addresses]
    usable = [each for each in kept if _is_usable(each)]
    # What was named goes before what only follows from a name.
    usable += list(_uploads_behind(usable))
    with transaction.atomic():
        # Whoever publishes meanwhile must not find one of these paths free.
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        owners = _owners(site, [each.path for each in usable])
        taken = set(owners)
        for each in usable:
            owners.setdefault(each.path, each.thing)
        _write(site, {path: owners[path] for path in owners if path not in taken})
    pairs = zip(addresses, kept, strict=True)
    return [each for each, row in pairs if owners.get(row.path) != row.thing]


def _as_kept(path: str) -> str:
    """In the form of sites.Address: a slash at the end, but of a file or a query."""
    path = unicodedata.normalize("NFC", path)
    last = path.rpartition("/")[2]
    is_whole = not last or last.startswith("?") or "." in last
    return path if is_whole else f"{path}/"


def _is_usable(address: OldAddress) -> bool:
    return (
        address.kind in KINDS
        and len(address.path) <= MAX_PATH_CHARACTERS
        and may_have_been(address.path)
    )


def _uploads_behind(addresses: Iterable[OldAddress]) -> Iterator[OldAddress]:
    for each in addresses:
        if each.kind in {"picture", "file"} and not each.path.endswith("/"):
            upload = name_of_upload(each.path)
            if upload is not None:
                yield replace(each, path=upload)


def _owners(site: Site, paths: list[str]) -> dict[str, tuple[str, int]]:
    """What these paths lead to already."""
    rows = Address.objects.filter(site=site, path__in=paths)
    columns = rows.values_list("path", "kind", "object_id")
    return {path: (kind, object_id) for path, kind, object_id in columns}


def _write(site: Site, new: dict[str, tuple[str, int]]) -> None:
    now = timezone.now()
    Address.objects.bulk_create(
        Address(
            site=site,
            path=path,
            kind=kind,
            object_id=object_id,
            is_current=False,
            since=now,
        )
        for path, (kind, object_id) in new.items()
    )
    announce_covered(site, new)


def keep_feed_guids(*, guids: Mapping[int, str]) -> None:
    """Call articles in feeds what the old site's feeds called them: by their keys.

    One that has such a name keeps it; '' for nothing.
    """
    rows = [
        FeedGuid(article_id=article_id, guid=guid.strip()[:2000])
        for article_id, guid in guids.items()
        if guid.strip()
    ]
    sites = Article.objects.filter(pk__in=[row.article_id for row in rows])
    with transaction.atomic():
        FeedGuid.objects.bulk_create(rows, ignore_conflicts=True)
        # Feeds alone show them. An import brings hundreds, so not a tag for each.
        announce(*map(tags.lists, sites.values_list("site", flat=True).distinct()))
