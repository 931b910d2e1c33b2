"""Opening many threads at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from rejoinder.discussion.actions import Subject, open_thread, open_threads
from rejoinder.discussion.models import Thread, ThreadState
from rejoinder.sites.models import Site

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)


def subject(url: str, *, is_open: bool = True, page_size: int | None = None) -> Subject:
    return Subject(url, f"About {url}", "de", NOON, is_open, page_size)


def test_threads_are_opened_as_one_by_one(site: Site) -> None:
    one, two = open_threads(
        site=site,
        subjects=[subject("/one/", page_size=7), subject("/two/", is_open=False)],
    )

    same = open_thread(
        site=site, subject_url="/x/", title="About /x/", language="de", since=NOON
    )
    assert Thread.objects.get(subject_url="/one/") == one
    assert (one.page_size, two.page_size) == (7, same.page_size)
    assert (one.state, two.state) == (ThreadState.OPEN, ThreadState.CLOSED)
    for name in ("language", "subject_since", "subject_version", "is_reachable"):
        assert getattr(one, name) == getattr(same, name)


def test_thread_that_is_there_is_returned_as_it_is(site: Site) -> None:
    [old] = open_threads(site=site, subjects=[subject("/one/", page_size=7)])

    new, again = open_threads(site=site, subjects=[subject("/0/"), subject("/one/")])

    assert again == old
    assert again.page_size == 7
    assert new.subject_url == "/0/"


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_takes_few_queries(
    site: Site, count: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    subjects = [subject(f"/{number}/") for number in range(count)]

    with django_assert_max_num_queries(4):
        open_threads(site=site, subjects=subjects)

    assert Thread.objects.count() == count
