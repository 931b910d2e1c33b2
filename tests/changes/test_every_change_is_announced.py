"""No stored page is ever wrong without the change log having named it."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from rejoinder.discussion import actions as discussion
from rejoinder.moderation import actions as moderation
from rejoinder.newsroom import actions as newsroom
from rejoinder.people import actions as people
from rejoinder.sites import actions as sites
from tests.changes import acts_of_articles, acts_of_desk, acts_of_talk
from tests.changes.acting import announced_by
from tests.changes.acts import ACTS, Act
from tests.changes.conftest import World
from tests.changes.storable import make

#: Those whose import fills the table of acts.
TABLE = (acts_of_articles, acts_of_desk, acts_of_talk)
REMOVALS = [each for each in ACTS.values() if each.removes]

_NEW = "nothing shows what is new"
_READ = "reads only"
_UNSEEN = "no page for everybody shows it"
CHANGES_NOTHING = {
    "discussion.open_thread": _NEW,
    "discussion.open_threads": _NEW,
    "discussion.schedule_erasure": "what is to be erased was taken from view before",
    "discussion.cancel_erasure": "what comes back is brought back by its state",
    "newsroom.submit_article": "editors see it, readers do not",
    "newsroom.menu_fingerprint": _READ,
    "newsroom.add_picture": _NEW,
    "newsroom.add_file": _NEW,
    "newsroom.add_writer": _NEW,
    "newsroom.add_tag": _NEW,
    "people.add_account": _NEW,
    "people.give_role": _UNSEEN,
    "people.make_one_time_link": _UNSEEN,
    "people.find_one_time_link": _READ,
    "people.use_one_time_link": _UNSEEN,
    "people.become_first_owner": _UNSEEN,
    "people.choose_password": _UNSEEN,
    "people.person_of_account": "comments show the name that they were posted under",
    "people.new_guest": _NEW,
    "people.guest_not_saved_yet": _NEW,
    "people.person_without_account": _NEW,
    "people.update_guest": "comments show the name that they were posted under",
    "people.new_device_key": _READ,
    "people.forget_device": "comments show the name that they were posted under",
}


def functions_of(room: ModuleType) -> set[str]:
    name = room.__name__.split(".")[-2]
    public = getattr(room, "__all__", None) or [
        each
        for each, value in vars(room).items()
        if getattr(value, "__module__", "") == room.__name__
    ]
    found = {each for each in public if inspect.isfunction(getattr(room, each))}
    return {f"{name}.{each}" for each in found if not each.startswith("_")}


@pytest.mark.parametrize("room", [discussion, moderation, newsroom, people, sites])
def test_every_action_is_tried_or_has_a_reason_not_to_be(room: ModuleType) -> None:
    tried = {each.action for each in ACTS.values()}
    assert functions_of(room) - tried - set(CHANGES_NOTHING) == set()


def test_no_reason_is_given_for_what_is_not_there_or_is_tried() -> None:
    rooms = (discussion, moderation, newsroom, people, sites)
    there = set().union(*(functions_of(room) for room in rooms))
    tried = {each.action for each in ACTS.values()}
    assert set(CHANGES_NOTHING) <= there - tried


@pytest.mark.parametrize("each", ACTS.values(), ids=lambda each: each.name)
def test_what_is_not_named_stays_as_it_is(world: World, each: Act) -> None:
    announced = announced_by(each.do, world.used)
    unnamed = [p for p, page in world.pages.items() if not announced.names(page)]
    # tests/prove/test_every_page.py makes the others too.
    doubtful = world.may_differ(unnamed)
    assert not world.differing(doubtful), sorted(announced.tags)


@pytest.mark.parametrize("each", REMOVALS, ids=lambda each: each.name)
def test_what_must_not_be_seen_is_named_as_a_removal(world: World, each: Act) -> None:
    words = [word.encode() for word in each.removes]
    shown = {
        path: page
        for path, page in world.pages.items()
        if any(word in page.body for word in words)
    }
    assert shown

    announced = announced_by(each.do, world.used)

    assert [
        path for path, page in shown.items() if not page.tags & announced.removed
    ] == []
    for path in shown:
        now = make(path)
        assert now is None or not any(word in now.body for word in words)
