"""The body of a request, taken in before a thread of the pool is used for it."""

from __future__ import annotations

import asyncio
import io
import tempfile
from typing import BinaryIO, cast

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]  # re-exported

# Larger bodies wait on disk, not in memory. Bytes.
MEMORY_BYTES = 1024 * 1024
SILENCE_SECONDS = 30
TOTAL_SECONDS = 600

# A browser shows our words about a file that is too large only after it has sent
# all of it. So much of it is read and thrown away; beyond that we hang up.
DISCARDED_TIMES = 8


class BodyRefused(Exception):
    """The body cannot be taken: an HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


async def receive_body(
    scope: Scope, protocol: HTTPProtocol, max_bytes: int
) -> tuple[BinaryIO, int]:
    """The whole body as a file at its start, and its length in bytes.

    Raises BodyRefused for one that is too long, too slow, cut off, or of a length
    that was not announced: Granian ends a cut-off body like a whole one, so only
    the length tells them apart.
    """
    if "transfer-encoding" in scope.headers:
        raise BodyRefused(411, "Send this with its length (Content-Length).")
    length = int(scope.headers.get("content-length") or 0)
    if not length:
        return io.BytesIO(), 0
    try:
        async with asyncio.timeout(TOTAL_SECONDS):
            if length > max_bytes:
                await _discard(protocol, length, max_bytes)
                raise BodyRefused(413, _too_large(max_bytes))
            return await _received(protocol, length), length
    except TimeoutError as error:
        raise BodyRefused(408, "This took too long to arrive.") from error


async def _received(protocol: HTTPProtocol, length: int) -> BinaryIO:
    # The spooled file is a BinaryIO in all but its declared type; the caller closes it.
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES))  # noqa: SIM115
    try:
        async for chunk in _chunks(protocol):
            file.write(chunk)
        if file.tell() != length:
            raise BodyRefused(400, "This was cut off on its way.")
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


async def _discard(protocol: HTTPProtocol, length: int, max_bytes: int) -> None:
    if length <= max_bytes * DISCARDED_TIMES:
        async for _chunk in _chunks(protocol):
            pass


class _chunks:
    """Pieces as they come; TimeoutError after a long silence."""

    def __init__(self, protocol: HTTPProtocol) -> None:
        self._pieces = protocol.__aiter__()

    def __aiter__(self) -> _chunks:
        return self

    async def __anext__(self) -> bytes:
        async with asyncio.timeout(SILENCE_SECONDS):
            piece: bytes = await self._pieces.__anext__()
            return piece


def _too_large(max_bytes: int) -> str:
    return f"This is larger than the {max_bytes // 1024**2} MB that are taken here."
