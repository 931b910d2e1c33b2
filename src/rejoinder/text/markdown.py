"""Markdown to sanitised HTML: a reader's comment, an editor's text block."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from rejoinder.text.autolinks import MAX_URL_CHARS, link_bare_addresses
from rejoinder.text.limits import bound_costs
from rejoinder.text.sanitise import sanitise_article_html, sanitise_comment_html
from rejoinder.text.source import normalise_source
from rejoinder.text.typed_quotes import make_typed_quotes_blocks
from rejoinder.text.typed_tags import balance_typed_tags

# Kept on every row with rendered text. Raise it when the same source would come out
# differently, so that a command can find and renew what an older one rendered.
RENDERER_VERSION = 1


def render_comment(source: str) -> str:
    """The HTML of a comment: CommonMark, strikethrough, typed tags, bare links.

    A line break is a line break, as in WordPress. An image is a link to it, a
    heading a paragraph in bold.
    """
    return sanitise_comment_html(_comment_parser.render(normalise_source(source)))


def render_article_markdown(source: str) -> str:
    """The HTML of an editor's Markdown: CommonMark, tables, strikethrough, links."""
    return sanitise_article_html(_article_parser.render(normalise_source(source)))


class _CommentMarkdown(MarkdownIt):
    """Leaves a link as typed unless its address works wherever a comment is read."""

    _LINKABLE = re.compile(r"https?://|mailto:", re.IGNORECASE)

    def validateLink(self, url: str) -> bool:
        return len(url) <= MAX_URL_CHARS and bool(self._LINKABLE.match(url))


class _ArticleMarkdown(MarkdownIt):
    """Accepts relative addresses too, but of schemes only the known ones."""

    _OTHER_SCHEME = re.compile(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)

    def validateLink(self, url: str) -> bool:
        return len(url) <= MAX_URL_CHARS and not self._OTHER_SCHEME.match(url)


def _new_comment_parser() -> MarkdownIt:
    md = _CommentMarkdown("commonmark", {"breaks": True, "xhtmlOut": False})
    md.enable("strikethrough")
    # Unknown tags are shown, so there is no HTML block; typed_tags treats the rest.
    # A line of hyphens below a text ends it (many sign like that): no heading.
    md.disable(["html_block", "lheading"])
    link_bare_addresses(md)
    bound_costs(md)
    md.core.ruler.before("text_join", "typed_quotes", make_typed_quotes_blocks)
    md.core.ruler.before("text_join", "typed_tags", balance_typed_tags)
    # A heading in a comment would join the outline of the page around it.
    md.add_render_rule("heading_open", _open_bold_paragraph)
    md.add_render_rule("heading_close", _close_bold_paragraph)
    return md


def _open_bold_paragraph(*_arguments: object) -> str:
    return "<p><strong>"


def _close_bold_paragraph(*_arguments: object) -> str:
    return "</strong></p>\n"


def _new_article_parser() -> MarkdownIt:
    md = _ArticleMarkdown("commonmark", {"xhtmlOut": False})
    md.enable(["strikethrough", "table"])
    link_bare_addresses(md)
    bound_costs(md)
    md.core.ruler.push("align_by_class", _align_cells_by_class)
    return md


def _align_cells_by_class(state: StateCore) -> None:
    """Say a column's alignment by class: our content policy forbids style."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            side = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrs["class"] = f"align-{side}"


_comment_parser = _new_comment_parser()
_article_parser = _new_article_parser()
