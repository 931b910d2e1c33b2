"""What is answered at once does not reach the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from granian import _futures

from rejoinder.project.shortcut import take_shortcut


@dataclass
class Watcher:
    """Granian's hold on one request."""

    scope: Any = None
    proto: Any = None
    is_done: bool = False

    def done(self) -> None:
        self.is_done = True


@dataclass
class Loop:
    """Counts what it is handed, as Granian hands it over."""

    calls: list[Any] = field(default_factory=list)

    def call_soon_threadsafe(self, call: Any, *arguments: Any, context: Any) -> None:
        self.calls.append(call)


@pytest.fixture(autouse=True)
def granian_as_it_was() -> Iterator[None]:
    before = _futures._cbsched_aioschedule
    yield
    _futures._cbsched_aioschedule = before


def schedule(loop: Loop, at_once: Callable[..., bool]) -> Callable[[Watcher], None]:
    assert take_shortcut(at_once)
    made: Callable[[Watcher], None] = _futures._cbsched_aioschedule(
        loop, None, lambda watcher: None
    )
    return made


def test_what_is_answered_at_once_does_not_reach_the_loop() -> None:
    loop, watcher = Loop(), Watcher()
    schedule(loop, lambda scope, protocol: True)(watcher)
    assert watcher.is_done
    assert loop.calls == []


def test_what_cannot_be_answered_at_once_goes_the_usual_road() -> None:
    loop, watcher = Loop(), Watcher()
    schedule(loop, lambda scope, protocol: False)(watcher)
    assert not watcher.is_done
    assert len(loop.calls) == 1


def test_a_mistake_on_the_short_road_is_told_and_the_usual_one_taken(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(scope: Any, protocol: Any) -> bool:
        raise ValueError

    loop, watcher = Loop(), Watcher()
    schedule(loop, fail)(watcher)
    assert len(loop.calls) == 1
    assert "could not be answered at once" in caplog.text


def test_a_granian_that_is_made_otherwise_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(_futures, "_cbsched_aioschedule")
    assert not take_shortcut(lambda scope, protocol: True)
    monkeypatch.undo()
