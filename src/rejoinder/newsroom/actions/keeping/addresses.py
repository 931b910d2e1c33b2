"""Addresses of many new articles: the ones they had, or the first free ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rejoinder.newsroom.actions.addresses import fix_article_address, new_article_path
from rejoinder.newsroom.actions.announcing import announce_covered
from rejoinder.newsroom.addresses import exact_path, is_reserved, part_from
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Address, Site


class PlannedAddresses:
    """First planned, when the articles have numbers, then written with their rows.

    Between the two the site's row stays locked, so what is free stays free.
    """

    def __init__(self, site: Site, wanted: Sequence[tuple[Article, str]]) -> None:
        """`wanted`: each article with the path that it had, or ""."""
        self._site = site
        self._wanted = wanted
        self._paths: dict[int, str] = {}

    def plan(self) -> None:
        """Find the paths that can be had as they are. One query."""
        paths = [_path_of(article, raw) for article, raw in self._wanted]
        rows = Address.objects.filter(site=self._site, path__in=paths)
        taken = set(rows.values_list("path", flat=True))
        for (article, _raw), path in zip(self._wanted, paths, strict=True):
            if path in taken or is_reserved(path):
                continue
            taken.add(path)
            self._paths[article.pk] = path
            article.part_in_use = _part_in_use(article, path)

    def write(self, now: datetime) -> list[str]:
        """The paths in the order of the articles. Those that could not be had become
        the first free ones, in a few queries each."""
        Address.objects.bulk_create(
            Address(
                site=self._site,
                path=path,
                kind=Article.address_kind,
                object_id=pk,
                since=now,
            )
            for pk, path in self._paths.items()
        )
        announce_covered(self._site, self._paths.values())
        return [
            self._paths.get(article.pk) or fix_article_address(article=article, now=now)
            for article, _raw in self._wanted
        ]


def _path_of(article: Article, raw: str) -> str:
    part = part_from(article.address_part or article.title, str(article.pk))
    return exact_path(raw) or new_article_path(article, article.address_part or part)


def _part_in_use(article: Article, path: str) -> str:
    """What has to change for the address to move: see fix_article_address."""
    part = part_from(article.title, str(article.pk))
    parts = path.strip("/").split("/")
    return article.address_part or (part if part in parts else parts[-1][:200])
