"""Making an empty site ready to be written for."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from rejoinder.newsroom.actions.groups import join_groups, prepare_groups
from rejoinder.newsroom.models import ArticleIndex, FrontPage
from rejoinder.people.models import Membership
from rejoinder.sites.models import Site
from rejoinder.sites.queries import site_origin


def prepare_site(*, site: Site) -> FrontPage:
    """Make what is not there yet: tree, Wagtail's site row, groups and workflow.

    May be called again at any time, such as at every start: it adds what is missing
    and gives the groups the rights of the table of roles.
    """
    with transaction.atomic():
        front = FrontPage.objects.filter(site=site).first() or _make_front_page(site)
        articles = ArticleIndex.objects.child_of(front).first()
        if articles is None:
            articles = front.add_child(
                instance=ArticleIndex(title="Articles", slug="articles")
            )
        if front.title != site.name:
            FrontPage.objects.filter(pk=front.pk).update(
                title=site.name, draft_title=site.name
            )
            front.title = front.draft_title = site.name
        _point_wagtail_at(front, site)
        prepare_groups(front=front, articles=articles)
        for membership in Membership.objects.filter(site=site).select_related("user"):
            join_groups(membership=membership)
    return front


def _make_front_page(site: Site) -> FrontPage:
    root = Page.get_first_root_node()
    front = FrontPage(title=site.name, slug=f"front-{site.pk}", site=site)
    root.add_child(instance=front)
    _remove_welcome_page(root, front)
    return front


def _remove_welcome_page(root: Page, front: FrontPage) -> None:
    """Wagtail's migrations make one. Its bare type is that of nothing of ours."""
    bare = ContentType.objects.get_for_model(Page)
    for page in root.get_children().filter(content_type=bare, numchild=0):
        WagtailSite.objects.filter(root_page=page).update(root_page=front)
        page.delete()


def _point_wagtail_at(front: FrontPage, site: Site) -> None:
    """Wagtail keeps name and host of its own; ours decides (sites.Site)."""
    parts = urlsplit(site_origin(site))
    WagtailSite.objects.exclude(root_page=front).delete()
    WagtailSite.objects.update_or_create(
        root_page=front,
        defaults={
            "hostname": parts.hostname or "localhost",
            "port": parts.port or {"https": 443}.get(parts.scheme, 80),
            "site_name": site.name,
            "is_default_site": True,
        },
    )
    WagtailSite.clear_site_root_paths_cache()
