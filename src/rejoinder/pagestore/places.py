"""Which file a page is kept in: one for each address, or none at all.

The name of a file is its address, so that any web server finds it without a table.
An address that could lead out of the store, or share a file with another on some file
system, has no place: its page is then made for each reader.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from rejoinder.text.invisibles import is_invisible

#: Kinds of content that are kept, and how their files are called.
NAMES = {
    "text/html": "index.html",
    "application/rss+xml": "index.rss",
    "application/atom+xml": "index.atom",
    "application/xml": "index.xml",
}

#: File systems allow 255 bytes for a name; slugs have at most 200.
MOST_BYTES_OF_A_NAME = 240
#: Well below the 4,096 bytes of a whole path, and the 1,024 of macOS.
MOST_BYTES = 800

#: Other meanings on other systems: separators, drives, streams, wildcards.
_FORBIDDEN = frozenset('\\:*?"<>|%')

#: Most names, which need no further look.
_USUAL = re.compile(f"[a-z0-9_-]{{1,{MOST_BYTES_OF_A_NAME}}}")


def place_of(path: str) -> str | None:
    """The folder, relative to its site's, of the page at a percent-decoded path; None
    if it has none. `/` is the site's own folder, ''.

    A path ends with a slash, or with the name of a file such as `/sitemap.xml`; the
    latter has the folder of that name, which `/sitemap.xml/` therefore cannot have.
    """
    if not path.startswith("/") or len(path.encode("utf-8", "replace")) > MOST_BYTES:
        return None
    if path == "/":
        return ""
    is_folder = path.endswith("/")
    names = path[1:].removesuffix("/").split("/")
    if is_folder == _is_like_a_file(names[-1]):
        return None
    kept = []
    for name in names:
        if (stands_for := _kept_as(name)) is None:
            return None
        kept.append(stands_for)
    return "/".join(kept)


def _is_like_a_file(name: str) -> bool:
    _, dot, ending = name.rpartition(".")
    return bool(dot) and ending.isascii() and ending.isalnum()


@lru_cache(maxsize=4_096)
def _kept_as(name: str) -> str | None:
    if _USUAL.fullmatch(name):
        return name
    if not _is_plain(name):
        return None
    return name if _is_unlike_any(name) else _stand_in(name)


def _is_plain(name: str) -> bool:
    """Whether no system takes it for more than a name."""
    return (
        bool(name)
        and not name.startswith((".", "index."))
        and not name.endswith((".", " "))
        and _FORBIDDEN.isdisjoint(name)
        and all(_is_written(character) for character in name)
        and name == name.lower() == unicodedata.normalize("NFC", name)
        and len(name.encode()) <= MOST_BYTES_OF_A_NAME
    )


def _is_written(character: str) -> bool:
    """Neither a control character nor half of a surrogate pair. The joiners that
    Persian and Hindi need are format characters, and allowed."""
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def _is_unlike_any(name: str) -> bool:
    """Whether no file system takes it for another: some know no case (and fold more
    than `lower` does, ß and ς among others), some one form of an accent, some pass
    over what shows nothing."""
    folded = unicodedata.normalize("NFD", name).casefold()
    return name == unicodedata.normalize("NFC", folded) and not any(
        map(is_invisible, name)
    )


def _stand_in(name: str) -> str:
    """What such a name is kept under. No name of an address begins with a dot. Other
    web servers do not find it, and leave it to ours."""
    return f".{hashlib.blake2b(name.encode(), digest_size=12).hexdigest()}"
