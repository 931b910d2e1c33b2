"""The purger: from a change in the log to what a cache in front is told."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.utils import timezone

from rejoinder.pagestore.changes import announce, announce_removal
from rejoinder.pagestore.log import renew_epoch
from rejoinder.pagestore.models import Follower
from rejoinder.pagestore.purging import MANY, MOST_TAGS, Purger, requests_of
from rejoinder.pagestore.status import store_status
from rejoinder.pagestore.store import PageStore
from tests.databases import one_by_one
from tests.pagestore.pages import keep

pytestmark = pytest.mark.django_db
EVERYTHING = ["site:1:layout"]


@dataclass
class Front:
    """A cache that notes what it is told, before a store with a clock of its own."""

    store: PageStore
    told: list[list[str]] = field(default_factory=list)
    is_away: bool = False
    now: float = 1_000_000.0

    def __post_init__(self) -> None:
        self.purger = self.new_purger()

    def new_purger(self) -> Purger:
        return Purger(self.store, self.purge, lambda: EVERYTHING, lambda: self.now)

    def purge(self, tags: Iterable[str]) -> None:
        if self.is_away:
            raise OSError("503")
        self.told.append(list(tags))

    def turn(self) -> None:
        self.purger.turn(timezone.now())

    def let_builder_pass(self) -> None:
        """It has read the log, and has nothing more to renew."""
        self.now += 10
        self.store.say_connected(None)
        os.utime(self.store.folder / "connected", (self.now, self.now))

    def settle(self) -> None:
        self.turn()
        self.let_builder_pass()
        self.turn()
        self.told.clear()


@pytest.fixture
def front(store: PageStore) -> Front:
    front = Front(store)
    front.settle()
    return front


def change(*tags: str) -> None:
    with transaction.atomic():
        announce(*tags)


def position() -> tuple[int, int]:
    row = Follower.objects.get()
    return row.position_transaction, row.position_id


def test_what_has_changed_is_purged_at_once(front: Front) -> None:
    change("article:1", "site:1:front")
    front.turn()
    assert [set(tags) for tags in front.told] == [{"article:1", "site:1:front"}]


def test_it_is_purged_again_when_its_pages_have_been_made_anew(front: Front) -> None:
    change("article:1")
    front.turn()
    front.turn()
    assert len(front.told) == 1
    front.let_builder_pass()
    front.turn()
    assert front.told == [["article:1"], ["article:1"]]
    front.turn()
    assert len(front.told) == 2


def test_while_a_page_waits_to_be_renewed_it_is_not_over(front: Front) -> None:
    keep(front.store, "/a/", "article:1")
    change("article:1")
    front.turn()
    front.store.index.set_stale([(1, 0.0)], front.now)
    front.let_builder_pass()
    front.turn()
    assert len(front.told) == 1


def test_what_must_not_be_seen_goes_first(front: Front) -> None:
    change("article:1")
    with transaction.atomic():
        announce_removal("article:2")
    front.turn()
    assert front.told == [["article:2", "article:1"]]


def test_many_changes_of_one_thing_are_one(front: Front) -> None:
    for _ in range(5):
        change("article:1")
    front.turn()
    assert front.told == [["article:1"]]


def test_very_many_changes_are_the_whole_site(front: Front) -> None:
    change(*(f"article:{n}" for n in range(MANY + 1)))
    front.turn()
    assert front.told == [EVERYTHING]


@one_by_one
def test_the_position_stays_until_the_cache_was_told(front: Front) -> None:
    before = position()
    change("article:1")
    front.is_away = True
    with pytest.raises(OSError, match="503"):
        front.turn()
    assert position() == before
    front.is_away = False
    front.settle()
    assert position() > before


def test_the_status_says_of_how_many_changes_the_cache_was_not_told(
    front: Front,
) -> None:
    assert store_status(front.store).unpurged == 0
    change("article:1")
    assert store_status(front.store).unpurged == 1


def test_without_a_cache_the_status_says_nothing_of_it(store: PageStore) -> None:
    assert store_status(store).unpurged is None


def test_another_process_goes_on_where_this_one_was(front: Front) -> None:
    change("article:1")
    front.purger = front.new_purger()
    front.turn()
    assert front.told == [["article:1"]]


def test_a_new_purger_purges_everything(store: PageStore) -> None:
    front = Front(store)
    front.turn()
    assert front.told == [EVERYTHING]


def test_after_a_backup_was_restored_everything_is_purged(front: Front) -> None:
    renew_epoch()
    front.turn()
    assert front.told == [EVERYTHING]


def test_pauses_between_tries_grow_up_to_a_minute(front: Front) -> None:
    pauses = [front.purger.seconds_until_retry() for _ in range(12)]
    assert pauses[:3] == [0.5, 1.0, 2.0]
    assert pauses[-1] == 60.0


def test_a_request_has_as_many_tags_as_a_header_holds() -> None:
    tags = [f"article:{n:040}" for n in range(1_000)]
    requests = list(requests_of(tags))
    assert [tag for some in requests for tag in some] == tags
    assert all(len(some) <= MOST_TAGS for some in requests)
    assert all(len(" ".join(some)) <= 4_000 for some in requests)
