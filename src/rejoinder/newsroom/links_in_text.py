"""Links from rich text to pages and files of ours, to where they stand today."""

from __future__ import annotations

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from rejoinder.newsroom import tags
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.models import Address


class AddressLinkHandler(PageLinkHandler):
    """One query for all links of a text. A link to a draft leads nowhere: its address
    is not public yet."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = _ids(attrs_list)
        depends_on(*(tags.address(pk) for pk in ids))
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


class FileLinkHandler(DocumentLinkHandler):
    """As Wagtail's; a file that is replaced has another address."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        depends_on(*(tags.file(pk) for pk in _ids(attrs_list)))
        links: list[str] = super().expand_db_attributes_many(attrs_list)
        return links


def _ids(attrs_list: list[dict[str, str]]) -> set[int]:
    return {int(attrs["id"]) for attrs in attrs_list if attrs["id"].isdecimal()}
