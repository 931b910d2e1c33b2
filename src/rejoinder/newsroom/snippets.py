"""Sections, writers, tags and menus in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from rejoinder.newsroom.actions.taxonomy import free_slug
from rejoinder.newsroom.models import Menu, Section, Tag, Writer
from rejoinder.sites.queries import current_site


class RowOfSiteForm(WagtailAdminModelForm):
    """Sets the site, and an address part where none was given or it is taken."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        row = self.instance
        if row.site_id is None:
            row.site = current_site()
        row.name = cleaned.get("name", row.name)
        row.slug = cleaned.get("slug", "")
        cleaned["slug"] = free_slug(row)
        return cleaned


class SectionViewSet(SnippetViewSet):
    model = Section
    icon = "folder-open-inverse"
    list_display = ["name", "parent", "position"]
    edit_handler = ObjectList(Section.panels, base_form_class=RowOfSiteForm)


class WriterViewSet(SnippetViewSet):
    model = Writer
    icon = "user"
    list_display = ["name", "user"]
    search_fields = ["name"]
    edit_handler = ObjectList(Writer.panels, base_form_class=RowOfSiteForm)


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    list_display = ["name"]
    search_fields = ["name"]
    panels = [FieldPanel("name")]


class MenuForm(WagtailAdminModelForm):
    """Sets the site, without which nobody could say what is taken."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.site_id is None:
            self.instance.site = current_site()
        return cleaned


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    list_display = ["name", "place"]
    edit_handler = ObjectList(Menu.panels, base_form_class=MenuForm)


class NewsroomGroup(SnippetViewSetGroup):
    menu_label = _("Newsroom")
    menu_icon = "list-ul"
    menu_order = 250
    items = (SectionViewSet, WriterViewSet, TagViewSet, MenuViewSet)
