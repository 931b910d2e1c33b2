"""Lists of published articles. Drafts are never among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rejoinder.errors import NotFound
from rejoinder.newsroom import tags
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.errors import NoSuchList
from rejoinder.newsroom.models import Article, ArticleSection, Section, Tag, Writer
from rejoinder.newsroom.queries.shown import Teaser
from rejoinder.newsroom.queries.teasers import (
    section_tree,
    teasers,
    with_comment_counts,
)
from rejoinder.newsroom.sections import SectionTree
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.models import Site
from rejoinder.sites.queries import zone_of
from rejoinder.web.pagination import Page, page_of


def published(site: Site) -> QuerySet[Article]:
    """Published articles of a site, newest first, with what a list shows of them."""
    articles: QuerySet[Article] = (
        Article.objects.live()
        .filter(site=site, published_on__isnull=False)
        .select_related("lead_picture", "thread_link__thread")
        .order_by("-published_on", "-pk")
    )
    return articles


Row = TypeVar("Row")


@dataclass(frozen=True)
class ArticleList:
    """What a list is of: its rows, the address its pages hang below, and the tag by
    which the change log says that it has others now.

    `has_counts`: its first page says how many comments each article has.
    """

    site: Site
    articles: Any
    path: str
    tag: str
    tree: SectionTree | None = None
    has_counts: bool = False

    def page(self, number: int) -> Page[Teaser]:
        """Raises NotFound past the last page."""
        page = page_of(
            self.articles,
            number=number,
            per_page=self.site.articles_per_page,
            base_path=quoted(self.path),
        )
        shown = self._teasers(page.items)
        if self.has_counts and number == 1:
            shown = with_comment_counts(shown)
        return replace(page, items=shown)

    def newest(self, limit: int) -> list[tuple[Teaser, Article]]:
        articles = list(self.articles[:limit])
        return list(zip(self._teasers(articles), articles, strict=True))

    def _teasers(self, articles: Sequence[Article]) -> list[Teaser]:
        depends_on(self.tag, tags.lists(self.site.pk))
        return teasers(articles, self.site, self.tree or section_tree(self.site))


def all_articles(site: Site) -> ArticleList:
    return ArticleList(site, published(site), "/", tags.front(site.pk))


def front_articles(site: Site) -> ArticleList:
    """All articles, the pinned ones before the others; both newest first."""
    ordered = published(site).order_by("-is_pinned", "-published_on", "-pk")
    return ArticleList(site, ordered, "/", tags.front(site.pk), has_counts=True)


def articles_of_section(site: Site, section: Section, tree: SectionTree) -> ArticleList:
    """Those of the section and of its parts, in it as their main or a further one."""
    sections = tree.with_parts(section)
    # Not a join, which would show an article once for each of its sections.
    also = ArticleSection.objects.filter(section_id__in=sections).values("article_id")
    is_in = Q(section_id__in=sections) | Q(pk__in=also)
    articles = published(site).filter(is_in)
    tag = tags.in_section(section.pk)
    return ArticleList(site, articles, tree.path(section), tag, tree=tree)


def articles_of_tag(site: Site, tag: Tag) -> ArticleList:
    articles = published(site).filter(tagged_items__tag=tag)
    return ArticleList(site, articles, f"/tag/{tag.slug}/", tags.with_tag(tag.pk))


def articles_by(site: Site, writer: Writer) -> ArticleList:
    articles = published(site).filter(bylines__writer=writer).distinct()
    tag = tags.by_writer(writer.pk)
    return ArticleList(site, articles, f"/author/{writer.slug}/", tag)


def articles_of_period(site: Site, year: int, month: int, day: int) -> ArticleList:
    """Those of a year, month or day (0: not given), by the clock of the site."""
    zone = zone_of(site)
    try:
        # In UTC, which the first days that Python knows may not have any more.
        first, after = (
            datetime.combine(day, time(), zone).astimezone(UTC)
            for day in _period(year, month, day)
        )
    except (ValueError, OverflowError) as error:
        raise NotFound(_("There is no such day.")) from error
    articles = published(site).filter(published_on__gte=first, published_on__lt=after)
    given = [f"{year:04}", f"{month:02}", f"{day:02}"][: 1 + bool(month) + bool(day)]
    tag = tags.in_period(site.pk, year, month, day)
    return ArticleList(site, articles, f"/{'/'.join(given)}/", tag)


def _period(year: int, month: int, day: int) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day:
        return first, date.fromordinal(first.toordinal() + 1)
    if month:
        return first, date(year + month // 12, month % 12 + 1, 1)
    return first, date(year + 1, 1, 1)


def find_section(tree: SectionTree, path: str) -> Section:
    """By the last part of the path. Raises NoSuchList."""
    return _found(tree.find(path))


def find_tag(slug: str) -> Tag:
    tag: Tag | None = Tag.objects.filter(slug=_storable(slug)).first()
    if tag is not None:
        depends_on(tags.tag(tag.pk))
    return _found(tag)


def find_writer(site: Site, slug: str) -> Writer:
    rows = Writer.objects.filter(site=site, slug=_storable(slug))
    writer: Writer | None = rows.select_related("picture").first()
    if writer is not None:
        depends_on(tags.writer(writer.pk))
    return _found(writer)


def _storable(slug: str) -> str:
    # PostgreSQL refuses to compare with NUL, which no slug holds.
    return slug.replace("\0", "�")


def _found(row: Row | None) -> Row:
    if row is None:
        raise NoSuchList
    return row
