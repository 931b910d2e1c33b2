"""Many pages at once, in processes of their own."""

from __future__ import annotations

import os

from rejoinder.pagestore.building import Outcome
from rejoinder.project.crew import FEWEST_FOR_A_CREW, build_many

PAGES = [(1, f"/{number}/") for number in range(FEWEST_FOR_A_CREW + 3)]


def build(site: int, path: str) -> Outcome:
    number = int(path.strip("/"))
    if number == 5:
        raise ValueError
    return "gone" if number % 7 == 0 else "published"


def expected(path: str) -> Outcome:
    number = int(path.strip("/"))
    if number == 5:
        return "failed"
    return "gone" if number % 7 == 0 else "published"


def test_every_page_is_told_once_with_what_became_of_it() -> None:
    told = list(build_many(PAGES, build, 3))
    assert sorted(told) == sorted((page, expected(page[1])) for page in PAGES)


def test_pages_of_a_process_that_dies_have_failed() -> None:
    def die(site: int, path: str) -> Outcome:
        if path == "/4/":
            os._exit(1)
        return "published"

    told = dict(build_many(PAGES, die, 2))
    assert len(told) == len(PAGES)
    assert told[1, "/4/"] == "failed"
    assert told[1, "/2/"] == told[1, "/5/"] == "published"


def test_a_few_are_built_here() -> None:
    me: list[int] = []

    def note(site: int, path: str) -> Outcome:
        me.append(os.getpid())
        return "published"

    assert len(list(build_many(PAGES[:3], note, 2))) == 3
    assert me == [os.getpid()] * 3
