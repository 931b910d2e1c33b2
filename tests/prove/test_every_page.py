"""The unit tests make only those pages anew whose questions the database answers
otherwise than before an act. This makes them all, and so proves that the others are as
they were."""

from __future__ import annotations

import pytest

from tests.changes.acting import announced_by
from tests.changes.acts import ACTS, Act
from tests.changes.conftest import World, made_once, world
from tests.changes.test_every_change_is_announced import TABLE

__all__ = ["made_once", "world"]  # found by name
assert TABLE  # whose import fills the table of acts


@pytest.mark.parametrize("each", ACTS.values(), ids=lambda each: each.name)
def test_no_page_changes_that_was_not_in_doubt(world: World, each: Act) -> None:
    announced_by(each.do, world.used)
    sure = set(world.pages) - set(world.may_differ(world.pages))
    assert world.differing(sure) == []
