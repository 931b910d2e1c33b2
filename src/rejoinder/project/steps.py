"""What a command is doing, shown where it was started. Needs nothing installed."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# Nobody should look at a still terminal for longer than two seconds.
SECONDS_OF_SILENCE = 1.2


class Steps:
    """Prints steps, and signs of life within one: on a terminal in place."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._in_place = self._out.isatty()
        self._line_is_open = False
        self._text = ""

    def say(self, text: str) -> None:
        """One line of its own."""
        if self._line_is_open:
            print(file=self._out)
            self._line_is_open = False
        print(text, file=self._out, flush=True)

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Say it, and how long it has taken whenever there is nothing else to see.

        The thread that does so has ended when the step has: a fork may follow.
        """
        self.say(text)
        self._text = text
        is_over = threading.Event()
        thread = threading.Thread(target=self._tick, args=(is_over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def progress(self, text: str) -> None:
        """How far the step is; shown now on a terminal, else with the next tick."""
        if text == self._text:
            return  # a hundred thousand items are a hundred lines
        self._text = text
        if self._in_place:
            self._show(text)

    def _tick(self, is_over: threading.Event) -> None:
        begun_at = time.monotonic()
        while not is_over.wait(SECONDS_OF_SILENCE):
            seconds = round(time.monotonic() - begun_at)
            self._show(f"{self._text} ({seconds} s)")

    def _show(self, text: str) -> None:
        if self._in_place:
            print(f"\r{text}\x1b[K", end="", file=self._out, flush=True)
            self._line_is_open = True
        else:
            print(text, file=self._out, flush=True)
