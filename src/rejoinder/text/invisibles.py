"""Characters that show nothing, by which two names or addresses may look alike."""

import unicodedata

ZERO_WIDTH_NON_JOINER = "\u200c"
ZERO_WIDTH_JOINER = "\u200d"

# Default_Ignorable_Code_Point, as far as not of category Cf (format characters):
# https://www.unicode.org/Public/14.0.0/ucd/DerivedCoreProperties.txt
_IGNORABLE = (
    range(0x034F, 0x0350),  # combining grapheme joiner
    range(0x115F, 0x1161),  # Hangul fillers
    range(0x17B4, 0x17B6),  # Khmer inherent vowels
    range(0x180B, 0x1810),  # Mongolian variation selectors
    range(0x2065, 0x2066),
    range(0x3164, 0x3165),  # Hangul filler
    range(0xFE00, 0xFE10),  # variation selectors
    range(0xFFA0, 0xFFA1),  # halfwidth Hangul filler
    range(0xFFF0, 0xFFF9),
    range(0xE0000, 0xE1000),  # tags, more variation selectors
)


def is_invisible(character: str) -> bool:
    """Whether it has no shape of its own: format, control, filler or selector."""
    if unicodedata.category(character) in ("Cc", "Cf"):
        return True
    return any(ord(character) in ignorable for ignorable in _IGNORABLE)
