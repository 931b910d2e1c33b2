"""Erasing: hidden at once, undone within ten minutes, afterwards gone for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from rejoinder.discussion.models import (
    Comment,
    CommentState,
    PostingFacts,
    Revision,
    Thread,
)
from rejoinder.discussion.screening import Circumstances
from rejoinder.moderation.actions import judge, undo
from rejoinder.moderation.duties import erase_due
from rejoinder.moderation.models import Act, Decision
from rejoinder.people.models import Person
from rejoinder.sites.models import Site
from tests.factories import NOON, guest, make_thread, post, publish
from tests.people import Cast

PLANTED = "Xylophonquark"
ALMOST = NOON + timedelta(minutes=9, seconds=59)
DUE = NOON + timedelta(minutes=10)


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


def columns_with(word: str) -> set[str]:
    """table.column of every column of the database in which the word occurs."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            description = connection.introspection.get_table_description(cursor, table)
            for column in description:
                sql = (
                    f'SELECT 1 FROM "{table}" WHERE '  # noqa: S608 - names of ours
                    f'lower(CAST("{column.name}" AS text)) LIKE %s LIMIT 1'
                )
                cursor.execute(sql, [f"%{word.lower()}%"])
                if cursor.fetchone():
                    found.add(f"{table}.{column.name}")
    return found


def planted_comment(thread: Thread, site: Site, cast: Cast) -> Comment:
    """The word in everything that a comment, its facts and decisions can hold."""
    site.moderation_words = "quark"
    site.keep_network_addresses = True
    site.save()
    comment = post(
        thread,
        f"The text says {PLANTED}.",
        author=guest(PLANTED, url=f"https://{PLANTED}.example/"),
        circumstances=Circumstances("192.0.2.1", f"Browser of {PLANTED}"),
    )
    Revision.objects.create(
        comment=comment, number=1, source_text=f"Was {PLANTED}.", written_at=NOON
    )
    Decision.objects.filter(comment=comment).update(reason=f"“{PLANTED}” is in it.")
    judge(
        comments=[comment],
        act=Act.APPROVE,
        by=cast.cy,
        now=NOON,
        reason=f"{PLANTED} is harmless.",
    )
    comment.refresh_from_db()
    return comment


def test_erased_comment_is_hidden_at_once_and_due_in_ten_minutes(
    thread: Thread, cast: Cast
) -> None:
    comment = publish(thread, "Mine.")
    judge(comments=[comment], act=Act.ERASE, by=cast.cy, now=NOON)
    comment.refresh_from_db()
    assert (comment.state, comment.erase_at) == ("hidden", DUE)
    thread.refresh_from_db()
    assert thread.published_count == 0


@pytest.mark.parametrize("state", ["published", "held", "spam", "hidden", "withdrawn"])
def test_erasure_is_undone_within_ten_minutes(
    thread: Thread, cast: Cast, state: str
) -> None:
    comment = publish(thread, "Mine.", state=CommentState(state))
    judged = judge(comments=[comment], act=Act.ERASE, by=cast.cy, now=NOON)
    undone = undo(batch=judged.batch, by=cast.cy, now=ALMOST)
    assert len(undone.decisions) == 1
    assert erase_due(now=DUE) == 0
    comment.refresh_from_db()
    assert (comment.state, comment.erase_at) == (state, None)
    assert comment.source_text == "Mine."


def test_erasure_that_is_due_is_not_undone(thread: Thread, cast: Cast) -> None:
    comment = publish(thread, "Mine.")
    judged = judge(comments=[comment], act=Act.ERASE, by=cast.cy, now=NOON)
    undone = undo(batch=judged.batch, by=cast.cy, now=DUE)
    assert undone.decisions == ()
    assert erase_due(now=DUE) == 1
    undone = undo(batch=judged.batch, by=cast.cy, now=DUE)
    assert [one.comment.state for one in undone.overtaken] == ["erased"]


def test_nothing_is_erased_before_it_is_due(thread: Thread, cast: Cast) -> None:
    comment = publish(thread, "Mine.")
    judge(comments=[comment], act=Act.ERASE, by=cast.cy, now=NOON)
    assert erase_due(now=ALMOST) == 0
    assert Comment.objects.get(pk=comment.pk).source_text == "Mine."


def test_planted_word_is_nowhere_in_the_database_any_more(
    thread: Thread, site: Site, cast: Cast
) -> None:
    comment = planted_comment(thread, site, cast)
    planted_in = columns_with(PLANTED)
    assert {
        "discussion_comment.source_text",
        "discussion_comment.body_html",
        "discussion_comment.author_name",
        "discussion_comment.author_url",
        "discussion_postingfacts.mail",
        "discussion_postingfacts.browser",
        "discussion_revision.source_text",
        "moderation_decision.reason",
        "people_person.name",
        "people_person.mail",
    } <= planted_in
    judge(
        comments=[comment], act=Act.ERASE, by=cast.cy, now=NOON, reason=f"No {PLANTED}."
    )
    assert erase_due(now=DUE) == 1
    assert columns_with(PLANTED) == set()
    assert not PostingFacts.objects.filter(comment=comment).exists()
    assert not Revision.objects.filter(comment=comment).exists()
    assert not Person.objects.filter(name=PLANTED).exists()


def test_number_place_and_decisions_of_an_erased_comment_stay(
    thread: Thread, cast: Cast
) -> None:
    comment = publish(thread, "Mine.")
    answer = publish(thread, "An answer.", parent=comment)
    judge(comments=[comment], act=Act.ERASE, by=cast.cy, now=NOON)
    erase_due(now=DUE)
    erased = Comment.objects.get(pk=comment.pk)
    assert (erased.state, erased.number, erased.path) == (
        "erased",
        comment.number,
        comment.path,
    )
    assert (erased.source_text, erased.body_html, erased.author_name) == ("", "", "")
    assert Comment.objects.get(pk=answer.pk).parent_id == comment.pk
    decision = Decision.objects.get(comment=comment)
    assert (decision.act, decision.by) == (Act.ERASE, cast.cy)
