"""What we know of languages by their tags."""

from __future__ import annotations

from typing import Literal

# Languages written from right to left in the script they usually have.
_RTL_LANGUAGES = frozenset(
    [
        "ae",
        "aeb",
        "ar",
        "arc",
        "ary",
        "arz",
        "azb",
        "bal",
        "bcc",
        "bgn",
        "bqi",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "khw",
        "ks",
        "lki",
        "lrc",
        "luz",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "sdh",
        "skr",
        "syr",
        "ug",
        "ur",
        "yi",
        "ji",
    ]
)
_RTL_SCRIPTS = frozenset(
    [
        "adlm",
        "arab",
        "aran",
        "hebr",
        "mand",
        "mend",
        "nkoo",
        "rohg",
        "samr",
        "sogd",
        "syrc",
        "thaa",
        "yezi",
    ]
)


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The direction of a language's text, by its tag (BCP 47): a script in it wins.

    "fa" and "pa-Arab" are right to left, "az-Latn" and "" left to right.
    """
    parts = language.lower().replace("_", "-").split("-")
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RTL_LANGUAGES else "ltr"
