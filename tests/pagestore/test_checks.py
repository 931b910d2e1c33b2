"""What the doctor says about followers of the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rejoinder.pagestore.changes import announce
from rejoinder.pagestore.checks import BEHIND, find_problems
from rejoinder.pagestore.log import Following, keep_position, renew_epoch
from rejoinder.pagestore.models import Change, Log
from tests.databases import one_by_one

pytestmark = [pytest.mark.django_db, one_by_one]


@pytest.fixture
def following() -> Following:
    following = Following()
    keep_position("node a", following, timezone.now())
    return following


def announce_long_ago(*tags: str) -> None:
    announce(*tags)
    long_ago = timezone.now() - BEHIND - timedelta(seconds=5)
    Change.objects.filter(tag__in=tags).update(at=long_ago)


def test_follower_that_is_behind_is_named(following: Following) -> None:
    announce_long_ago("a", "b")
    [problem] = find_problems()
    assert problem.what.startswith("node a has not taken in 2 changes")


def test_follower_that_has_read_all_is_well(following: Following) -> None:
    announce_long_ago("a")
    following.read()
    keep_position("node a", following, timezone.now())
    assert list(find_problems()) == []


def test_change_of_just_now_is_no_lag(following: Following) -> None:
    announce("a")
    assert list(find_problems()) == []


def test_follower_of_another_life_is_left_out(following: Following) -> None:
    renew_epoch()
    announce_long_ago("a")
    assert list(find_problems()) == []


def test_looking_writes_nothing() -> None:
    assert list(find_problems()) == []
    assert not Log.objects.exists()
