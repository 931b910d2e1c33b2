"""Pieces to mix texts of, and which of their words a browser would show."""

from __future__ import annotations

import html5lib  # type: ignore[import-untyped]  # It ships no types.
from hypothesis import strategies as st

from rejoinder.text.sanitise import CONTENT_DROPPED

# fmt: off
PIECES = st.sampled_from([
    "<b>", "</b>", "<a href=https://a.example>", "<a>", "</a>", "<p>", "</p>",
    "<blockquote>", "</blockquote>", "<code>", "</code>", "<i title=1>", "</i>",
    "<table>", "<td>", "<tr>", "</table>", "<ul>", "<li>", "</ul>", "<h1>", "<pre>",
    "<svg>", "<style>", "</style>", "<math>", "<script>", "<!--", "-->",
    "<figure>", "</figure>", "<figcaption>", "<details>", "<summary>", "</details>",
    "<ruby>", "<rt>", "<rp>", "</ruby>", "<u>", "</u>", "<small>", "<colgroup>",
    "<col>", "<caption>", "</td>", "<wbr>", "<dl>", "<dt>", "<dd>", "<address>",
    "<p id=text-a>",
    "<textarea>", "</textarea>", "<you>", "<img src=/a alt='>", "&", "&lt;", "[", "](",
    "](https://a.example)", "![", "*",
    "**", "_", "`", "~~", ">", "-", "1.", "#", "|", "|-", "```", "\\", "a", "bc", "'",
    '"', "=", "://", "http://a.example/", "www.a.example", "a@b.example", "\x00", "é",
    "\u202e", "\u200d", "👍", "\ud800",
])
# fmt: on
SEPARATORS = st.sampled_from(["", "", " ", "\n", "\n\n", "\r\n", "    "])
# Inside drawings and formulas a script is no script, and our reader does not follow.
PLAIN_PIECES = PIECES.filter(lambda piece: piece not in ("<svg>", "<math>"))
# Words to be found again, each unlike any other.
WORDS = [f"word{number}" for number in range(10, 60)]


def visible_texts(source: str) -> list[str]:
    """The text that a browser shows, by another parser than ours."""
    tree = html5lib.parseFragment(
        source.replace("\x00", ""), namespaceHTMLElements=False
    )
    texts: list[str] = []
    todo = [tree]
    while todo:
        element = todo.pop()
        # Comments have no name; those of drawings have their language before it.
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name and name not in CONTENT_DROPPED - {"textarea", "xmp", "svg", "math"}:
            texts.append(element.text or "")
            todo.extend(element)
        texts.append(element.tail or "")
    return texts
