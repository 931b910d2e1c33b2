"""Many connections that ask one server, as fast as it answers.

One process, one loop, requests made beforehand: on a machine of few cores, what the
client needs is taken from the server.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles


@dataclass
class Answers:
    """What came back. `waits_seconds` are from request to whole answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    waits_seconds: list[float] = field(default_factory=list)
    took_seconds: float = 0.0
    last: bytes = b""

    @property
    def per_second(self) -> float:
        return len(self.waits_seconds) / self.took_seconds

    @property
    def slowest_hundredth_milliseconds(self) -> float:
        """All but one of a hundred are faster."""
        return quantiles(self.waits_seconds, n=100)[-1] * 1_000


def drive(
    port: int, requests: Iterator[bytes], *, connections: int, seconds: float
) -> Answers:
    """Keep every connection busy with the next of the requests until time is up."""
    answers = Answers()
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            connection = _Connection(port)
            connection.send(next(requests))
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        began = time.perf_counter()
        while selector.get_map():
            is_over = time.perf_counter() - began > seconds
            for key, _ in selector.select(timeout=60):
                connection = key.data
                if not connection.receive():
                    continue
                answers.statuses[connection.status] += 1
                answers.waits_seconds.append(connection.waited_seconds)
                answers.last = connection.answer
                if is_over:
                    selector.unregister(connection.socket)
                    connection.socket.close()
                else:
                    connection.send(next(requests))
        answers.took_seconds = time.perf_counter() - began
    return answers


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self.answer, self._missing = b"", -1
        self._sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Read what is there; whether the answer is whole."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionResetError("the server closed the connection")
        self.answer += part
        if self._missing < 0:
            self._read_length()
        if self._missing < 0 or len(self.answer) < self._missing:
            return False
        self.waited_seconds = time.perf_counter() - self._sent_at
        return True

    def _read_length(self) -> None:
        head, end, _ = self.answer.partition(b"\r\n\r\n")
        if not end:
            return
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                self._missing = len(head) + 4 + int(line.partition(b":")[2])
        if self._missing < 0:
            raise ValueError(f"an answer without a length: {head!r}")

    @property
    def status(self) -> int:
        return int(self.answer[9:12])

    def body(self) -> bytes:
        return self.answer.partition(b"\r\n\r\n")[2]


def get(host: str, path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def post(host: str, path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
