"""Where a text may be cut so that no character falls apart for its reader.

A careful reading of extended grapheme clusters with the tables Python has; in doubt it
does not cut. https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules
"""

import re
import unicodedata

from rejoinder.text.invisibles import ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER

JOINERS = ZERO_WIDTH_JOINER + ZERO_WIDTH_NON_JOINER

# Extend and SpacingMark outside the categories of marks: joiners, halfwidth Katakana
# sound marks, skin tones, tag characters, Thai and Lao vowel AM.
_EXTENDING = re.compile(
    "[\u200c\u200d\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u0e33\u0eb3]"
)
# Prepend: signs that enclose the number or letter after them.
_PREPENDING = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd"
    "\U000111c2\U000111c3]"
)
_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]")
_HANGUL_LEADING = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_HANGUL_FOLLOWING = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
_VIRAMA_CLASS = 9


def cut_at_grapheme(text: str, max_chars: int) -> str:
    """The longest start of `text` within `max_chars` that ends between graphemes."""
    index = min(max(max_chars, 0), len(text))
    while not _may_cut(text, index):
        index -= 1
    return text[:index]


def _may_cut(text: str, index: int) -> bool:
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if before == "\r" and after == "\n":
        return False
    if unicodedata.category(after).startswith("M") or _EXTENDING.match(after):
        return False
    if before in JOINERS or _PREPENDING.match(before):
        return False
    if unicodedata.combining(before) == _VIRAMA_CLASS and after.isalpha():
        return False  # An Indic conjunct: consonant, virama, consonant.
    return not (_splits_syllable(before, after) or _splits_flag(text, index))


def _splits_syllable(before: str, after: str) -> bool:
    if _HANGUL_LEADING.match(before):
        return bool(_HANGUL.match(after))
    return bool(_HANGUL.match(before) and _HANGUL_FOLLOWING.match(after))


def _splits_flag(text: str, index: int) -> bool:
    """A flag is a pair of letters, so it matters how many stand before."""
    if not _is_flag_letter(text[index]):
        return False
    start = index
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return (index - start) % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
