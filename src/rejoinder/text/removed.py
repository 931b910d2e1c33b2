"""What sanitising an editor's HTML takes out, for the report of an import."""

import re
from collections import Counter

from rejoinder.text.sanitise import ARTICLE_TAGS
from rejoinder.text.tags import Kind, html_tokens

# Their words stay, and readers see no difference that a theme would not make.
# fmt: off
_WRAPPERS = {
    "article", "aside", "body", "data", "div", "footer", "h1", "head", "header",
    "hgroup", "html", "link", "main", "meta", "nav", "nobr", "picture", "search",
    "section", "source", "span", "track",
}
# fmt: on
# Drawings and formulas: what they are made of is not worth telling.
_WITH_PARTS = {"math", "svg"}
_MAX_NAME_CHARS = 40
_NAME = re.compile(r"<([a-z][^\s/>]*+)", re.ASCII | re.IGNORECASE)


def removed_tags(html: str) -> Counter[str]:
    """How often each tag occurs that `sanitise_article_html` takes out.

    Only those whose loss changes what readers see: div and span do not count.
    """
    removed: Counter[str] = Counter()
    if not any(map(_changes_what_shows, set(_NAME.findall(html)))):
        return removed
    inside = ""
    for token in html_tokens(html):
        if inside:
            inside = "" if (token.kind, token.name) == (Kind.END, inside) else inside
        elif token.kind in (Kind.START, Kind.RAW) and _changes_what_shows(token.name):
            removed[token.name[:_MAX_NAME_CHARS]] += 1
            is_closed = token.source.endswith("/>")
            inside = token.name if token.name in _WITH_PARTS and not is_closed else ""
    return removed


def _changes_what_shows(name: str) -> bool:
    name = name.lower()
    return name not in ARTICLE_TAGS and name not in _WRAPPERS
