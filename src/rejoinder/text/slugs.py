"""Titles made fit to stand in an address, in the script they are written in."""

import re
import unicodedata

from rejoinder.text.graphemes import JOINERS, cut_at_grapheme
from rejoinder.text.invisibles import is_invisible

# What WordPress keeps too (post_name), so that imported addresses need no shortening.
MAX_SLUG_BYTES = 200

# "don't" is "dont" as in WordPress, and the Hebrew acronym צה"ל stays one word.
_QUOTES = "'\u2019\u02bc\u05f3\"\u201d\u05f4"


def slugify(title: str, max_bytes: int = MAX_SLUG_BYTES) -> str:
    """Turn a title into one part of an address; "" when no letter or digit is left.

    Letters, digits and their marks of any script stay, lower-cased and in NFC, and so
    do joiners between letters, which Persian and Hindi need. Quotes inside a word
    vanish; everything else, dots, slashes, controls and direction marks included,
    becomes a hyphen between words. At most `max_bytes` of UTF-8, cut between
    graphemes.
    """
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).lower())
    kept = "".join(_part(lowered, index) for index in range(len(lowered)))
    words = unicodedata.normalize("NFC", re.sub("-+", "-", kept)).strip("-")
    within = words.encode(errors="ignore")[:max_bytes].decode(errors="ignore")
    return cut_at_grapheme(words, len(within)).strip("-" + JOINERS)


def _part(text: str, index: int) -> str:
    """What the character at `index` is in the address: itself, a hyphen, nothing."""
    character = text[index]
    if character in JOINERS or character in _QUOTES:
        joins = _is_word(text[index - 1 : index]) and _is_word(text[index + 1 :][:1])
        if joins:
            return character if character in JOINERS else ""
        return "" if character in JOINERS else "-"
    if is_invisible(character):
        return "-" if character.isspace() else ""
    return character if _is_word(character) else "-"


def _is_word(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "LMN"
