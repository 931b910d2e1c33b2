"""Saying to the change log what readers see otherwise of articles and plain pages.

What is shown of one on other pages is read before it changes and again afterwards:
a corrected word then makes lists stale where it stands in a teaser, and a new headline
the menus only where it stands in one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from rejoinder.newsroom import tags
from rejoinder.newsroom.models import Article, MenuItem, PlainPage
from rejoinder.newsroom.queries.navigation import (
    FIRST_LEVEL,
    MAX_SECTIONS,
    sections_in_menus,
)
from rejoinder.newsroom.queries.resolving import BELOW
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.newsroom.sections import SectionTree
from rejoinder.pagestore.changes import announce, announce_removal
from rejoinder.sites.models import Address, Site
from rejoinder.sites.queries import current_path, zone_of
from rejoinder.sites.tags import layout

#: More lists than one article is in. Past it a tag for all of them is cheaper.
MOST_LISTS = 40


@dataclass(frozen=True)
class Seen:
    """What is shown of an article or plain page where it does not stand itself.

    `entry` is how menus and other pages name it and lead to it, and whether menus that
    the site makes do; None while readers cannot see it. `lists` has, by their tags,
    the lists that an article is in, each with what decides its place. `sections` are
    those in menus, where their number of articles decides which are.
    """

    entry: tuple[str, str | None, bool] | None = None
    lists: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    sections: tuple[int, ...] = ()


def seen(page: Article | PlainPage) -> Seen:
    """As the rows have it now, whatever `page` has in memory."""
    row = type(page).objects.defer_streamfields().filter(pk=page.pk).first()
    if row is None:
        return Seen()
    tree = section_tree(row.site) if isinstance(row, Article) else SectionTree([])
    sections = ranked_sections(row.site, tree)
    if not row.live:
        return Seen(sections=sections)
    return Seen(
        entry=(
            row.title,
            current_path(row.site, row.address_kind, row.pk),
            _is_in_own_menus(row),
        ),
        lists=lists_of(row, tree) if isinstance(row, Article) else {},
        sections=sections,
    )


def ranked_sections(site: Site, tree: SectionTree) -> tuple[int, ...]:
    """The sections in menus; none where there are so few that all of them are."""
    if len(tree.sections) <= MAX_SECTIONS:
        return ()
    return tuple(section.pk for section in sections_in_menus(site, tree))


def lists_of(article: Article, tree: SectionTree) -> dict[str, tuple[Any, ...]]:
    """The lists that a published article is in, each with what decides its place."""
    published_on = article.published_on
    if published_on is None:
        return {}
    local = published_on.astimezone(zone_of(article.site))
    found = {
        *(tags.in_section(pk) for pk in _sections_of(article, tree)),
        *(tags.with_tag(row.tag_id) for row in article.tagged_items.all()),
        *(tags.by_writer(row.writer_id) for row in article.bylines.all()),
        *tags.periods(article.site_id, local.date()),
    }
    front = tags.front(article.site_id)
    return {tag: (published_on,) for tag in found} | {
        front: (published_on, article.is_pinned)
    }


def _sections_of(article: Article, tree: SectionTree) -> set[int]:
    """Those that it is in, and those that they are a part of."""
    found: set[int] = set()
    waiting = [article.section_id]
    waiting += [row.section_id for row in article.further_sections.all()]
    while waiting:
        section = tree.by_id.get(waiting.pop() or 0)
        if section is not None and section.pk not in found:
            found.add(section.pk)
            waiting.append(section.parent_id)
    return found


def announce_shown(page: Article | PlainPage, before: Seen) -> None:
    """It was published, or changed while it was; `before` is what was seen of it."""
    after = seen(page)
    if after.entry is None:
        _announce_taken(page, before, after)
        return
    announce(
        own_tag(page),
        tags.sitemap(page.site_id),
        *_changed_lists(before, after),
        *_changed_around(page, before, after),
    )


def announce_taken(page: Article | PlainPage, before: Seen) -> None:
    """Readers do not see it any more; its rows are there still."""
    _announce_taken(page, before, seen(page))


def announce_deletion(page: Article | PlainPage) -> None:
    """It is about to be deleted. One that nobody saw changes nothing."""
    _announce_taken(page, seen(page), Seen())


def _announce_taken(page: Article | PlainPage, before: Seen, after: Seen) -> None:
    """Pages that show it go at once. Lists that it leaves close up, and menus that
    name it, on all pages of the site, follow as with any other change."""
    if before.entry is None:
        return
    announce_removal(own_tag(page), tags.sitemap(page.site_id))
    announce(*before.lists, *_changed_around(page, before, after))


def announce_moved(page: Article | PlainPage) -> None:
    """It stands at another address; at the old one is a redirect now."""
    announce(
        own_tag(page),
        tags.address(page.pk),
        tags.sitemap(page.site_id),
        *([tags.page_tree(page.site_id)] if isinstance(page, PlainPage) else []),
        *([layout(page.site_id)] if _may_be_in_menus(page, seen(page)) else []),
    )


def announce_covered(site: Site, paths: Iterable[str]) -> None:
    """These are addresses now. What stands at one that looks like a page of a longer
    text ("/about/2/") goes before that page."""
    below = [BELOW.fullmatch(path) for path in paths]
    subjects = {match["subject"] for match in below if match}
    if not subjects:
        return
    rows = Address.objects.filter(site=site, path__in=subjects, is_current=True)
    for kind, pk in rows.values_list("kind", "object_id"):
        is_article = kind == Article.address_kind
        announce(tags.article(pk) if is_article else tags.plain_page(pk))


def announce_many(
    site: Site, articles: Iterable[Article], before: tuple[int, ...]
) -> None:
    """New articles are published; `before` is ranked_sections of then."""
    tree = section_tree(site)
    lists: set[str] = set()
    for article in articles:
        lists.update(lists_of(article, tree))
    if not lists:
        return
    announce(tags.sitemap(site.pk), *few(lists, tags.lists(site.pk)))
    if ranked_sections(site, tree) != before:
        announce(layout(site.pk))


def few(lists: Collection[str], whole: str) -> Collection[str]:
    """The tags of these lists, or the one that stands for all."""
    return lists if len(lists) <= MOST_LISTS else [whole]


def own_tag(page: Article | PlainPage) -> str:
    if isinstance(page, Article):
        return tags.article(page.pk)
    return tags.plain_page(page.pk)


def _changed_lists(before: Seen, after: Seen) -> list[str]:
    """Those that it enters or leaves, and those in which it moves."""
    every = before.lists | after.lists
    return [tag for tag in every if before.lists.get(tag) != after.lists.get(tag)]


def _changed_around(page: Article | PlainPage, before: Seen, after: Seen) -> list[str]:
    """Menus, and plain pages that name those around them."""
    changed = []
    if before.entry != after.entry and isinstance(page, PlainPage):
        changed.append(tags.page_tree(page.site_id))
    is_in_menus = before.entry != after.entry and _may_be_in_menus(page, before, after)
    if is_in_menus or before.sections != after.sections:
        changed.append(layout(page.site_id))
    return changed


def _may_be_in_menus(page: Article | PlainPage, *seen_as: Seen) -> bool:
    """In one that the site makes, now or before, or in one made by hand."""
    if any(each.entry is not None and each.entry[2] for each in seen_as):
        return True
    is_article = isinstance(page, Article)
    target = {"article_id": page.pk} if is_article else {"page_id": page.pk}
    return bool(MenuItem.objects.filter(**target).exists())


def _is_in_own_menus(page: Article | PlainPage) -> bool:
    is_first_level = isinstance(page, PlainPage) and page.depth == FIRST_LEVEL
    return is_first_level and bool(page.show_in_menus)
