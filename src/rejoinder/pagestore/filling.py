"""A stored page with its holes filled, compressed without compressing it again.

What stands between the holes is the same for everybody, so it is deflated once; each
piece ends at a byte and refers to nothing before it, and pieces can be joined in any
number (RFC 1951, section 3.2.4, and zlib's full flush). Only the holes, a kilobyte or
two, are deflated for each reader.
Spec: https://www.rfc-editor.org/rfc/rfc1952 (the gzip format)
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cached_property

from rejoinder.pagestore.holes import segments
from rejoinder.pagestore.pages import Page

#: No name, no time, unknown system.
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: A last block with nothing in it.
_END = b"\x03\x00"
_BOUND = 0xFFFFFFFF
_STRONG, _QUICK = 9, 6


def deflated_piece(content: bytes, level: int) -> bytes:
    """Deflate, without a last block, so that others can follow."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush(zlib.Z_FULL_FLUSH)


class Filling:
    """Fills the holes of one page."""

    def __init__(self, page: Page) -> None:
        self._holes = page.description.holes
        body = page.encodings["identity"]
        self._around = segments(body, self._holes)
        self._usual = [body[hole.start : hole.end] for hole in self._holes]

    @cached_property
    def _deflated(self) -> list[bytes]:
        return [deflated_piece(piece, _STRONG) for piece in self._around]

    def plain(self, contents: Mapping[str, bytes]) -> bytes:
        """The page; a hole without a content keeps what everybody gets."""
        pieces = [self._around[0]]
        for content, after in zip(
            self._contents(contents), self._around[1:], strict=True
        ):
            pieces += [content, after]
        return b"".join(pieces)

    def gzipped(self, contents: Mapping[str, bytes]) -> bytes:
        """The same, as a gzip stream of one member."""
        plain = self.plain(contents)
        pieces = [_HEADER, self._deflated[0]]
        filled = self._contents(contents)
        for content, after in zip(filled, self._deflated[1:], strict=True):
            pieces += [deflated_piece(content, _QUICK), after]
        sums = zlib.crc32(plain).to_bytes(4, "little")
        length = (len(plain) & _BOUND).to_bytes(4, "little")
        return b"".join([*pieces, _END, sums, length])

    def _contents(self, contents: Mapping[str, bytes]) -> list[bytes]:
        return [
            contents.get(hole.name, usual)
            for hole, usual in zip(self._holes, self._usual, strict=True)
        ]
