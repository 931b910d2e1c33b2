"""What header and footer of every page lead to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage, Section
from rejoinder.newsroom.queries.menus import MenuEntry, menus_of
from rejoinder.newsroom.queries.shown import Link
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.newsroom.sections import SectionTree
from rejoinder.sites.models import Address, Site

#: A site that was brought along may have hundreds, which would push its articles off
#: the first screen. Its owner makes a menu to have others.
MAX_SECTIONS = 12
#: Depth in Wagtail's tree of the plain pages that stand below no other.
FIRST_LEVEL = 3


@dataclass
class Navigation:
    """Asked only where a template shows it. Three queries at most for menus made by
    hand; one, and one or two for each of sections and pages, where there are none."""

    site: Site

    @cached_property
    def header(self) -> tuple[MenuEntry, ...]:
        """The owner's menu, or else sections and pages."""
        if "header" in self._menus:
            return self._menus["header"]
        pages = (MenuEntry(p.name, p.url, is_page=True) for p in self.pages)
        return (*(MenuEntry(s.name, s.url) for s in self.sections), *pages)

    @cached_property
    def footer(self) -> tuple[MenuEntry, ...]:
        """The owner's menu, or else the pages."""
        if "footer" in self._menus:
            return self._menus["footer"]
        return tuple(MenuEntry(page.name, page.url) for page in self.pages)

    @cached_property
    def _menus(self) -> dict[str, tuple[MenuEntry, ...]]:
        return menus_of(self.site)

    @cached_property
    def sections(self) -> list[Link]:
        """The sections that are part of no other; the largest, where they are many."""
        tree = section_tree(self.site)
        shown = sections_in_menus(self.site, tree)
        return [Link(section.name, quoted(tree.path(section))) for section in shown]

    @cached_property
    def pages(self) -> list[Link]:
        """Published plain pages of the first level that want to be in menus."""
        pages = list(
            PlainPage.objects.live()
            .in_menu()
            .filter(site=self.site, depth=FIRST_LEVEL)
            .defer_streamfields()
            .order_by("path")
        )
        rows = Address.objects.filter(
            site=self.site,
            kind=PlainPage.address_kind,
            object_id__in=[page.pk for page in pages],
            is_current=True,
        )
        paths = dict(rows.values_list("object_id", "path"))
        return [
            Link(page.title, quoted(paths[page.pk]))
            for page in pages
            if page.pk in paths
        ]


def sections_in_menus(site: Site, tree: SectionTree) -> list[Section]:
    """Of the sections that are part of no other all, or the largest of many."""
    top = [section for section in tree.sections if section.parent_id is None]
    return _largest(top, site, tree) if len(top) > MAX_SECTIONS else top


def _largest(top: list[Section], site: Site, tree: SectionTree) -> list[Section]:
    """In the order they have, which among equals decides as well."""
    inside = Article.objects.live().filter(site=site, section__isnull=False)
    counted = inside.order_by().values_list("section_id").annotate(Count("pk"))
    sizes: Counter[int] = Counter()
    for section_id, count in counted:
        sizes[tree.top_of(section_id)] += count
    ordered = sorted(top, key=lambda section: -sizes[section.pk])
    kept = {section.pk for section in ordered[:MAX_SECTIONS]}
    return [section for section in top if section.pk in kept]
