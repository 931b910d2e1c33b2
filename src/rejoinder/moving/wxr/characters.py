"""Characters that XML forbids, as themselves and as numeric references.

They come from texts that were pasted into WordPress, which stores and writes them as
they are. Each becomes U+FFFD: nothing vanishes unseen, no two words grow together, and
what stood around it cannot become markup.
"""

from __future__ import annotations

import re

#: Stands for bytes that belong to no character until `FORBIDDEN` replaces it. A lone
#: surrogate, because no decoded text has one.
UNDECODABLE = "\udc00"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: An ampersand with the reference that it begins, or alone.
REFERENCE = re.compile(
    r"&(?:#x(?P<hexadecimal>[0-9a-fA-F]++);|#(?P<decimal>[0-9]++);|[\w.:-]++;)?"
)

_LAST_CODE = 0x10FFFF
_MAX_DIGITS = 20


def is_forbidden_reference(reference: re.Match[str]) -> bool:
    """Whether this match of `REFERENCE` is a number of no character of XML."""
    if reference["hexadecimal"]:
        digits, base = reference["hexadecimal"], 16
    elif reference["decimal"]:
        digits, base = reference["decimal"], 10
    else:
        return False
    digits = digits.lstrip("0")
    # Python refuses to convert thousands of digits.
    code = int(digits or "0", base) if len(digits) < _MAX_DIGITS else _LAST_CODE + 1
    return code > _LAST_CODE or FORBIDDEN.match(chr(code)) is not None
