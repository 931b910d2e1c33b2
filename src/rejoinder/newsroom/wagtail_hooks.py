"""How Wagtail's admin differs here: our menu entries, and a bin instead of deleting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from rejoinder.newsroom.links_in_text import AddressLinkHandler, FileLinkHandler
from rejoinder.newsroom.models import Article, BinnedArticle
from rejoinder.newsroom.snippets import NewsroomGroup
from rejoinder.newsroom.views import binning
from rejoinder.newsroom.views.new_article import new_article
from rejoinder.people.models import User
from rejoinder.people.roles import Capability
from rejoinder.sites.queries import current_site

register_snippet(NewsroomGroup)


@hooks.register("register_admin_urls")
def our_urls() -> list[URLPattern]:
    return [
        path("new-article/", new_article, name="newsroom_new_article"),
        path("bin/", binning.bin_list, name="newsroom_bin"),
        path("bin/<int:article_id>/restore/", binning.restore, name="newsroom_restore"),
    ]


class MenuItemFor(MenuItem):
    """An entry for those who may do something, by the table of roles."""

    def __init__(self, capability: Capability, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self._capability = capability

    def is_shown(self, request: HttpRequest) -> bool:
        site, user = current_site(), request.user
        if site is None or not isinstance(user, User):
            return False
        return user.may(self._capability, site)


@hooks.register("register_admin_menu_item")
def new_article_menu_item() -> MenuItem:
    url = reverse("newsroom_new_article")
    return MenuItemFor("write", _("New article"), url, icon_name="plus", order=1)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return MenuItemFor(
        "judge", _("Comments"), "/moderation/", icon_name="comment", order=260
    )


@hooks.register("register_admin_menu_item")
def bin_menu_item() -> MenuItem:
    url = reverse("newsroom_bin")
    return MenuItem(_("Bin"), url, name="bin", icon_name="bin", order=900)


@hooks.register("construct_explorer_page_queryset")
def hide_binned(_parent: Page, pages: Any, _request: HttpRequest) -> Any:
    return pages.exclude(pk__in=BinnedArticle.objects.values("article_id"))


@hooks.register("before_edit_page")
def binned_is_not_edited(request: HttpRequest, page: Page) -> HttpResponse | None:
    if BinnedArticle.objects.filter(article_id=page.pk).exists():
        return redirect("newsroom_bin")
    return None


@hooks.register("before_delete_page")
def bin_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting an article puts it into the bin; Wagtail has checked the right to."""
    return binning.confirm(request, page) if isinstance(page, Article) else None


@hooks.register("before_bulk_action")
def bin_all_instead(
    request: HttpRequest, action_type: str, pages: Sequence[Page], _action: object
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    articles = Article.objects.filter(pk__in=[page.pk for page in pages])
    return binning.bin_many(request, articles) if articles else None


@hooks.register("register_rich_text_features", order=100)
def links_lead_to_addresses(features: FeatureRegistry) -> None:
    features.register_link_type(AddressLinkHandler)
    features.register_link_type(FileLinkHandler)
