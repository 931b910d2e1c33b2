"""Names made comparable. Look-alikes of other scripts are not treated here."""

import unicodedata

from rejoinder.text.invisibles import is_invisible

# Keyboards of one language type these differently, and readers see no difference.
# U+0640 (tatweel) only stretches the letter before it; U+2800 is an empty Braille cell.
_SAME_LETTERS = str.maketrans(
    {
        "\u0649": "\u064a",  # alef maksura, Arabic yeh
        "\u06cc": "\u064a",  # Farsi yeh
        "\u06a9": "\u0643",  # keheh, Arabic kaf
        "\u0640": None,
        "\u2800": " ",
    }
)


def fold_name(name: str) -> str:
    """Reduce a name to a form for comparing only; two alike fold to the same.

    Without difference: case, width and other compatibility forms, invisible and
    direction characters (joiners too), spaces, Arabic and Persian yeh and kaf.
    The result may be empty. It is never shown.
    """
    folded = _fold_once(name)
    # Removing and folding can uncover a further composition; two rounds nearly always
    # do, and a third is only there to see it.
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(name: str) -> str:
    # White space goes first: line feed and tab are control characters as well.
    spaced = " ".join(unicodedata.normalize("NFKC", name).split())
    visible = "".join(char for char in spaced if not is_invisible(char))
    folded = visible.translate(_SAME_LETTERS).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())
