"""Stopping: what is under way is finished, and nothing is left running."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import RunningSite, is_alive, wait_until

Start = Callable[..., RunningSite]


def connect(site: RunningSite, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=30)
    connection.sendall(sent)
    return connection


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_to_the_main_process_ends_all_with_status_0(
    running_site: RunningSite, number: signal.Signals
) -> None:
    processes = running_site.children
    assert running_site.stop(number) == 0
    wait_until(lambda: not any(map(is_alive, processes)), "all have ended")
    assert "Traceback" not in running_site.output
    assert "ERROR" not in running_site.output


def test_ctrl_c_in_a_terminal_reaches_every_process_and_ends_all(
    running_site: RunningSite,
) -> None:
    processes = running_site.children
    os.killpg(running_site.process.pid, signal.SIGINT)
    assert running_site.process.wait(30) == 0
    wait_until(lambda: not any(map(is_alive, processes)), "all have ended")
    running_site.close()
    assert "Traceback" not in running_site.output
    assert "ERROR" not in running_site.output


def test_killed_main_process_leaves_nothing_running(
    running_site: RunningSite,
) -> None:
    processes = running_site.children
    running_site.process.kill()
    wait_until(lambda: not any(map(is_alive, processes)), "all have ended")


def test_site_can_be_started_again_right_after_a_kill(data: Path, start: Start) -> None:
    site = start(data)
    site.process.kill()
    site.process.wait()
    again = RunningSite(data, port=site.port).start()
    assert again.stop() == 0


def test_connections_that_wait_do_not_keep_it_from_ending(
    running_site: RunningSite,
) -> None:
    host = f"Host: 127.0.0.1:{running_site.port}\r\n".encode()
    waiting = [
        connect(running_site, b""),
        connect(running_site, b"GET / HT"),
        connect(running_site, b"GET /robots.txt HTTP/1.1\r\n" + host + b"\r\n"),
        connect(
            running_site,
            b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 9\r\n\r\nhalf",
        ),
    ]
    assert running_site.stop() == 0
    assert "in time" not in running_site.output
    for connection in waiting:
        connection.close()


def test_answer_under_way_is_given_whole(running_site: RunningSite) -> None:
    """Many requests are sent, then the signal: each gets a whole answer, or none."""
    host = f"Host: 127.0.0.1:{running_site.port}\r\n".encode()
    request = b"GET / HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n"
    connections = [connect(running_site, request) for _ in range(20)]
    first = connections[0].recv(1)
    running_site.process.send_signal(signal.SIGTERM)
    answers = [read_to_end(connection) for connection in connections]
    assert running_site.stop() == 0
    answers[0] = first + answers[0]
    whole = [answer for answer in answers if answer]
    assert len(whole) > 1
    for answer in whole:
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.rstrip().endswith(b"</html>")


def read_to_end(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass  # it had not been taken up
    connection.close()
    return b"".join(parts)
