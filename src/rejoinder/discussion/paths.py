"""Places in a thread as sortable text. Pure: no database.

A path is one fixed-width part a level: base 36, five characters, so 60,466,175
siblings fit a level, and byte order is the order of the thread.
"""

from __future__ import annotations

from rejoinder.discussion.models import PATH_LEVEL_WIDTH, PATH_LEVELS

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MAX_ORDINAL = 36**PATH_LEVEL_WIDTH - 1


def path_part(ordinal: int) -> str:
    """The part of the path for the `ordinal`-th sibling, counted from 1."""
    if not 0 <= ordinal <= MAX_ORDINAL:
        raise ValueError(f"an ordinal is between 0 and {MAX_ORDINAL}: {ordinal}")
    digits = ""
    for _ in range(PATH_LEVEL_WIDTH):
        ordinal, digit = divmod(ordinal, 36)
        digits = _DIGITS[digit] + digits
    return digits


def root_ordinal(path: str) -> int:
    """The place of the path's top-level comment in its thread, counted from 1."""
    return int(path[:PATH_LEVEL_WIDTH], 36)


def level_of(path: str) -> int:
    """How many comments lie above, as far as the path tells; 0 at the top."""
    return len(path) // PATH_LEVEL_WIDTH - 1


def numbered_under(parent_path: str) -> str:
    """The path under which a reply to `parent_path` gets its number.

    It is the parent's own, unless that is at the last level: then the reply becomes
    its parent's later sibling, and `Comment.parent` keeps the truth.
    """
    return parent_path[: (PATH_LEVELS - 1) * PATH_LEVEL_WIDTH]


def page_of(ordinal: int, page_size: int) -> int:
    """The page of a top-level comment: a stable bucket, counted from 1."""
    return (ordinal - 1) // page_size + 1


def page_bounds(first_page: int, last_page: int, page_size: int) -> tuple[str, str]:
    """The paths of these pages: from the first, up to but without the second."""
    start = (first_page - 1) * page_size + 1
    end = last_page * page_size + 1
    return path_part(start), path_part(min(end, MAX_ORDINAL))
