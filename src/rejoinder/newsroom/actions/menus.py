"""Menus made by programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.errors import Malformed
from rejoinder.newsroom.addresses import usable_link
from rejoinder.newsroom.models import Article, Menu, MenuItem, PlainPage, Section
from rejoinder.newsroom.models.menus import MAX_MENU_LEVEL, MenuPlace
from rejoinder.pagestore.changes import announce
from rejoinder.sites.models import Site
from rejoinder.sites.tags import layout


@dataclass(frozen=True)
class MenuItemAsItWas:
    """An entry of another system's menu: at most one of the four it can lead to.

    `level` is the indentation, 0 for a main entry; one that is too deep for its place
    or for us is shown as deep as can be. Without a target it is a word above others,
    and needs a title.
    """

    title: str = ""
    level: int = 0
    page: PlainPage | None = None
    article: Article | None = None
    section: Section | None = None
    url: str = ""


def keep_menu(
    *, site: Site, name: str, place: str, items: Sequence[MenuItemAsItWas]
) -> Menu:
    """The menu of this name with these entries, made if it is not there yet.

    A new menu stands at `place` ("header", "footer", "" for nowhere) if nothing
    stands there, else nowhere. One that is there stays where its owner put it, and
    loses the entries it had.

    Raises Malformed for a place that there is not, and for an entry that cannot be
    used; then nothing was written.
    """
    if place not in MenuPlace.values:
        raise Malformed(_("There is no such place for a menu."), field="place")
    name = " ".join(name.split())[:200] or _("Menu")
    with transaction.atomic():
        # Two at once would both find the place free.
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        menu = Menu.objects.filter(site=site, name=name).first()
        if menu is None:
            is_taken = bool(place) and Menu.objects.filter(site=site, place=place)
            free = MenuPlace.NOWHERE if is_taken else place
            menu = Menu.objects.create(site=site, name=name, place=free)
        MenuItem.objects.filter(menu=menu).delete()
        MenuItem.objects.bulk_create(
            _row(menu, position, item) for position, item in enumerate(items)
        )
        announce(layout(site.pk))
    # Not the one at hand, which may have its old entries in memory.
    kept: Menu = Menu.objects.get(pk=menu.pk)
    return kept


def _row(menu: Menu, position: int, item: MenuItemAsItWas) -> MenuItem:
    targets = [item.page, item.article, item.section, item.url or None]
    count = sum(target is not None for target in targets)
    title = " ".join(item.title.split())[:200]
    if count > 1:
        raise Malformed(_("An entry leads to one thing only."), field="items")
    if not title and (item.url or not count):
        raise Malformed(_("An entry has no title."), field="items")
    return MenuItem(
        menu=menu,
        sort_order=position,
        title=title,
        level=min(max(item.level, 0), MAX_MENU_LEVEL),
        page=item.page,
        article=item.article,
        section=item.section,
        url=usable_link(item.url),
    )


def menu_fingerprint(menu: Menu) -> str:
    """Equal while the entries are: titles, levels, targets, in their order.

    32 hexadecimal digits. Name and place are not in it: whoever moves a menu has not
    changed what is in it.
    """
    rows = MenuItem.objects.filter(menu=menu).order_by("sort_order", "pk")
    facts = rows.values_list(
        "title", "level", "page_id", "article_id", "section_id", "url"
    )
    encoded = json.dumps(list(facts)).encode()
    return hashlib.blake2b(encoded, digest_size=16).hexdigest()
