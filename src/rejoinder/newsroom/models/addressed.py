"""What Article and PlainPage share: an address of our own, and one transaction."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar, cast

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Site as WagtailSite

from rejoinder.newsroom.blocks import BodyBlock
from rejoinder.sites.models import Site
from rejoinder.sites.queries import current_path, site_origin


class Addressed(models.Model):
    """A page with an address part in any script.

    Wagtail's own slug refuses Hindi, Thai and every zero-width joiner, so it holds
    an opaque word, and `address_part` is what readers see: at most 200 bytes.
    `part_in_use` is the part that the current sites.Address was made with.
    """

    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", editable=False
    )
    address_part = models.CharField(
        _("address part"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The last part of the address. Empty: from the headline."),
    )
    part_in_use = models.CharField(
        max_length=200, blank=True, default="", editable=False
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        default="",
        help_text=_("Such as en, de or fa. Empty: the language of the site."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    # Our views do not ask Wagtail who may see a page, so it must not offer the choice.
    private_page_options: ClassVar[list[str]] = []
    address_kind: ClassVar[str]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._fill_in()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._fill_in()
        self._as_wagtail_does().minimal_clean()

    def _as_wagtail_does(self) -> Any:
        """The Page that always stands beside this class, and has no types."""
        return super()

    def _fill_in(self) -> None:
        """Wagtail's slug, and the site, which is the one of the tree it stands in."""
        page: Any = self  # always with Wagtail's Page beside it
        if not page.slug:
            page.slug = f"p{secrets.token_hex(8)}"
        parent = page.get_parent() if page.site_id is None else None
        if parent is not None:
            root = parent.get_ancestors(inclusive=True).get(depth=2)
            page.site_id = root.specific.site_id

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page = self._as_wagtail_does().with_content_json(content)
        page.site_id = self.site_id
        page.part_in_use = self.part_in_use
        return page

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail does; row, address and thread change together or not at all."""
        with transaction.atomic():
            self._as_wagtail_does().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            self._as_wagtail_does().unpublish(*args, **kwargs)

    def get_url_parts(
        self, request: HttpRequest | None = None
    ) -> tuple[int, str, str] | None:
        """Where Wagtail's links lead: the current address; None before there is one."""
        if self.pk is None or self.site_id is None:
            return None
        path = current_path(self.site, self.address_kind, self.pk)
        root = WagtailSite.objects.filter(is_default_site=True).first()
        if path is None or root is None:
            return None
        return root.pk, site_origin(self.site), path

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        # Templates belong to views, which import models: not the other way round.
        from rejoinder.newsroom.views.preview import preview

        return preview(request, cast(Any, self))
