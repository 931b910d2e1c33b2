"""Writing a plain page's rows as it was elsewhere, and giving it its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from rejoinder.errors import Conflict
from rejoinder.newsroom.actions.addresses import (
    fix_addresses_below,
    fix_page_address,
    take_exact_address,
)
from rejoinder.newsroom.actions.announcing import Seen, announce_shown
from rejoinder.newsroom.actions.keeping.rows import (
    add_children,
    index_pages,
    save_as_it_is,
    schedule,
    set_body,
    set_state,
    set_title,
)
from rejoinder.newsroom.actions.keeping.values import PageAsItWas, State
from rejoinder.newsroom.addresses import exact_part, exact_path
from rejoinder.newsroom.models import FrontPage, PlainPage
from rejoinder.sites.models import Site


def keep_page(
    *, site: Site, values: PageAsItWas, state: State, now: datetime
) -> PlainPage:
    """Keep a plain page, as keep_articles does articles."""
    page = PlainPage(site=site, owner=values.owner)
    _fill(page, values)
    set_state(page, state, values.published_on or now, values.updated_at)
    with transaction.atomic():
        add_children(_locked(_above(site, values.parent)), [page])
        if page.live and not _take_path(page, values, now):
            fix_page_address(page=page, now=now)
        index_pages(PlainPage, [page])
        if page.live:
            announce_shown(page, before=Seen())
        if state == "scheduled":
            schedule(page, values.published_on or now)
    return page


def update_kept_page(
    *, page: PlainPage, values: PageAsItWas, now: datetime
) -> PlainPage:
    """The same for one that was kept before, and that nobody changed here since.

    It stays in its state, and where it is: set_page_parent moves it. Its address
    follows only another address part.
    """
    with transaction.atomic():
        row: PlainPage = PlainPage.objects.select_for_update().get(pk=page.pk)
        draft: PlainPage = row.get_latest_revision_as_object()
        is_scheduled = row.revisions.exclude(approved_go_live_at=None).exists()
        has_other_part = _part_of(values) != draft.address_part
        _fill(draft, values)
        if row.live:
            set_state(draft, "published", values.published_on or now, values.updated_at)
            if has_other_part and _take_path(draft, values, now):
                fix_addresses_below(page=draft, now=now)
        if is_scheduled:
            schedule(draft, values.published_on or now)
        else:
            save_as_it_is(draft)
        if row.live:
            fix_page_address(page=PlainPage.objects.get(pk=row.pk), now=now)
    return PlainPage.objects.get(pk=page.pk)


def set_page_parent(*, page: PlainPage, parent: PlainPage | None) -> PlainPage:
    """Put a page below another, or on the first level, as the last one there.

    Its address, and those of the pages below it, follow where they are made of the
    address above. Raises Conflict where a page would be above itself.
    """
    with transaction.atomic():
        page = PlainPage.objects.select_for_update().get(pk=page.pk)
        above = _locked(_above(page.site, parent))
        if above.pk == page.pk or above.is_descendant_of(page):
            raise Conflict(_("A page cannot stand below itself."), code="own-parent")
        if not page.is_child_of(above):
            page.move(above, pos="last-child")
    return PlainPage.objects.get(pk=page.pk)


def arrange_pages(*, pages: Sequence[PlainPage]) -> None:
    """Put pages that stand side by side into this order, after any others there."""
    with transaction.atomic():
        paths = dict(
            PlainPage.objects.filter(pk__in=[page.pk for page in pages]).values_list(
                "pk", "path"
            )
        )
        in_order = [paths[page.pk] for page in pages]
        if in_order == sorted(in_order):
            return
        for page in pages:
            fresh = PlainPage.objects.get(pk=page.pk)
            fresh.move(fresh.get_parent(), pos="last-child")


def _above(site: Site, parent: PlainPage | None) -> Page:
    return parent or FrontPage.objects.get(site=site)


def _locked(page: Page) -> Page:
    return type(page).objects.select_for_update().get(pk=page.pk)


def _fill(page: PlainPage, values: PageAsItWas) -> None:
    """What an editor may change, in memory."""
    set_body(page, values.body)
    set_title(page, values.title)
    page.language = values.language[:35]
    page.show_in_menus = values.show_in_menus
    page.comments_open = values.comments_open
    page.address_part = _part_of(values)


def _part_of(values: PageAsItWas) -> str:
    """The address is that of the page above and the part, so the path knows best."""
    last = exact_path(values.path).strip("/").rpartition("/")[2]
    return exact_part(last or values.address_part)


def _take_path(page: PlainPage, values: PageAsItWas, now: datetime) -> bool:
    path = exact_path(values.path)
    return take_exact_address(page=page, path=path, part=page.address_part, now=now)
