"""One render of a page, however many ask for it at once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rejoinder.project.flights import ABANDONED_AFTER_SECONDS, Flights

KEY = (1, "/2026/11/24/a-bridge/")


@dataclass
class Maker:
    """An application that counts its calls, and the store that it fills."""

    calls: int = 0
    is_stored: bool = False
    keeps_pages: bool = True
    may_go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def render(self) -> str:
        self.calls += 1
        await self.may_go_on.wait()
        self.is_stored = self.keeps_pages
        return "page"

    async def is_there(self) -> bool:
        return self.is_stored


class OtherProcess:
    """What happens elsewhere while we wait: one step at each pause of ours."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = list(steps)
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self._steps:
            self._steps.pop(0)()
        await asyncio.sleep(0)

    def clock(self) -> float:
        return self.now


def made(flights: Flights[str], maker: Maker) -> Awaitable[str | None]:
    return flights.make(KEY, maker.is_there, maker.render)


def claims_in(folder: Path) -> list[Path]:
    return list(folder.glob("claim-*"))


def claim_of_another(folder: Path) -> Path:
    """As another process makes it, found by making one here."""
    found: list[Path] = []

    async def look() -> str:
        found.extend(claims_in(folder))
        return ""

    async def no() -> bool:
        return False

    asyncio.run(Flights[str](folder).make(KEY, no, look))
    found[0].touch()
    return found[0]


def test_who_is_alone_makes_the_page_and_leaves_no_claim(tmp_path: Path) -> None:
    maker = Maker()
    maker.may_go_on.set()
    assert asyncio.run(made_once(Flights(tmp_path), maker)) == "page"
    assert claims_in(tmp_path) == []


async def made_once(flights: Flights[str], maker: Maker) -> str | None:
    return await made(flights, maker)


def test_many_who_ask_at_once_wait_for_one_render(tmp_path: Path) -> None:
    async def ask() -> tuple[list[str | None], int]:
        maker = Maker()
        flights: Flights[str] = Flights(tmp_path)
        asking = [asyncio.ensure_future(made(flights, maker)) for _ in range(50)]
        await asyncio.sleep(0)
        maker.may_go_on.set()
        return await asyncio.gather(*asking), maker.calls

    answers, calls = asyncio.run(ask())
    assert calls == 1
    assert sorted(answers, key=str) == [None] * 49 + ["page"]


def test_pages_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async def ask() -> int:
        maker = Maker()
        flights: Flights[str] = Flights(tmp_path)
        keys = [(1, "/a/"), (2, "/a/"), (1, "/b/")]
        asking = [
            asyncio.ensure_future(flights.make(key, maker.is_there, maker.render))
            for key in keys
        ]
        await asyncio.sleep(0)
        calls = maker.calls
        maker.may_go_on.set()
        await asyncio.gather(*asking)
        return calls

    assert asyncio.run(ask()) == 3


def test_a_render_that_fails_lets_the_others_go_on(tmp_path: Path) -> None:
    class Broken(Maker):
        async def render(self) -> str:
            await super().render()
            raise ValueError

    async def ask() -> list[object]:
        maker = Broken()
        flights: Flights[str] = Flights(tmp_path)
        asking = [asyncio.ensure_future(made(flights, maker)) for _ in range(3)]
        await asyncio.sleep(0)
        maker.may_go_on.set()
        return list(await asyncio.gather(*asking, return_exceptions=True))

    first, *others = asyncio.run(ask())
    assert isinstance(first, ValueError)
    assert others == [None, None]
    assert claims_in(tmp_path) == []


def test_a_page_that_another_process_makes_is_waited_for(tmp_path: Path) -> None:
    claim = claim_of_another(tmp_path)
    maker = Maker()

    def stores() -> None:
        maker.is_stored = True

    other = OtherProcess(lambda: None, lambda: None, stores, claim.unlink)
    flights: Flights[str] = Flights(tmp_path, other.clock, other.sleep)
    assert asyncio.run(made_once(flights, maker)) is None
    assert maker.calls == 0
    assert claim.exists()


def test_a_page_that_another_process_could_not_keep_is_made_here(
    tmp_path: Path,
) -> None:
    claim = claim_of_another(tmp_path)
    maker = Maker()
    maker.may_go_on.set()
    other = OtherProcess(claim.unlink)
    flights: Flights[str] = Flights(tmp_path, other.clock, other.sleep)
    assert asyncio.run(made_once(flights, maker)) == "page"


def test_a_page_that_came_just_before_the_claim_is_not_made_again(
    tmp_path: Path,
) -> None:
    maker = Maker(is_stored=True)
    maker.may_go_on.set()
    assert asyncio.run(made_once(Flights(tmp_path), maker)) is None
    assert maker.calls == 0


def test_the_claim_of_a_process_that_is_gone_does_not_hold_for_long(
    tmp_path: Path,
) -> None:
    claim = claim_of_another(tmp_path)
    long_ago = claim.stat().st_mtime - ABANDONED_AFTER_SECONDS - 1
    os.utime(claim, (long_ago, long_ago))
    maker = Maker()
    maker.may_go_on.set()
    other = OtherProcess()
    flights: Flights[str] = Flights(tmp_path, other.clock, other.sleep)
    assert asyncio.run(made_once(flights, maker)) == "page"
    assert other.now < 1


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    """Another process makes page after page of it, and keeps none."""
    claim_of_another(tmp_path)
    maker = Maker()
    other = OtherProcess()
    flights: Flights[str] = Flights(tmp_path, other.clock, other.sleep)
    assert asyncio.run(made_once(flights, maker)) is None
    assert other.now == pytest.approx(ABANDONED_AFTER_SECONDS, abs=0.1)


def test_without_a_folder_for_claims_everybody_makes_the_page(tmp_path: Path) -> None:
    maker = Maker()
    maker.may_go_on.set()
    flights: Flights[str] = Flights(tmp_path / "nowhere")
    assert asyncio.run(made_once(flights, maker)) == "page"


def test_what_could_not_be_kept_is_not_waited_for_again(tmp_path: Path) -> None:
    other = OtherProcess()
    flights: Flights[str] = Flights(tmp_path, other.clock)
    assert flights.is_worthwhile(KEY)
    flights.was_not_kept(KEY)
    assert not flights.is_worthwhile(KEY)
    assert flights.is_worthwhile((1, "/other/"))
    other.now += 60
    assert flights.is_worthwhile(KEY)
