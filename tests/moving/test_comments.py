"""Comments of an export, and what they are here."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from rejoinder.discussion.actions import erase_comment, set_state
from rejoinder.discussion.checks import find_problems
from rejoinder.discussion.models import (
    Comment,
    CommentKind,
    CommentState,
    PostingFacts,
    Thread,
)
from rejoinder.moving.models import CommentOrigin
from rejoinder.people.models import PersonKind
from tests.moving.old_sites import TODAY, OldSite, adds_up, counts, reasons
from tests.moving.posts import ZERO, Post, author, comment

pytestmark = pytest.mark.django_db


def by_number() -> dict[int, Comment]:
    return {c.number: c for c in Comment.objects.select_related("parent", "person")}


def test_a_comment_keeps_number_name_time_and_place(old_site: OldSite) -> None:
    report = old_site.take(
        Post(comments=(comment(31), comment(45, "So it is.", parent=31, name="Cy")))
    )
    assert counts(report, "comments") == {"seen": 2, "created": 2}
    kept = by_number()
    assert kept[31].author_name == "Ben"
    assert kept[31].written_at == datetime(2013, 1, 12, 9, tzinfo=UTC)
    assert kept[45].parent == kept[31]
    assert kept[45].state == CommentState.PUBLISHED
    assert "<p>So it is.</p>" in kept[45].body_html
    assert list(find_problems()) == []


def test_a_second_run_adds_nothing(old_site: OldSite) -> None:
    post = Post(comments=(comment(31), comment(45, parent=31)))
    old_site.take(post)
    report = old_site.take(post)
    assert counts(report, "comments") == {"seen": 2, "unchanged": 2}
    assert Comment.objects.count() == 2


def test_states_are_those_of_there(old_site: OldSite) -> None:
    states = {"1": "published", "0": "held", "spam": "spam", "trash": "hidden"}
    comments = [
        comment(n, approved=approved) for n, approved in enumerate(states, start=10)
    ]
    old_site.take(Post(comments=tuple(comments)))
    found = [Comment.objects.get(number=n).state for n in range(10, 14)]
    assert found == list(states.values())


def test_numbering_is_by_date_over_all_states(old_site: OldSite) -> None:
    old_site.take(
        Post(
            comments=(
                comment(9, date="2013-01-14 00:00:00"),
                comment(5, date="2013-01-13 00:00:00", approved="0"),
                comment(7, date="2013-01-12 00:00:00"),
            )
        )
    )
    ordinals = Comment.objects.values_list("number", "ordinal")
    assert dict(ordinals) == {7: 1, 5: 2, 9: 3}
    held = Comment.objects.get(number=5)
    set_state(comment=held, state=CommentState.PUBLISHED, now=TODAY)
    assert dict(Comment.objects.values_list("number", "ordinal")) == dict(ordinals)


def test_a_parent_that_comes_later_in_the_file_is_found(old_site: OldSite) -> None:
    early, late = "2013-01-12 00:00:00", "2013-01-13 00:00:00"
    old_site.take(
        Post(comments=(comment(3, parent=8, date=early), comment(8, date=late)))
    )
    kept = by_number()
    assert kept[3].parent == kept[8]
    assert list(find_problems()) == []


def test_an_orphan_stands_alone_and_is_told(old_site: OldSite) -> None:
    report = old_site.take(Post(comments=(comment(3, parent=99),)))
    assert by_number()[3].parent is None
    assert any("answer one that is not there" in line for line in report.warnings)


def test_a_circle_is_cut_at_its_oldest(old_site: OldSite) -> None:
    first, second = "2013-01-12 00:00:00", "2013-01-13 00:00:00"
    old_site.take(
        Post(
            comments=(
                comment(3, parent=4, date=first),
                comment(4, parent=3, date=second),
                comment(5, parent=5, date=second),
            )
        )
    )
    kept = by_number()
    parents = {n: c.parent.number if c.parent else None for n, c in kept.items()}
    assert sorted(parents.values(), key=str) in ([3, None, None], [4, None, None])
    assert parents[5] is None
    assert list(find_problems()) == []


def test_without_a_time_it_has_the_articles(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3, date=ZERO),)))
    assert by_number()[3].written_at == datetime(2013, 1, 11, 15, tzinfo=UTC)


def test_mentions_are_counted_apart_and_marked(old_site: OldSite) -> None:
    report = old_site.take(
        Post(comments=(comment(3, type="pingback"), comment(4, type="trackback")))
    )
    assert counts(report, "mentions") == {"seen": 2, "created": 2}
    assert counts(report, "comments") == {}
    assert by_number()[3].kind == CommentKind.PINGBACK
    assert by_number()[4].kind == CommentKind.TRACKBACK


def test_an_editors_note_is_never_taken(old_site: OldSite) -> None:
    report = old_site.take(Post(comments=(comment(3, "Secret", type="note"),)))
    assert reasons(report, "other") == {"a private note of editors": 1}
    assert not Comment.objects.exists()
    assert adds_up(report)


def test_meta_is_kept_with_the_row(old_site: OldSite) -> None:
    pairs = [("hc_post_as", "facebook"), ("hc_avatar", 'a:1:{s:1:"x";}')]
    old_site.take(Post(comments=(comment(3, meta_values=pairs),)))
    kept = json.loads(CommentOrigin.objects.get().meta)
    assert [tuple(pair) for pair in kept] == pairs


def test_mail_and_network_are_private(old_site: OldSite, client: Client) -> None:
    old_site.site.keep_network_addresses = True
    old_site.site.save()
    recent = (TODAY - timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S")
    old_site.take(Post(comments=(comment(3, date=recent),)))
    facts = PostingFacts.objects.get()
    assert (facts.mail, facts.network_address) == ("ben@example.org", "192.0.2.7")
    page = client.get("/2013/01/11/the-flood/").content.decode()
    assert "Indeed." in page
    assert "ben@example.org" not in page and "192.0.2.7" not in page


def test_a_registered_reader_is_one_person(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3, user=88), comment(4, user=88))))
    people = {c.person for c in by_number().values()}
    assert len(people) == 1
    (person,) = people
    assert person is not None
    assert (person.kind, person.user) == (PersonKind.ACCOUNT, None)


def test_an_authors_comment_is_their_accounts(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3, user=2),)), head=author("ada", 2))
    person = by_number()[3].person
    assert person is not None and person.user is not None
    assert person.user.email == "ada@example.org"


def test_guests_are_never_joined_by_what_they_typed(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3), comment(4))))
    assert len({c.person_id for c in by_number().values()}) == 2


def test_what_changed_there_is_updated(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3, approved="0"), comment(4))))
    report = old_site.take(
        Post(comments=(comment(3, approved="1"), comment(4, "Edited.")))
    )
    assert counts(report, "comments") == {"seen": 2, "updated": 2}
    kept = by_number()
    assert kept[3].state == CommentState.PUBLISHED
    assert kept[4].source_text == "Edited."
    again = old_site.take(
        Post(comments=(comment(3, approved="1"), comment(4, "Edited.")))
    )
    assert counts(again, "comments") == {"seen": 2, "unchanged": 2}
    assert list(find_problems()) == []


def test_what_was_moderated_here_stays_so(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3), comment(4))))
    hidden = Comment.objects.get(number=3)
    set_state(comment=hidden, state=CommentState.HIDDEN, now=TODAY)
    report = old_site.take(Post(comments=(comment(3, "Edited."), comment(4))))
    assert reasons(report, "comments") == {"changed here since it was imported": 1}
    assert by_number()[3].state == CommentState.HIDDEN
    assert by_number()[3].source_text == "Indeed."


def test_what_was_erased_here_stays_gone(old_site: OldSite) -> None:
    pairs = [("hc_foreign_user_id", "1234")]
    post = Post(comments=(comment(3, meta_values=pairs),))
    old_site.take(post)
    erase_comment(comment=Comment.objects.get(), now=TODAY)
    report = old_site.take(post)
    assert reasons(report, "comments") == {"erased here": 1}
    assert Comment.objects.get().source_text == ""
    assert CommentOrigin.objects.get().meta == ""


def test_new_comments_of_a_later_export_join_the_thread(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3),)))
    report = old_site.take(
        Post(
            comments=(
                comment(3),
                comment(2, date="2013-01-11 20:00:00"),
                comment(9, parent=3, date="2013-02-01 00:00:00"),
            )
        )
    )
    assert counts(report, "comments") == {"seen": 3, "created": 2, "unchanged": 1}
    ordinals = Comment.objects.values_list("number", "ordinal")
    assert dict(ordinals) == {3: 1, 2: 2, 9: 1}
    assert list(find_problems()) == []


def test_a_number_that_is_taken_here_is_told(old_site: OldSite) -> None:
    old_site.take(Post(comments=(comment(3),)))
    thread = Thread.objects.get()
    from tests.factories import publish

    native = publish(thread, "Said here")
    assert native.number == 4
    report = old_site.take(Post(comments=(comment(3), comment(4, "Said there"))))
    assert any("have another number here" in line for line in report.warnings)
    assert Comment.objects.get(source_text="Said there").number == 5
    assert list(find_problems()) == []


def test_comments_without_numbers_are_taken_once(old_site: OldSite) -> None:
    post = Post(comments=(comment("", "One"), comment("", "Two")))
    old_site.take(post)
    assert counts(old_site.take(post), "comments") == {"seen": 2, "unchanged": 2}
    assert Comment.objects.count() == 2


def test_an_answer_to_what_is_left_out_waits_for_no_namesake(
    old_site: OldSite,
) -> None:
    report = old_site.take(
        Post(
            comments=(
                comment(4, type="review", date="2013-01-12 07:00:00"),
                comment(7, parent=4, date="2013-01-12 08:00:00"),
                comment(4, "A second four.", date="2013-01-12 09:00:00"),
            )
        )
    )
    assert counts(report, "comments") == {"seen": 3, "created": 2, "left_out": 1}
    assert by_number()[7].parent is None
    assert by_number()[4].source_text == "A second four."


def test_the_same_number_twice_is_taken_once(old_site: OldSite) -> None:
    report = old_site.take(Post(comments=(comment(3), comment(3))))
    assert reasons(report, "comments") == {"twice in the files": 1}


def test_a_dry_run_counts_alike_and_writes_nothing(old_site: OldSite) -> None:
    post = Post(
        comments=(comment(3), comment(4, type="pingback"), comment(5, parent=9))
    )
    dry = old_site.take(post, is_dry=True).as_json()
    assert not Comment.objects.exists() and not Thread.objects.exists()
    assert old_site.take(post).as_json() == dry


def test_comments_of_a_binned_post_are_left_out_with_it(old_site: OldSite) -> None:
    report = old_site.take(Post(status="trash", comments=(comment(3),)))
    assert reasons(report, "articles") == {"in the bin": 1}
    assert counts(report, "comments") == {"seen": 1, "left_out": 1}


def test_comments_of_a_draft_wait_for_its_publication(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(Post(status="draft", comments=(comment(3),)))
    assert not Thread.objects.get().is_reachable
    from rejoinder.newsroom.actions import publish_article
    from rejoinder.newsroom.models import Article

    publish_article(article=Article.objects.get())
    thread = Thread.objects.get()
    assert thread.is_reachable and thread.published_count == 1
    assert "Indeed." in client.get(thread.subject_url).content.decode()


def test_the_page_size_is_the_old_sites(old_site: OldSite) -> None:
    old_site.comments_per_page = 2
    numbers = range(1, 6)
    old_site.take(Post(comments=tuple(comment(n) for n in numbers)))
    assert Thread.objects.get().page_size == 2
