"""Bodies of requests: whole, or refused with a status and a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from rejoinder.project import bodies
from rejoinder.project.bodies import MEMORY_BYTES, BodyRefused, receive_body


class Scope:
    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): v for name, v in headers.items()}


class Protocol:
    """What Granian hands over: pieces; a cut-off body just ends."""

    def __init__(self, *pieces: bytes, stalls: bool = False) -> None:
        self._pieces = pieces
        self._stalls = stalls
        self.taken = 0

    async def _given(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            self.taken += 1
            yield piece
        if self._stalls:
            await asyncio.Event().wait()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._given()


def receive(scope: Any, protocol: Any, max_bytes: int = 10_000_000) -> bytes:
    async def received() -> bytes:
        file, length = await receive_body(scope, protocol, max_bytes)
        with file:
            content = file.read()
        assert len(content) == length
        return content

    return asyncio.run(received())


def refusal(scope: Any, protocol: Any, max_bytes: int = 100) -> int:
    with pytest.raises(BodyRefused) as refused:
        receive(scope, protocol, max_bytes)
    return refused.value.status


def test_body_arrives_whole() -> None:
    assert receive(Scope(content_length="6"), Protocol(b"abc", b"def")) == b"abcdef"


def test_large_body_arrives_whole() -> None:
    piece = b"x" * MEMORY_BYTES
    length = str(3 * MEMORY_BYTES)
    assert receive(Scope(content_length=length), Protocol(piece, piece, piece))


def test_request_without_a_body_has_none() -> None:
    assert receive(Scope(), Protocol()) == b""


def test_body_that_was_cut_off_is_refused() -> None:
    assert refusal(Scope(content_length="6"), Protocol(b"abc")) == 400


def test_body_without_a_length_is_refused() -> None:
    assert refusal(Scope(transfer_encoding="chunked"), Protocol(b"abc")) == 411


def test_body_over_the_limit_is_read_and_thrown_away() -> None:
    protocol = Protocol(b"x" * 60, b"x" * 60)
    assert refusal(Scope(content_length="120"), protocol) == 413
    assert protocol.taken == 2


def test_body_far_over_the_limit_is_not_read() -> None:
    protocol = Protocol(b"x" * 60)
    assert refusal(Scope(content_length="99999"), protocol) == 413
    assert protocol.taken == 0


def test_sender_who_falls_silent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SILENCE_SECONDS", 0)
    protocol = Protocol(b"abc", stalls=True)
    assert refusal(Scope(content_length="6"), protocol) == 408
