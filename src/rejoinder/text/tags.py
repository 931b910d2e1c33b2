"""HTML from anywhere, cut into tags, comments and text in one pass.

What ends a tag is decided as browsers do; no text is lost where they would lose it: a
tag that never ends is text, and so is all that follows it.
https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape
from typing import NamedTuple

# fmt: off
VOID_TAGS = {
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img",
    "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
}
# Tags have no meaning in their content: it ends at the next end tag of that name.
RAW_TAGS = {
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title",
    "xmp",
}
# A paragraph cannot hold them. WordPress knows nearly the same list in its wpautop.
BLOCK_TAGS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "col",
    "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
}
# Browsers open these again in the block after the one in which they were left open.
FORMATTING_TAGS = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike",
    "strong", "tt", "u",
}
# The rest of HTML: any other name between < and > is something that a reader wrote.
_OTHER_TAGS = {
    "abbr", "acronym", "applet", "audio", "bdi", "bdo", "blink", "button", "canvas",
    "cite", "data", "datalist", "del", "dfn", "frameset", "head", "ins", "kbd", "label",
    "map", "mark", "marquee", "math", "meter", "object", "optgroup", "option", "output",
    "path", "picture", "progress", "q", "rp", "rt", "ruby", "samp", "select", "slot",
    "span", "sub", "sup", "svg", "template", "time", "var", "video",
}
# fmt: on
HTML_TAGS = BLOCK_TAGS | FORMATTING_TAGS | RAW_TAGS | VOID_TAGS | _OTHER_TAGS


class Kind(Enum):
    TEXT = auto()
    START = auto()
    END = auto()
    # A whole element of RAW_TAGS; its text is in `content`.
    RAW = auto()
    COMMENT = auto()


class Token(NamedTuple):
    """A piece of HTML; `source` is as written, `name` in lower case."""

    kind: Kind
    source: str
    name: str = ""
    content: str = ""


HTML_SPACE = " \t\n\f\r"

# Possessive all through: what does not match at once never will, in linear time.
_ATTRIBUTES = r"""
    (?: [\s/]*+
        [^\s/>][^\s/>=]*+
        (?: [ \t\n\f\r]*+ = [ \t\n\f\r]*+
            (?: "[^"]*+" | '[^']*+' | (?!["'])[^\s>]*+ )
          | (?! [ \t\n\f\r]*+ = )
        )
    )*+ [\s/]*+
"""
_MARKUP = re.compile(
    rf"""
    < (?:
        !-- (?: -?> | (?P<comment> .*? ) (?: --!?> | \Z ) )
      | (?P<close> /?+ ) (?P<name> [a-z][^\s/>]*+ ) {_ATTRIBUTES} >
      | (?: ! | \? | /(?![a-z]) ) (?P<bogus> [^>]*+ ) >
      | (?= [a-z!?/] ) (?P<rest> .*+ )
    )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL | re.ASCII,
)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE | re.ASCII)
    for name in RAW_TAGS
}


def html_tokens(html: str) -> Iterator[Token]:
    """Cut HTML into tokens; their sources together are the HTML again."""
    position = 0
    while found := _MARKUP.search(html, position):
        if found.start() > position:
            yield Token(Kind.TEXT, html[position : found.start()])
        position = found.end()
        if found["name"] is None:
            yield _without_a_name(found)
            continue
        name = found["name"].lower()
        if found["close"]:
            yield Token(Kind.END, found[0], name)
        elif name in RAW_TAGS:
            content_end, position = _end_of_raw(html, name, position)
            source = html[found.start() : position]
            content = html[found.end() : content_end]
            yield Token(Kind.RAW, source, name, content)
        else:
            yield Token(Kind.START, found[0], name)
    if position < len(html):
        yield Token(Kind.TEXT, html[position:])


def _without_a_name(found: re.Match[str]) -> Token:
    if found["rest"] is not None:
        return Token(Kind.TEXT, found[0])
    return Token(Kind.COMMENT, found[0], content=found["comment"] or "")


def _end_of_raw(html: str, name: str, start: int) -> tuple[int, int]:
    """Where the content ends, and where the element does."""
    found = _RAW_END[name].search(html, start)
    return found.span() if found else (len(html), len(html))


_START = re.compile(r"</?[a-z][^\s/>]*+", re.IGNORECASE | re.ASCII)
_ATTRIBUTE = re.compile(
    r"""
    [\s/]*+
    ([^\s/>][^\s/>=]*+)
    (?: [ \t\n\f\r]*+ = [ \t\n\f\r]*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s>]*+) ) )?+
    """,
    re.VERBOSE | re.ASCII,
)
# In an attribute "&copy=1" is part of an address: a name needs its semicolon there.
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#x[0-9a-f]+;?|[a-z][a-z0-9]*+;?+)(=?)", re.I)


def tag_attributes(tag: Token) -> dict[str, str]:
    """The attributes of a start tag, their values decoded; the first of a name wins."""
    opening = _START.match(tag.source)
    found: dict[str, str] = {}
    position = opening.end() if opening else 0
    while attribute := _ATTRIBUTE.match(tag.source, position):
        position = attribute.end()
        value = attribute[2] or attribute[3] or attribute[4] or ""
        found.setdefault(attribute[1].lower(), _REFERENCE.sub(_decoded, value))
    return found


def _decoded(reference: re.Match[str]) -> str:
    written = reference[0]
    is_name = written[1] != "#"
    if is_name and not written.endswith(";"):
        whole = unescape(written + ";")
        return written if reference[1] or whole.endswith(";") else whole
    return unescape(written)
