"""The builder: from a change in the log to a renewed page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from rejoinder.pagestore.building import MANY, Builder, Outcome
from rejoinder.pagestore.changes import announce, announce_removal
from rejoinder.pagestore.log import renew_epoch
from rejoinder.pagestore.models import Follower
from rejoinder.pagestore.pages import NoSuchPage
from rejoinder.pagestore.store import PageStore
from tests.databases import begin_another_transaction
from tests.pagestore.pages import SITE, keep, page, read, unread

pytestmark = pytest.mark.django_db
Page = tuple[int, str]


@dataclass
class Site:
    """A store, its builder, and a newspaper that prints whatever `text` says."""

    store: PageStore
    text: str = "new"
    outcome: Outcome = "published"
    built: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.builder = Builder(
            self.store, self.build, self.build_many, most_bytes=10**9
        )
        self.builder.turn(timezone.now())

    def build(self, site: int, path: str) -> Outcome:
        self.built.append(path)
        if self.outcome != "published":
            return self.outcome
        began = self.store.begin()
        made = page(path, self.text.encode())
        self.meanwhile()
        is_there = self.store.publish(site, made, {"article:1": 0}, began)
        return "published" if is_there else "overtaken"

    def build_many(self, pages: Sequence[Page]) -> Iterable[tuple[Page, Outcome]]:
        return [(one, self.build(*one)) for one in pages]

    def turn(self) -> float:
        return self.builder.turn(timezone.now())

    def print(self, text: str, path: str = "/a/", **values: Any) -> None:
        assert keep(self.store, path, "article:1", body=text.encode(), **values)

    def shown(self, path: str = "/a/") -> str:
        return self.store.page(SITE, path).encodings["identity"].decode()


@pytest.fixture
def made(tmp_path: Path) -> Site:
    store = PageStore(tmp_path / "pages")
    store.prepare("1")
    return Site(store)


def is_kept(made: Site, path: str = "/a/") -> bool:
    try:
        made.store.description(SITE, path)
    except NoSuchPage:
        return False
    return True


def test_a_page_that_is_read_is_renewed_when_it_changes(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    announce("article:1")
    made.turn()
    assert made.shown() == "new"
    assert made.store.index.stale_count == (0, None)


def test_what_others_change_renews_nothing(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    announce("article:2")
    made.turn()
    assert made.built == []


def test_a_page_that_nobody_reads_waits_for_a_reader(made: Site) -> None:
    made.print("old")
    unread(made.store, "/a/")
    announce("article:1")
    made.turn()
    assert made.built == []
    assert not is_kept(made)


def test_what_must_not_be_seen_is_gone_before_anything_is_built(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    announce_removal("article:1")
    made.turn()
    assert not is_kept(made)
    assert made.built == []


def test_many_changes_renew_a_page_once(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    for _ in range(50):
        announce("article:1")
    made.turn()
    assert made.built == ["/a/"]


def test_a_page_rests_between_two_renewals(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    announce("article:1")
    made.turn()
    read(made.store, "/a/")
    begin_another_transaction()
    announce("article:1")
    assert 0 < made.turn() <= 1
    assert made.built == ["/a/"]
    assert made.store.index.stale_count[0] == 1


def test_a_change_while_a_page_is_made_renews_it_again(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    made.meanwhile = lambda: made.store.take_in(["article:1"])
    announce("article:1")
    made.turn()
    assert made.shown() == "new"
    assert made.store.index.stale_count[0] == 1


def test_a_render_held_up_cannot_bring_back_what_was_hidden(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    made.text = "with the hidden comment"
    made.meanwhile = lambda: made.store.take_out(["article:1"]) and None
    announce("article:1")
    made.turn()
    assert not is_kept(made)


def test_a_page_that_cannot_be_made_keeps_its_old_text(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    made.outcome = "failed"
    announce("article:1")
    made.turn()
    assert made.shown() == "old"
    assert made.store.index.stale_count[0] == 1
    made.turn()
    assert made.built == ["/a/"]


def test_what_could_not_be_taken_in_is_not_forgotten(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.print("old")
    read(made.store, "/a/")
    announce("article:1")
    with monkeypatch.context() as full:
        full.setattr(made.store, "take_in", no_room)
        with pytest.raises(OSError):
            made.turn()
    made.turn()
    assert made.shown() == "new"


def test_a_fresh_start_that_failed_is_made_again(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.print("old")
    renew_epoch()
    with monkeypatch.context() as full:
        full.setattr(made.store, "start_afresh", no_room)
        with pytest.raises(OSError):
            made.turn()
    made.turn()
    assert not is_kept(made)


def no_room(*_: object) -> None:
    raise OSError(ENOSPC, "no space left on device")


def test_a_page_that_is_no_more_is_removed(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    made.outcome = "gone"
    announce("article:1")
    made.turn()
    assert not is_kept(made)
    assert made.store.size.pages == 0


def test_time_alone_renews_a_page(made: Site) -> None:
    made.print("open", fresh_until=1.0)
    made.turn()
    assert made.shown() == "new"


def test_a_whole_site_is_renewed_by_the_crew(made: Site) -> None:
    for number in range(MANY):
        made.print("old", f"/{number}/")
        read(made.store, f"/{number}/")
    announce("article:1")
    made.turn()
    assert len(made.built) == MANY
    assert made.shown("/7/") == "new"


def test_a_builder_that_starts_again_goes_on_where_it_was(made: Site) -> None:
    made.print("old")
    read(made.store, "/a/")
    announce("article:1")
    again = Site(made.store)
    assert again.shown() == "new"


def test_pages_of_another_life_of_the_database_are_thrown_away(made: Site) -> None:
    made.print("of before the backup")
    with transaction.atomic():
        renew_epoch()
    again = Site(made.store)
    assert not is_kept(again)
    assert again.store.size.pages == 0


def test_the_log_learns_how_far_the_builder_is(made: Site) -> None:
    [follower] = Follower.objects.all()
    assert follower.name == f"pages of {made.store.node}"
