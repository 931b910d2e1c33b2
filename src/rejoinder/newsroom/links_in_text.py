"""Links from rich text to pages of ours, to where they stand today."""

from __future__ import annotations

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.sites.models import Address


class AddressLinkHandler(PageLinkHandler):
    """One query for all links of a text. A link to a draft leads nowhere: its address
    is not public yet."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = {int(attrs["id"]) for attrs in attrs_list if attrs["id"].isdecimal()}
        rows = Address.objects.filter(
            kind__in=[Article.address_kind, PlainPage.address_kind],
            object_id__in=ids,
            is_current=True,
        )
        paths = {str(pk): path for pk, path in rows.values_list("object_id", "path")}
        return [
            f'<a href="{escape(quoted(paths[attrs["id"]]))}">'
            if attrs["id"] in paths
            else "<a>"
            for attrs in attrs_list
        ]
