"""Template tags of the page store."""

from __future__ import annotations

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe

from rejoinder.pagestore.holes import marked
from rejoinder.pagestore.rendering import current_rendering

register = template.Library()


class HoleNode(Node):
    def __init__(self, name: str, nodes: NodeList) -> None:
        self._name = name
        self._nodes = nodes

    def render(self, context: Context) -> SafeString:
        content = self._nodes.render(context)
        page = current_rendering()
        if page is None:
            return content
        return mark_safe(marked(self._name, content, page.mark))  # noqa: S308 - rendered


@register.tag
def hole(parser: Parser, token: Token) -> HoleNode:
    """`{% hole "name" %}…{% endhole %}`: another for readers whom we know.

    What stands in it is what a reader without cookies gets. The view that makes the
    page gives the contents for others (see web.holes)."""
    words = token.split_contents()
    if len(words) != 2:
        raise TemplateSyntaxError('A hole has one name: {% hole "yours" %}')
    nodes = parser.parse(("endhole",))
    parser.delete_first_token()
    return HoleNode(words[1].strip("\"'"), nodes)
