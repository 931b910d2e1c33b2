"""Whether a `]]>` ends its CDATA section or is a word of the text.

Old exporters wrapped texts into CDATA without looking whether they held `]]>`, as
scripts and articles about XML do. XML then ends the section too early.
"""

from __future__ import annotations

import re

# All repetitions are possessive: hostile text costs no more than one look at it.
NAME = r"""[^\s<>/!?&="']++"""
ATTRIBUTES = r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+"""

#: A whole piece of markup, from its `<` on.
_MARKUP = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>"
    rf"|<(?P<close>/?)(?P<name>{NAME})(?P<attributes>{ATTRIBUTES})>",
    re.DOTALL,
)


def reads_well(text: str, element: str) -> bool:
    """Whether `text` can stand in an `element` as it is, up to the next end tag of one.

    That is: its elements are closed in their order (but for an inner one of that very
    name, which the end tag then closes), and no `]]>` is outside of CDATA. What else
    may be wrong with it does not matter here.
    """
    open_elements: list[str] = []
    position = 0
    while (start := text.find("<", position)) >= 0:
        markup = _MARKUP.match(text, start)
        if markup is None or "]]>" in text[position:start]:
            return False
        position = markup.end()
        if not markup["name"] or markup["attributes"].endswith("/"):
            continue
        if not markup["close"]:
            open_elements.append(markup["name"])
        elif not open_elements or open_elements.pop() != markup["name"]:
            return False
    is_closed = not open_elements or open_elements[-1] == element
    return is_closed and "]]>" not in text[position:]
