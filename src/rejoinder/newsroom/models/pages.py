"""Rows of the tree in which articles and plain pages stand."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.models import Site as WagtailSite
from wagtail.search import index

from rejoinder.newsroom.models.addressed import Addressed
from rejoinder.sites.models import Site
from rejoinder.sites.queries import site_origin


class FrontPage(Page):
    """The root of a site in Wagtail's tree; readers meet newsroom.views.lists.front."""

    site = models.OneToOneField(
        Site, on_delete=models.PROTECT, related_name="front_page", editable=False
    )

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = ["newsroom.ArticleIndex", "newsroom.PlainPage"]
    max_count = 1
    private_page_options: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("front page")

    def get_url_parts(
        self, request: HttpRequest | None = None
    ) -> tuple[int, str, str] | None:
        root = WagtailSite.objects.filter(root_page_id=self.pk).first()
        return (root.pk, site_origin(self.site), "/") if root else None


class ArticleIndex(Page):
    """The one page under which all articles lie flat; their sections are rows."""

    parent_page_types: ClassVar[list[str]] = ["newsroom.FrontPage"]
    subpage_types: ClassVar[list[str]] = ["newsroom.Article"]
    max_count = 1
    private_page_options: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("articles")

    def get_url_parts(
        self, request: HttpRequest | None = None
    ) -> tuple[int, str, str] | None:
        """Readers find articles on the front page. None would make the admin warn."""
        front: FrontPage | None = FrontPage.objects.parent_of(self).first()
        return front.get_url_parts(request) if front else None


# Wagtail's managers have no types for the checker to find.
class PlainPage(Addressed, Page):  # type: ignore[django-manager-missing]
    """About us, house rules: pages in a tree, outside the flow of articles."""

    comments_open = models.BooleanField(
        _("comments"),
        null=True,
        blank=True,
        choices=[(True, _("Open")), (False, _("Closed"))],
        help_text=_("Empty: a page takes no comments, whatever articles do."),
    )

    address_kind = "page"

    parent_page_types: ClassVar[list[str]] = [
        "newsroom.FrontPage",
        "newsroom.PlainPage",
    ]
    subpage_types: ClassVar[list[str]] = ["newsroom.PlainPage"]
    exclude_fields_in_copy: ClassVar[list[str]] = ["part_in_use"]

    show_in_menus_default = True
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("comments_open"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("address_part"),
        FieldPanel("language"),
        FieldPanel("show_in_menus"),
        FieldPanel("search_description"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
