"""Text as people write it, and the HTML we dare to show for it.

*Source* is what somebody typed, kept exactly. *Rendering* turns source into HTML,
and its last step is always *sanitising*: only what an allow-list names survives. A
*typed tag* is HTML that a reader wrote in a comment. *Nested* tags are what HTML from
elsewhere is made into before anything else is done with it. *Plain text* and
*excerpts* are read back from sanitised HTML. A *slug* is a title made fit for an
address; a *folded name* serves to compare names and is never shown.

Plain functions without Django, so that any room may call them.
"""

from rejoinder.text.excerpt import excerpt, excerpt_html
from rejoinder.text.markdown import (
    RENDERER_VERSION,
    render_article_markdown,
    render_comment,
)
from rejoinder.text.markup import count_links, links, plain_text
from rejoinder.text.names import fold_name
from rejoinder.text.nesting import nested
from rejoinder.text.paragraphs import add_paragraphs
from rejoinder.text.removed import removed_tags
from rejoinder.text.sanitise import (
    ARTICLE_TAGS,
    ID_PREFIX,
    sanitise_article_html,
    sanitise_comment_html,
)
from rejoinder.text.slugs import slugify
from rejoinder.text.source import normalise_source
from rejoinder.text.tags import (
    BLOCK_TAGS,
    HTML_TAGS,
    VOID_TAGS,
    Kind,
    Token,
    html_tokens,
    tag_attributes,
)
from rejoinder.text.typed_html import render_typed_html

__all__ = [
    "ARTICLE_TAGS",
    "BLOCK_TAGS",
    "HTML_TAGS",
    "ID_PREFIX",
    "RENDERER_VERSION",
    "VOID_TAGS",
    "Kind",
    "Token",
    "add_paragraphs",
    "count_links",
    "excerpt",
    "excerpt_html",
    "fold_name",
    "html_tokens",
    "links",
    "nested",
    "normalise_source",
    "plain_text",
    "removed_tags",
    "render_article_markdown",
    "render_comment",
    "render_typed_html",
    "sanitise_article_html",
    "sanitise_comment_html",
    "slugify",
    "tag_attributes",
]
