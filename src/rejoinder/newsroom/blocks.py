"""The kinds of block that an article's body is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import get_text_for_indexing

# Without "embed" and "image": an embed would be fetched from elsewhere, and pictures
# have a block of their own, with credit and licence.
RICH_TEXT_FEATURES = [
    "h2",
    "h3",
    "bold",
    "italic",
    "strikethrough",
    "superscript",
    "subscript",
    "code",
    "ol",
    "ul",
    "hr",
    "link",
    "document-link",
]


class ArticleTextBlock(blocks.RichTextBlock):
    """Rich text. It passes the editors' allow-list when shown: what an editor's
    browser leaves out, a request straight to the server may hold."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "newsroom/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """A picture with the words that belong to it. Empty words: the picture's own."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, label=_("Caption"))
    credit = blocks.CharBlock(required=False, label=_("Credit"))
    licence = blocks.CharBlock(required=False, label=_("Licence"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "newsroom/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(required=False, label=_("Who said it"))
    source_url = blocks.URLBlock(required=False, label=_("Where"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "newsroom/blocks/quote.html"


class LinkCardBlock(blocks.StructBlock):
    """A link shown as a card. Nothing is fetched from where it leads."""

    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(label=_("Title"))
    description = blocks.TextBlock(required=False, label=_("Description"))

    class Meta:
        icon = "link"
        label = _("Card for a link")
        template = "newsroom/blocks/link.html"


class CodeBlock(blocks.StructBlock):
    language = blocks.CharBlock(required=False, label=_("Language"))
    code = blocks.TextBlock(label=_("Code"))

    class Meta:
        icon = "code"
        label = _("Code")
        template = "newsroom/blocks/code.html"


class MarkdownBlock(blocks.TextBlock):
    """Text in Markdown; text.render_article_markdown makes it HTML."""

    class Meta:
        icon = "doc-full"
        label = _("Markdown")
        template = "newsroom/blocks/markdown.html"


# Search asks three times in a row for the words of one and the same body.
@lru_cache(maxsize=16)
def _words_of(html: str) -> str:
    words: str = get_text_for_indexing(html)
    return words


class HTMLBlock(blocks.TextBlock):
    """HTML from elsewhere (imports); passes the editors' allow-list when shown."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Its words, without the names of tags: nobody looks for "strong"."""
        return [_words_of(str(value))]

    class Meta:
        icon = "code"
        label = _("HTML")
        template = "newsroom/blocks/html.html"


class ArticleTableBlock(TypedTableBlock):
    """A table of plain text, its first row the headings."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "newsroom/blocks/table.html"


class PageBreakBlock(blocks.StaticBlock):
    """Where the next page of a long text begins, as WordPress's <!--nextpage-->.

    Pages are split at it, so it shows itself only where all of the body stands on one
    page: in previews and feeds.
    """

    class Meta:
        icon = "horizontalrule"
        label = _("Page break")
        admin_text = _("What follows stands on the next page.")
        template = "newsroom/blocks/page_break.html"


class BodyBlock(blocks.StreamBlock):
    text = ArticleTextBlock(features=RICH_TEXT_FEATURES)
    picture = PictureBlock()
    quote = QuoteBlock()
    link = LinkCardBlock()
    code = CodeBlock()
    table = ArticleTableBlock([("text", blocks.CharBlock(required=False))])
    markdown = MarkdownBlock()
    html = HTMLBlock()
    page_break = PageBreakBlock()
