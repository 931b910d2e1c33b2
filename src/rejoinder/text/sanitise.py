"""The allow-lists, and the sanitiser that is the last step of every rendering.

What makes text safe is here and nowhere else. Nothing may be added to the tags that
browsers parse by other rules (svg, math, style, title, textarea, noscript, iframe):
their content changes meaning when it is parsed again.
"""

import re
from collections.abc import Callable
from html import escape

import nh3

from rejoinder.text.images import OWN_ADDRESS, images_to_links
from rejoinder.text.markup import TAG, plain_text
from rejoinder.text.nesting import untangled
from rejoinder.text.source import normalise_source

Sanitiser = Callable[[str], str]

URL_SCHEMES = {"http", "https", "mailto"}

# The HTML that WordPress lets readers type, which people coming from there expect:
# https://developer.wordpress.org/reference/functions/wp_kses_allowed_html/
# fmt: off
TYPED_TAGS = {
    "a", "abbr", "acronym", "b", "blockquote", "cite", "code", "del", "em", "i", "q",
    "s", "strike", "strong",
}
COMMENT_TAGS = TYPED_TAGS | {"br", "hr", "li", "ol", "p", "pre", "ul"}
ARTICLE_TAGS = COMMENT_TAGS | {
    "address", "bdi", "bdo", "caption", "col", "colgroup", "dd", "details", "dfn", "dl",
    "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "img", "ins", "kbd",
    "mark", "rp", "rt", "ruby", "samp", "small", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "var", "wbr",
}
# Their content is no text for people, so it goes with the tag.
CONTENT_DROPPED = {
    "iframe", "math", "noembed", "noframes", "noscript", "script", "style", "svg",
    "template", "textarea", "title", "xmp",
}
# fmt: on

COMMENT_ATTRIBUTES = {
    "*": set[str](),
    "a": {"href", "title"},
    "abbr": {"title"},
    "acronym": {"title"},
    "blockquote": {"cite"},
    "del": {"datetime"},
    "ol": {"start"},
    "q": {"cite"},
}

ARTICLE_ATTRIBUTES = {
    **COMMENT_ATTRIBUTES,
    "*": {"dir", "id", "lang"},
    "code": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "dfn": {"title"},
    "img": {"alt", "height", "src", "title", "width"},
    "ins": {"cite", "datetime"},
    "del": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}

# What an editor's text may be called by a link within it. No name of ours on the page
# (#respond, #comment-5) begins like this, so no text can stand in for one.
ID_PREFIX = "text-"

_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_ATTRIBUTE_VALUES = {
    "cite": _WEB_ADDRESS,
    # No browser runs "java<control>script:"; nobody needs it as an address either.
    "href": re.compile(r"[^\x00-\x1f\x7f]*\Z"),
    "datetime": re.compile(r"[0-9A-Z:.+ -]{1,40}\Z"),
    "dir": re.compile(r"(?:ltr|rtl|auto)\Z"),
    "id": re.compile(rf"{ID_PREFIX}[\w.:-]{{1,100}}\Z"),
    "lang": re.compile(r"[a-zA-Z0-9-]{1,35}\Z"),
    "open": re.compile(r"\Z"),
    "reversed": re.compile(r"\Z"),
    "start": re.compile(r"-?[0-9]{1,9}\Z"),
    "type": re.compile(r"[1aAiI]\Z"),
    "value": re.compile(r"-?[0-9]{1,9}\Z"),
    "src": re.compile(OWN_ADDRESS.pattern + r"\Z"),
    "width": re.compile(r"[0-9]{1,5}\Z"),
    "height": re.compile(r"[0-9]{1,5}\Z"),
    # A span of 65,534 rows in every cell makes browsers work for minutes.
    "colspan": re.compile(r"[0-9]{1,2}\Z"),
    "rowspan": re.compile(r"[0-9]{1,2}\Z"),
    "span": re.compile(r"[0-9]{1,2}\Z"),
}
_CLASSES = {
    "code": re.compile(r"language-[\w+#.-]{1,40}\Z"),
    "td": re.compile(r"align-(?:left|center|right)\Z"),
    "th": re.compile(r"align-(?:left|center|right)\Z"),
}


def _keep_known_value(tag: str, attribute: str, value: str) -> str | None:
    pattern = (
        _CLASSES.get(tag) if attribute == "class" else _ATTRIBUTE_VALUES.get(attribute)
    )
    return value if pattern is None or pattern.match(value) else None


