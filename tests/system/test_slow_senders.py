"""Many who send byte by byte, or half a request, keep nobody else waiting."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.publishing import publish_headline
from tests.real_input import speak_freely
from tests.running import RunningSite
from tests.system.plain_browser import PlainBrowser

#: Of each kind; a hundred times the threads that make pages.
SENDERS = 200
ROUNDS = 10
#: Somebody who waited for them would wait for their time-out of 30 seconds.
LONGEST_SECONDS = 25


@contextmanager
def slow_senders(site: RunningSite, path: str) -> Iterator[None]:
    """Some send a body, one byte after the other; some do not even end their header."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n".encode()
    body = head + b"Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
    has_ended = threading.Event()
    with ExitStack() as stack:
        senders = []
        for beginning in (body, head):
            for _ in range(SENDERS):
                sender = socket.create_connection(("127.0.0.1", site.port), timeout=30)
                senders.append(stack.enter_context(sender))
                sender.sendall(beginning)

        def drip() -> None:
            while not has_ended.wait(0.05):
                for sender in senders[:SENDERS]:
                    sender.sendall(b"a")

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            yield
            assert dripping.is_alive(), "they were cut off"
        finally:
            has_ended.set()
            dripping.join()


def test_slow_senders_hold_up_nobody(running_site: RunningSite) -> None:
    site = running_site
    article = publish_headline("Answered at once", site.data)
    speak_freely(site.data)
    site.get(article.path)
    path = f"/discussion/{article.thread_id}/comments/"
    fields = {"author": "Gil", "email": "gil@example.org"}
    with slow_senders(site, path):
        began = time.monotonic()
        for number in range(ROUNDS):
            browser = PlainBrowser(site)
            assert "Answered at once" in site.get(article.path)  # stored
            assert site.get("/account/login/")  # made for whoever asks
            words = f"Quick, number {number}."
            assert browser.ask("POST", path, comment=words, **fields)[0] == 303
            assert words in browser.ask("GET", article.path)[1]
        assert time.monotonic() - began < LONGEST_SECONDS
