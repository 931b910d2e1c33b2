"""Parts of a stored page that are another for readers whom we know.

While a page is made for the store, each stands between two comments with the page's own
mark; before it is stored the marks are taken out, and their places noted. So the stored
bytes are those that a reader without cookies would get from the application.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rejoinder.pagestore.pages import Hole


def marked(name: str, content: str, mark: str) -> str:
    """`content` as a hole of a page in the making."""
    return f"<!--{mark}:{name}-->{content}<!--{mark}/-->"


def cut_holes(body: bytes, mark: str) -> tuple[bytes, tuple[Hole, ...]]:
    """The body without its marks, and where its holes are."""
    pattern = re.compile(rb"<!--%b(?::([a-z-]+)|/)-->" % mark.encode())
    holes: list[Hole] = []
    pieces: list[bytes] = []
    length, last, name = 0, 0, ""
    for match in pattern.finditer(body):
        piece = body[last : match.start()]
        if match[1] is None:
            holes.append(Hole(name, length, length + len(piece)))
        else:
            name = match[1].decode()
        pieces.append(piece)
        length += len(piece)
        last = match.end()
    pieces.append(body[last:])
    return b"".join(pieces), tuple(holes)


def segments(body: bytes, holes: tuple[Hole, ...]) -> list[bytes]:
    """What stands before, between and after the holes: one more than there are."""
    ends = [0, *(hole.end for hole in holes)]
    starts = [*(hole.start for hole in holes), len(body)]
    return [body[end:start] for end, start in zip(ends, starts, strict=True)]


def fill(body: bytes, holes: tuple[Hole, ...], contents: Mapping[str, bytes]) -> bytes:
    """The body with other contents; a hole without one keeps what every reader gets."""
    pieces = [segments(body, holes)[0]]
    for hole, after in zip(holes, segments(body, holes)[1:], strict=True):
        pieces += [contents.get(hole.name, body[hole.start : hole.end]), after]
    return b"".join(pieces)
