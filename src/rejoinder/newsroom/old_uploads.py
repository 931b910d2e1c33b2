"""Names that WordPress gives to the files made of one upload. Pure: no database.

Of `x.jpg` it makes `x-300x200.jpg` for each size, `x-scaled.jpg` of a large picture,
`x-rotated.jpg` of one that lay on its side, and `x-e1712345678901.jpg` with each edit;
sizes of those carry both endings.
"""

from __future__ import annotations

import re

#: No name of WordPress's has more; whatever has was made to be expensive.
MAX_ENDINGS = 4

_ENDING = re.compile(
    r"(?P<width>\d{1,5})x\d{1,5}(?:@2x)?|scaled|rotated|e\d{13}", re.ASCII
)
_SIZE_ALONE = re.compile(r"\d{1,5}x\d{1,5}(?:@2x)?", re.ASCII)


def names_before(path: str) -> list[str]:
    """The path, and what it is without one, two, … of those endings: the last is
    what was uploaded."""
    folder, slash, name = path.rpartition("/")
    stem, dot, kind = name.rpartition(".")
    names = [path]
    for _ending in range(MAX_ENDINGS):
        before, dash, ending = stem.rpartition("-")
        if not (before and dash and _ENDING.fullmatch(ending)):
            break
        stem = before
        names.append(f"{folder}{slash}{stem}{dot}{kind}")
    return names


def name_of_upload(path: str) -> str | None:
    """What a kept file was uploaded as, where its name says that it was changed.

    None where it was not. A size alone does not say so: nothing but its name tells a
    picture that somebody uploaded as `map-300x200.jpg` from WordPress's copy.
    """
    names = names_before(path)
    stem = names[0].rpartition(".")[0]
    if len(names) == 1 or _SIZE_ALONE.fullmatch(stem.rpartition("-")[2]):
        return None
    return names[-1]


def width_asked_for(path: str) -> int | None:
    """The width in pixels that the name says, if it says one."""
    stem = path.rpartition(".")[0]
    ending = _ENDING.fullmatch(stem.rpartition("-")[2])
    return int(ending["width"]) if ending and ending["width"] else None
