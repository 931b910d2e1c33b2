"""The beginning of a text, for lists, notices and feeds."""

from rejoinder.text.graphemes import JOINERS, cut_at_grapheme
from rejoinder.text.markup import plain_text

ELLIPSIS = "…"


def excerpt(text: str, max_chars: int) -> str:
    """The start of plain text on one line, at most `max_chars` with its ellipsis.

    Cut between words; scripts without spaces, and words longer than half of it,
    between graphemes. A text that fits is whole, without an ellipsis.
    """
    line = " ".join(text.split())
    if len(line) <= max_chars:
        return line
    if max_chars < len(ELLIPSIS):
        return ""
    start = cut_at_grapheme(line, max_chars - len(ELLIPSIS))
    if not line.startswith(" ", len(start)):
        last_space = start.rfind(" ")
        start = start[:last_space] if last_space >= len(start) // 2 else start
    return start.rstrip(" " + JOINERS) + ELLIPSIS


def excerpt_html(html: str, max_chars: int) -> str:
    """The excerpt, as plain text, of sanitised HTML."""
    return excerpt(plain_text(html), max_chars)
