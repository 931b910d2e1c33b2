"""Menus that an owner makes by hand, in place of those that the site makes itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.models import Orderable

from rejoinder.errors import Malformed
from rejoinder.newsroom.addresses import usable_link
from rejoinder.newsroom.models.articles import Article
from rejoinder.newsroom.models.pages import PlainPage
from rejoinder.newsroom.models.taxonomy import Section
from rejoinder.sites.models import Site

MAX_MENU_LEVEL = 9


class MenuPlace(models.TextChoices):
    NOWHERE = "", _("Nowhere")
    HEADER = "header", _("At the head of every page")
    FOOTER = "footer", _("At the foot of every page")


class Menu(ClusterableModel):
    """A list of links at a place of every page; one menu a place."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", editable=False
    )
    name = models.CharField(_("name"), max_length=200)
    place = models.CharField(
        _("place"),
        max_length=10,
        blank=True,
        default=MenuPlace.NOWHERE,
        choices=MenuPlace.choices,
        help_text=_("It stands there instead of the links that the site makes itself."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("place"),
        InlinePanel("items", heading=_("Entries"), label=_("Entry")),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="menu_name_once"),
            models.UniqueConstraint(
                fields=["site", "place"],
                condition=~models.Q(place=""),
                name="one_menu_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """What the constraints hold, said in words: the form does not ask the site."""
        others = Menu.objects.filter(site_id=self.site_id).exclude(pk=self.pk)
        if others.filter(name=self.name).exists():
            raise ValidationError({"name": _("There is a menu of this name.")})
        if self.place and others.filter(place=self.place).exists():
            raise ValidationError({"place": _("Another menu stands there.")})


class MenuItem(Orderable):
    """An entry of a menu: a page, an article, a section or an address; none of them
    for a word that stands above other entries.

    `level` is the indentation: an entry belongs to the nearest one before it that is
    further out. Without a title it is called what its target is called.
    """

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Empty: the name of what it leads to."),
    )
    level = models.PositiveSmallIntegerField(
        _("indentation"),
        default=0,
        help_text=_("0 for a main entry, 1 for one below it, and so on."),
    )
    page = models.ForeignKey(
        PlainPage,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
    )
    article = models.ForeignKey(
        Article,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("article"),
    )
    section = models.ForeignKey(
        Section,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("section"),
    )
    url = models.CharField(
        _("address"),
        max_length=2000,
        blank=True,
        default="",
        help_text=_("A path of this site, such as /about/, or https://…"),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("level"),
        HelpPanel(content=_("It leads to one of these, or to nothing:")),
        FieldPanel("page"),
        FieldPanel("article"),
        FieldPanel("section"),
        FieldPanel("url"),
    ]

    def __str__(self) -> str:
        return self.title or self.url

    def clean(self) -> None:
        targets = [self.page_id, self.article_id, self.section_id, self.url]
        count = sum(bool(target) for target in targets)
        if count > 1:
            raise ValidationError(_("An entry leads to one thing only."))
        if not count and not self.title:
            raise ValidationError({"title": _("What leads nowhere needs a title.")})
        if not self.title and self.url:
            raise ValidationError({"title": _("An address needs a title.")})
        if self.level > MAX_MENU_LEVEL:
            raise ValidationError({"level": _("At most 9 levels.")})
        try:
            usable_link(self.url)
        except Malformed as refusal:
            raise ValidationError({"url": str(refusal)}) from refusal
