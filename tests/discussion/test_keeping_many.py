"""Comments from elsewhere, kept many at a time: as if one after another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rejoinder.discussion.actions import (
    CommentAsItWas,
    keep_comment,
    keep_comments,
    post_comment,
    set_state,
)
from rejoinder.discussion.checks import find_problems
from rejoinder.discussion.models import (
    Comment,
    CommentKind,
    CommentState,
    Markup,
    PostingFacts,
    Thread,
)
from rejoinder.discussion.queries import Viewer, thread_page
from rejoinder.discussion.screening import Circumstances
from rejoinder.sites.actions import change_settings
from rejoinder.sites.models import Site
from tests.factories import NOON, guest, make_thread

pytestmark = pytest.mark.django_db


def as_it_was(number: int, parent: int | None = None, **overrides: Any) -> Any:
    fields: dict[str, Any] = {
        "number": number,
        "parent_number": parent,
        "author": guest(),
        "source_text": f"Number {number}",
        "body_html": f"<p>Number {number}</p>",
        "state": CommentState.PUBLISHED,
        "written_at": NOON + timedelta(minutes=number),
    }
    return CommentAsItWas(**(fields | overrides))


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


def paths(thread: Thread) -> dict[int, str | None]:
    rows = Comment.objects.filter(thread=thread)
    return dict(rows.values_list("number", "path"))


def test_many_stand_as_if_kept_one_after_another(site: Site, thread: Thread) -> None:
    other = make_thread(site, subject_url="/other/")
    family = [(7, None), (9, 7), (12, None), (13, 9), (14, 7), (15, 13)]
    keep_comments(thread=thread, comments=[as_it_was(*one) for one in family], now=NOON)
    rows: dict[int | None, Comment | None] = {None: None}
    for number, parent in family:
        rows[number] = keep_comment(
            thread=other,
            parent=rows[parent],
            author=guest(),
            source_text="x",
            state=CommentState.PUBLISHED,
            written_at=NOON,
            number=number,
        )
    assert paths(thread) == paths(other)
    columns = ("number", "depth", "ordinal", "root__number", "parent__number")
    counted = ("last_number", "last_root_ordinal", "published_count")
    for of in (columns, ("last_reply_ordinal", "number")):
        mine, theirs = (
            list(t.comments.order_by("number").values_list(*of))
            for t in (thread, other)
        )
        assert mine == theirs
    thread.refresh_from_db()
    other.refresh_from_db()
    assert [getattr(thread, n) for n in counted] == [getattr(other, n) for n in counted]
    assert list(find_problems()) == []


def test_a_later_call_goes_on_where_the_first_ended(site: Site, thread: Thread) -> None:
    whole = make_thread(site, subject_url="/whole/")
    family = [as_it_was(1), as_it_was(2, 1), as_it_was(3, 1), as_it_was(4, 3)]
    keep_comments(thread=whole, comments=family, now=NOON)
    for one in family:
        keep_comments(thread=thread, comments=[one], now=NOON)
    assert paths(thread) == paths(whole)
    assert list(find_problems()) == []


def test_a_chain_deeper_than_paths_goes_on_beside_its_ancestor(thread: Thread) -> None:
    chain = [as_it_was(n, n - 1 or None) for n in range(1, 31)]
    keep_comments(thread=thread, comments=chain[:15], now=NOON)
    keep_comments(thread=thread, comments=chain[15:], now=NOON)
    assert list(find_problems()) == []
    assert Comment.objects.get(number=30).depth == 29
    page = thread_page(thread=thread, number=None, viewer=Viewer(), now=NOON)
    assert [comment.number for comment in page.comments] == list(range(1, 31))


def test_a_late_approval_moves_nothing(thread: Thread) -> None:
    states = [CommentState.PUBLISHED, CommentState.HELD, CommentState.PUBLISHED]
    keep_comments(
        thread=thread,
        comments=[as_it_was(n, state=state) for n, state in enumerate(states, 1)],
        now=NOON,
    )
    before = paths(thread)
    set_state(
        comment=Comment.objects.get(number=2), state=CommentState.PUBLISHED, now=NOON
    )
    assert paths(thread) == before
    assert list(find_problems()) == []


def test_states_are_counted_and_dated(thread: Thread) -> None:
    states = [CommentState.PUBLISHED, CommentState.HELD, CommentState.SPAM]
    keep_comments(
        thread=thread,
        comments=[as_it_was(n, state=state) for n, state in enumerate(states, 1)],
        now=NOON,
    )
    thread.refresh_from_db()
    assert (thread.published_count, thread.held_count) == (1, 1)
    assert thread.last_published_at == NOON + timedelta(minutes=1)
    published = Comment.objects.values_list("number", "published_at")
    assert dict(published) == {1: NOON + timedelta(minutes=1), 2: None, 3: None}


def test_readers_go_on_after_the_highest_number(thread: Thread) -> None:
    keep_comments(thread=thread, comments=[as_it_was(812), as_it_was(40)], now=NOON)
    posted = post_comment(
        thread=thread,
        parent_number=40,
        author=guest("Ben"),
        source_text="And now?",
        circumstances=Circumstances(),
        now=NOON + timedelta(days=1),
    )
    assert posted.number == 813
    assert posted.pk > max(Comment.objects.exclude(pk=posted.pk).values_list("pk")[0])


def test_kind_and_markup_are_kept(thread: Thread) -> None:
    mention = as_it_was(5, kind=CommentKind.PINGBACK, author=guest("A blog", mail=""))
    (row,) = keep_comments(thread=thread, comments=[mention], now=NOON)
    row.refresh_from_db()
    assert (row.kind, row.markup) == (CommentKind.PINGBACK, Markup.HTML)
    assert row.person is None


def test_what_only_moderators_see_is_kept_apart(site: Site, thread: Thread) -> None:
    change_settings(site=site, values={"keep_network_addresses": "true"})
    thread.site.refresh_from_db()
    seen = Circumstances(network_address="192.0.2.9", browser="A browser")
    keep_comments(thread=thread, comments=[as_it_was(1, circumstances=seen)], now=NOON)
    facts = PostingFacts.objects.get()
    assert facts.mail == "gil@example.org"
    assert facts.network_address == "192.0.2.9"
    assert facts.browser == "A browser"
    assert facts.forgotten_at is None


def test_networks_of_long_ago_are_not_kept_at_all(thread: Thread) -> None:
    seen = Circumstances(network_address="192.0.2.9", browser="A browser")
    now = NOON + timedelta(days=31)
    keep_comments(thread=thread, comments=[as_it_was(1, circumstances=seen)], now=now)
    facts = PostingFacts.objects.get()
    assert (facts.network_hash, facts.browser, facts.forgotten_at) == ("", "", now)
    assert facts.mail == "gil@example.org"


def test_the_queries_do_not_grow_with_the_thread(
    thread: Thread, django_assert_max_num_queries: Any
) -> None:
    keep_comments(
        thread=thread, comments=[as_it_was(n) for n in range(1, 61)], now=NOON
    )
    more = [as_it_was(n, n - 60) for n in range(61, 91)]
    with django_assert_max_num_queries(14):
        keep_comments(thread=thread, comments=more, now=NOON)


def test_a_mention_is_called_one_and_not_answered(thread: Thread) -> None:
    mention = as_it_was(5, kind=CommentKind.PINGBACK, author=guest("A blog", mail=""))
    keep_comments(thread=thread, comments=[mention, as_it_was(6)], now=NOON)
    page = thread_page(thread=thread, number=None, viewer=Viewer(), now=NOON)
    shown = {comment.number: comment for comment in page.comments}
    assert (shown[5].mention, shown[5].reply_url) == ("Pingback", "")
    assert shown[6].mention == "" and shown[6].reply_url
