"""Names of elements: WordPress's namespaces, in whichever form a file binds them.

1.0, 1.1 and 1.2 all occur, with http and with https, and a file of one version may
bind the namespace of another, so they are told by a pattern.
"""

from __future__ import annotations

import re

#: What the prefixes of an export mean; for files that use one without declaring it.
WELL_KNOWN = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "atom": "http://www.w3.org/2005/Atom",
}

#: Between a namespace and a name, as the parser reports them. No name has a space.
SEPARATOR = " "

_PATTERNS = (
    (re.compile(r"https?://wordpress\.org/export/1\.[0-9]+/?"), "wp:"),
    (re.compile(r"https?://wordpress\.org/export/1\.[0-9]+/excerpt/?"), "excerpt:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/?"), "dc:"),
)
#: The name of all that is none of ours.
UNKNOWN = ""


class ShortNames(dict[str, str]):
    """From names as the parser reports them to wp:post_id, dc:creator, title …"""

    def __missing__(self, reported: str) -> str:
        namespace, _, name = reported.rpartition(SEPARATOR)
        short = self[reported] = _prefix_of(namespace, name)
        return short


def _prefix_of(namespace: str, name: str) -> str:
    if not namespace:
        return name
    for pattern, prefix in _PATTERNS:
        if pattern.fullmatch(namespace):
            return prefix + name
    return UNKNOWN
