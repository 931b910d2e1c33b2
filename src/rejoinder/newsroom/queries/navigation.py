"""What header and footer of every page lead to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import PlainPage
from rejoinder.newsroom.queries.menus import MenuEntry, menus_of
from rejoinder.newsroom.queries.shown import Link
from rejoinder.newsroom.queries.teasers import section_tree
from rejoinder.sites.models import Address, Site


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
        """The sections that are part of no other."""
        tree = section_tree(self.site)
        return [
            Link(section.name, quoted(tree.path(section)))
            for section in tree.sections
            if section.parent_id is None
        ]

    @cached_property
    def pages(self) -> list[Link]:
        """Published plain pages of the first level that want to be in menus."""
        pages = list(
            PlainPage.objects.live()
            .in_menu()
            .filter(site=self.site, depth=3)
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
