"""Signs of life: on a terminal in place, else as lines."""

from __future__ import annotations

import io

import pytest

from rejoinder.project import steps
from rejoinder.project.steps import Steps


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_step_is_a_line() -> None:
    out = io.StringIO()
    with Steps(out).step("Preparing"):
        pass
    assert out.getvalue() == "Preparing\n"


def test_progress_is_in_place_on_a_terminal() -> None:
    out = Terminal()
    shown = Steps(out)
    with shown.step("Preparing"):
        shown.progress("Preparing: 1 of 2")
    shown.say("Ready")
    assert out.getvalue() == "Preparing\n\rPreparing: 1 of 2\x1b[K\nReady\n"


def test_long_step_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SECONDS_OF_SILENCE", 0)
    out = io.StringIO()
    shown = Steps(out)
    with shown.step("Preparing"):
        shown.progress("Preparing: 1 of 2")
        while "Preparing: 1 of 2 (0 s)\n" not in out.getvalue():
            pass
