"""Rows of articles, their bylines, further sections and tags."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from rejoinder.newsroom.article_form import ArticleForm
from rejoinder.newsroom.models.addressed import Addressed
from rejoinder.newsroom.models.taxonomy import Section, Tag, Writer


# Wagtail's managers have no types for the checker to find.
class Article(Addressed, Page):  # type: ignore[django-manager-missing]
    """An article. Wagtail's `title` is the headline.

    `published_on` is the time that readers see and the address is made from: fixed
    at first publication, like the address itself (sites.Address).
    """

    standfirst = models.TextField(_("standfirst"), blank=True, default="")
    lead_picture = models.ForeignKey(
        "newsroom.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    lead_alt = models.CharField(
        _("alternative text of the lead picture"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("Empty: the picture's own description."),
    )
    lead_caption = models.CharField(
        _("caption of the lead picture"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("Empty: the picture's own caption."),
    )
    section = models.ForeignKey(
        Section,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("section"),
    )
    tags = ClusterTaggableManager(through="newsroom.ArticleTag", blank=True)
    is_pinned = models.BooleanField(
        _("pinned"),
        default=False,
        help_text=_("Keep at the top of the front page."),
    )
    comments_open = models.BooleanField(
        _("comments"),
        null=True,
        blank=True,
        choices=[(True, _("Open")), (False, _("Closed"))],
        help_text=_("Empty: as the site does."),
    )
    published_on = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("Empty: when it is published for the first time."),
    )

    address_kind = "article"
    base_form_class = ArticleForm

    parent_page_types: ClassVar[list[str]] = ["newsroom.ArticleIndex"]
    subpage_types: ClassVar[list[str]] = []
    # A copy is a new article: it gets a time of its own, and nobody has pinned it.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        "published_on",
        "part_in_use",
        "is_pinned",
    ]

    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title", heading=_("Headline")),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [
                FieldPanel("lead_picture"),
                FieldPanel("lead_alt"),
                FieldPanel("lead_caption"),
            ],
            heading=_("Lead picture"),
        ),
        FieldPanel("body"),
        InlinePanel("bylines", label=_("Byline"), heading=_("Bylines")),
        FieldPanel("section"),
        InlinePanel("further_sections", label=_("Section"), heading=_("Also in")),
        FieldPanel("tags"),
        FieldPanel("comments_open"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("address_part"),
        FieldPanel("language"),
        FieldPanel("search_description"),
    ]
    settings_panels: ClassVar[list[Any]] = [
        *Page.settings_panels,
        FieldPanel("published_on"),
        FieldPanel("is_pinned"),
    ]

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("standfirst", boost=1.5),
        index.SearchField("body"),
        index.RelatedFields(
            "bylines", [index.RelatedFields("writer", [index.SearchField("name")])]
        ),
        index.FilterField("site"),
        index.FilterField("published_on"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["site", "-published_on"], name="article_newest"),
            models.Index(
                fields=["section", "-published_on"], name="article_of_section"
            ),
            models.Index(
                fields=["site", "-is_pinned", "-published_on"], name="article_pinned"
            ),
        ]

    def with_content_json(self, content: dict[str, Any]) -> Article:
        """What was fixed at first publication is the row's, not a revision's."""
        article: Article = super().with_content_json(content)
        if article.published_on is None:
            article.published_on = self.published_on
        return article


class ArticleByline(Orderable):
    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="bylines")
    writer = models.ForeignKey(
        Writer,
        on_delete=models.CASCADE,
        related_name="bylines",
        verbose_name=_("writer"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("writer")]


class ArticleSection(models.Model):
    """A section that an article is in besides its main one, `Article.section`."""

    article = ParentalKey(
        Article, on_delete=models.CASCADE, related_name="further_sections"
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        related_name="further_articles",
        verbose_name=_("section"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("section")]

    class Meta:
        verbose_name = _("further section")
        verbose_name_plural = _("further sections")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["article", "section"], name="further_section_once"
            )
        ]

    def __str__(self) -> str:
        return f"article {self.article_id} · section {self.section_id}"


class ArticleTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")
    content_object = ParentalKey(
        Article, on_delete=models.CASCADE, related_name="tagged_items"
    )
