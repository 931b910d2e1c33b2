"""Waking whoever waits at a pipe, and what becomes of wakes that nobody hears."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rejoinder.pagestore.wake import Waiting, wake


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    return tmp_path / "wake"


@pytest.fixture
def waiting(pipe: Path) -> Iterator[Waiting]:
    waiting = Waiting(pipe)
    yield waiting
    waiting.close()


def test_wake_ends_the_waiting(pipe: Path, waiting: Waiting) -> None:
    other = threading.Timer(0, wake, [pipe])
    other.start()
    assert waiting.wait(10)
    other.join()


def test_wake_before_the_waiting_is_not_lost(pipe: Path, waiting: Waiting) -> None:
    wake(pipe)
    assert waiting.wait(0)


def test_many_wakes_are_one(pipe: Path, waiting: Waiting) -> None:
    for _ in range(5):
        wake(pipe)
    assert waiting.wait(0)
    assert not waiting.wait(0)


@pytest.mark.parametrize("seconds", [0, -1, 0.001])
def test_waiting_ends_with_its_time(waiting: Waiting, seconds: float) -> None:
    assert not waiting.wait(seconds)


def test_more_wakes_than_the_pipe_holds_block_nobody(
    pipe: Path, waiting: Waiting
) -> None:
    end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(end, b"!" * 4_096)
    os.close(end)
    wake(pipe)
    assert waiting.wait(0)


def test_waking_where_nobody_waits_is_nothing(pipe: Path) -> None:
    wake(pipe)
    assert not pipe.exists()
    Waiting(pipe).close()
    wake(pipe)


def test_another_file_is_waited_for_as_well(waiting: Waiting) -> None:
    end, other = os.pipe()
    os.write(other, b"news")
    assert waiting.wait(0, end)
    os.read(end, 10)
    assert not waiting.wait(0, end)
    os.close(end)
    os.close(other)


def test_pipe_of_a_former_builder_is_used_again(pipe: Path) -> None:
    Waiting(pipe).close()
    again = Waiting(pipe)
    wake(pipe)
    assert again.wait(0)
    again.close()


def test_only_the_sites_own_account_may_wake(pipe: Path, waiting: Waiting) -> None:
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o600


def test_builder_waits_at_the_pipe_of_the_store_made_anew(
    pipe: Path, waiting: Waiting
) -> None:
    pipe.unlink()
    assert not waiting.wait(0)
    wake(pipe)
    assert waiting.wait(0)


def test_waiting_goes_on_while_the_folder_is_gone(pipe: Path, waiting: Waiting) -> None:
    pipe.unlink()
    pipe.parent.rename(pipe.parent.with_name("elsewhere"))
    assert not waiting.wait(0)