def _keep_any_image(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute == "src" else _keep_known_value(tag, attribute, value)


_comment_cleaner = nh3.Cleaner(
    tags=COMMENT_TAGS,
    attributes=COMMENT_ATTRIBUTES,
    attribute_filter=_keep_known_value,
    clean_content_tags=CONTENT_DROPPED,
    link_rel="nofollow ugc noopener",
    url_schemes=URL_SCHEMES,
    # Comments travel by feed, mail and federation, where a relative address breaks.
    url_relative="deny",
)
_article_cleaner = nh3.Cleaner(
    tags=ARTICLE_TAGS,
    attributes=ARTICLE_ATTRIBUTES,
    attribute_filter=_keep_known_value,
    clean_content_tags=CONTENT_DROPPED,
    link_rel="noopener",
    url_schemes=URL_SCHEMES,
)
# The first of two passes: its output is regular enough to rewrite, and still has the
# images and the h1 that the second one would drop without a trace.
_rewritable_cleaner = nh3.Cleaner(
    tags={*ARTICLE_TAGS, "h1"},
    attributes=ARTICLE_ATTRIBUTES,
    attribute_filter=_keep_any_image,
    clean_content_tags=CONTENT_DROPPED,
    link_rel=None,
    url_schemes=URL_SCHEMES,
)


def sanitise_comment_html(html: str) -> str:
    """Reduce HTML to what a comment may have; images become links.

    Every link says `nofollow ugc noopener` and is http, https or mailto. Sanitising
    the result again changes nothing.
    """
    rewritable = _rewritable_cleaner.clean(_bounded(normalise_source(html)))
    return _fixed_point(_comment_cleaner, images_to_links(rewritable, keep_own=False))


def sanitise_article_html(html: str) -> str:
    """Reduce HTML to what an article may have; foreign images become links.

    The page's own title is the only h1, so an h1 in the text becomes an h2.
    Sanitising the result again changes nothing.
    """
    rewritable = _rewritable_cleaner.clean(_bounded(normalise_source(html)))
    lowered = TAG.sub(_lower_top_heading, rewritable)
    return _fixed_point(_article_cleaner, images_to_links(lowered, keep_own=True))


def _lower_top_heading(tag: re.Match[str]) -> str:
    if tag["name"] != "h1":
        return tag[0]
    return f"<{tag['close']}h2{tag['attributes']}>"


# Browsers, and the sanitiser with them, open every unclosed one of these again in
# each following block. Without attributes three alike are the most they keep:
# https://html.spec.whatwg.org/#push-onto-the-list-of-active-formatting-elements
_REOPENED = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_REOPENED_START = re.compile(rf"<(?:{_REOPENED})[\s/]", re.IGNORECASE)
_REOPENED_TAG = re.compile(rf"<({_REOPENED})[\s/][^>]*>", re.IGNORECASE)
MAX_REOPENED_TAGS = 200_000
# The sanitiser's time grows with the square of the depth: a tenth of a second for as
# many tags as this, all open, and minutes for a hundred times as many.
MAX_TAGS_AS_NESTED = 5_000


def _bounded(html: str) -> str:
    """Make HTML cheap to sanitise where 64 kB could otherwise become gigabytes."""
    tags = html.count("<")
    if tags > MAX_TAGS_AS_NESTED:
        return untangled(html, {*ARTICLE_TAGS, "h1"})
    if len(_REOPENED_START.findall(html)) * tags <= MAX_REOPENED_TAGS:
        return html
    # No tag ends after the last ">", and looking for it there would take for ever.
    last_end = html.rfind(">") + 1
    return _REOPENED_TAG.sub(r"<\1>", html[:last_end]) + escape(html[last_end:])


MAX_PASSES = 6
# A parser drops one line feed after <pre>, so each pass would lose another line.
_PRE_LINE_FEEDS = re.compile(r'(<pre(?: [a-z-]+="[^"]*")*>)\n+')


def _fixed_point(cleaner: nh3.Cleaner, html: str) -> str:
    """Clean until nothing changes, since what changes may be read in two ways.

    Wrongly nested tags may take a few passes; what has not settled by then was made
    to confuse, and only its words are kept.
    """
    for _ in range(MAX_PASSES):
        cleaned = _PRE_LINE_FEEDS.sub(r"\1", cleaner.clean(html))
        if cleaned == html:
            return html
        html = cleaned
    return f"<p>{escape(plain_text(html), quote=False)}</p>"
