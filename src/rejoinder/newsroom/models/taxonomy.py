"""Sections, tags and writers: what an article belongs to, and who signs it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel

from rejoinder.people.models import User
from rejoinder.sites.models import Site
from rejoinder.text import slugify


# What points at it from Wagtail's models has no types for the checker to find.
class Section(models.Model):  # type: ignore[django-manager-missing]
    """A part of the publication; sections may nest, as WordPress's categories do."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="sections", editable=False
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name=_("part of"),
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.CharField(
        _("address part"), max_length=200, blank=True, help_text=_("Empty: from name.")
    )
    description = models.TextField(_("description"), blank=True, default="")
    position = models.PositiveIntegerField(_("position in menus"), default=0)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("parent"),
        FieldPanel("description"),
        FieldPanel("position"),
    ]

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="section_slug_once")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        _check_not_within_itself(self)


def _check_not_within_itself(section: Section) -> None:
    above = section.parent
    while above is not None:
        if above.pk == section.pk:
            raise ValidationError(
                {"parent": _("A section cannot be a part of itself.")}
            )
        above = above.parent


class Tag(TagBase):
    """A tag; its slug may be in any script. Both are as long as WordPress's may be."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.CharField(_("address part"), max_length=200, unique=True)

    free_tagging = True

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        base = slugify(tag, max_bytes=190) or "tag"
        return base if i is None else f"{base}-{i}"


# As with Section.
class Writer(models.Model):  # type: ignore[django-manager-missing]
    """Somebody who signs articles, with or without an account."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="writers", editable=False
    )
    user = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="writers",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=245)
    slug = models.CharField(
        _("address part"), max_length=200, blank=True, help_text=_("Empty: from name.")
    )
    bio = models.TextField(_("about"), blank=True, default="")
    picture = models.ForeignKey(
        "newsroom.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("user"),
        FieldPanel("bio"),
        FieldPanel("picture"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("writer")
        verbose_name_plural = _("writers")
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="writer_slug_once")
        ]

    def __str__(self) -> str:
        return self.name
