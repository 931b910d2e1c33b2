"""Posting a comment, and each thing that refuses it, in WordPress's order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings

from rejoinder.discussion.actions import close_thread, set_state, update_subject
from rejoinder.discussion.errors import (
    AccountsOnly,
    DuplicateComment,
    ParentHidden,
    ThreadClosed,
    ThreadNotFound,
    TooFast,
    UnusableFields,
)
from rejoinder.discussion.models import Comment, CommentState, PostingFacts, Thread
from rejoinder.discussion.screening import Circumstances, Draft, Verdict
from rejoinder.errors import Refusal
from rejoinder.people.actions import new_guest
from rejoinder.people.models import Person
from rejoinder.sites.models import Site
from tests.factories import NOON, account, guest, make_thread, post, publish
from tests.people import Cast

MAIL = "gil@example.org"


@pytest.fixture
def thread(site: Site) -> Thread:
    site.who_may_speak = "everyone"
    site.save()
    return make_thread(site)


def hold_everything(draft: Draft) -> Verdict:
    return Verdict("held", "test", "held by the test")


def test_a_comment_is_published_with_number_place_and_html(thread: Thread) -> None:
    comment = post(thread, "A *fine* bridge.")
    assert (comment.state, comment.number, comment.ordinal) == ("published", 1, 1)
    assert comment.body_html.strip() == "<p>A <em>fine</em> bridge.</p>"
    assert comment.source_text == "A *fine* bridge."
    thread.refresh_from_db()
    assert (thread.published_count, thread.held_count, thread.last_number) == (1, 0, 1)


def test_facts_at_posting_are_kept(thread: Thread) -> None:
    thread.subject_version = "7"
    thread.save()
    comment = post(thread, "See https://example.org/a and http://example.org/b")
    facts = PostingFacts.objects.get(comment=comment)
    assert facts.mail == "gil@example.org"
    assert facts.link_count == 2
    assert facts.subject_version == "7"
    assert facts.network_address == ""
    assert len(facts.network_hash) == 64


def test_the_network_address_is_kept_in_the_clear_only_on_demand(
    thread: Thread, site: Site
) -> None:
    site.keep_network_addresses = True
    site.save()
    assert post(thread).facts.network_address == "192.0.2.1"


def test_a_reply_lies_below_what_it_answers(thread: Thread) -> None:
    parent = post(thread, "First.")
    reply = post(
        thread,
        "Second.",
        parent_number=1,
        author=guest("Hal"),
        now=NOON,
        circumstances=Circumstances(network_address="192.0.2.2"),
    )
    assert (reply.parent, reply.root, reply.depth) == (parent, parent, 1)
    assert reply.path is not None and reply.path.startswith(parent.path or "?")


def test_a_held_comment_has_no_place_until_it_is_published(thread: Thread) -> None:
    with override_settings(
        REJOINDER_SCREENERS=["tests.discussion.test_posting.hold_everything"]
    ):
        held = post(thread, "Wait.")
    later = post(
        thread, "Do not wait.", now=NOON + timedelta(minutes=1), author=guest("Hal")
    )
    assert (held.state, held.path, later.ordinal) == ("held", None, 1)
    published = set_state(comment=held, state=CommentState.PUBLISHED, now=NOON)
    assert published.ordinal == 2
    thread.refresh_from_db()
    assert (thread.published_count, thread.held_count) == (2, 0)


def test_an_account_speaks_under_its_own_name(thread: Thread, cast: Cast) -> None:
    author = account(cast.ben, thread.site)
    assert post(thread, author=author).author_name == "Ben"


def test_a_guest_gets_a_person_of_their_own_each_time(thread: Thread) -> None:
    post(thread, "One.")
    post(thread, "Two.", now=NOON + timedelta(minutes=1))
    assert Person.objects.filter(kind="guest").count() == 2


def test_the_name_is_kept_as_one_line(thread: Thread) -> None:
    assert (
        post(thread, author=guest(name=" A\r\nBcc: b ", mail=MAIL)).author_name
        == "A Bcc: b"
    )


def test_a_website_without_scheme_is_completed(thread: Thread) -> None:
    assert post(thread, author=guest(url="example.org/me")).author_url == (
        "https://example.org/me"
    )


def refused(thread: Thread, kind: type[Refusal], **fields: object) -> Refusal:
    """Post, expect this refusal, and that nothing at all was written."""
    before = (Comment.objects.count(), Person.objects.count())
    with pytest.raises(kind) as caught:
        post(thread, **fields)  # type: ignore[arg-type]
    assert (Comment.objects.count(), Person.objects.count()) == before
    return caught.value


def test_a_reply_to_a_hidden_comment_is_refused(thread: Thread) -> None:
    parent = publish(thread, "Soon gone.")
    set_state(comment=parent, state=CommentState.HIDDEN, now=NOON)
    refused(thread, ParentHidden, parent_number=parent.number)


def test_a_reply_to_another_threads_comment_is_refused(
    thread: Thread, site: Site
) -> None:
    other = make_thread(site, subject_url="/other/")
    publish(other, "There.")
    refused(thread, ParentHidden, parent_number=1)


def test_a_closed_thread_takes_nothing(thread: Thread) -> None:
    close_thread(thread=thread)
    refused(thread, ThreadClosed)


def test_a_thread_closes_after_the_days_of_the_site(thread: Thread, site: Site) -> None:
    site.close_after_days = 14
    site.save()
    post(thread, "In time.", now=thread.subject_since + timedelta(days=13, hours=23))
    refused(
        thread,
        ThreadClosed,
        text="Too late.",
        now=thread.subject_since + timedelta(days=14),
    )


def test_a_thread_of_an_unpublished_subject_is_not_there(thread: Thread) -> None:
    update_subject(thread=thread, is_reachable=False)
    refused(thread, ThreadNotFound)


def test_a_guest_is_refused_where_only_accounts_speak(
    thread: Thread, site: Site, cast: Cast
) -> None:
    site.accounts_only = True
    site.save()
    refused(thread, AccountsOnly)
    assert post(thread, author=account(cast.ben, site)).state == "published"


@pytest.mark.parametrize(
    ("author", "text", "codes"),
    [
        (guest(name="", mail=MAIL), "x", ["name-missing"]),
        (guest(name="\u3164", mail=MAIL), "x", ["name-missing"]),
        (guest(mail=""), "x", ["mail-missing"]),
        (guest(mail="gil at example"), "x", ["mail-unusable"]),
        (guest(mail="a" * 95 + "@example.org"), "x", ["mail-too-long"]),
        (guest(name="n" * 246, mail=MAIL), "x", ["name-too-long"]),
        (guest(url="javascript:alert(1)"), "x", ["url-unusable"]),
        (guest(url="http://a.example/'onmouseover='alert(1)"), "x", ["url-unusable"]),
        (guest(url="https://example.org/" + "u" * 200), "x", ["url-too-long"]),
        (guest(), " \n\u200b", ["empty"]),
        (guest(), "x" * 65_526, ["too-long"]),
        (guest(name="", mail="?"), "", ["empty", "name-missing", "mail-unusable"]),
    ],
)
def test_unusable_fields_are_all_named(
    thread: Thread, author: object, text: str, codes: list[str]
) -> None:
    refusal = refused(thread, UnusableFields, author=author, text=text)
    assert isinstance(refusal, UnusableFields)
    assert [mistake.code for mistake in refusal.mistakes] == codes


def test_the_longest_text_is_kept_whole(thread: Thread) -> None:
    text = "<b>" + "x" * 65_522
    assert post(thread, text).source_text == text


def test_name_and_mail_may_be_left_out_where_the_site_says_so(
    thread: Thread, site: Site
) -> None:
    site.name_and_mail_required = False
    site.save()
    assert post(thread, author=guest(name="", mail="")).author_name == ""


def test_the_same_again_is_a_duplicate(thread: Thread) -> None:
    first = post(thread, "Once.")
    later = NOON + timedelta(minutes=5)
    refusal = refused(thread, DuplicateComment, text="Once.", now=later)
    assert isinstance(refusal, DuplicateComment)
    assert refusal.number == first.number


def test_the_same_by_somebody_else_is_not(thread: Thread) -> None:
    post(thread, "Once.")
    later = NOON + timedelta(minutes=5)
    assert post(thread, "Once.", author=guest("Hal"), now=later).number == 2


def test_too_fast_says_how_long_to_wait(thread: Thread) -> None:
    post(thread, "One.")
    refusal = refused(thread, TooFast, text="Two.", now=NOON + timedelta(seconds=4))
    assert isinstance(refusal, TooFast)
    assert refusal.retry_after_seconds == 11


@pytest.mark.parametrize(
    "fields",
    [
        {"author": guest("Hal")},  # the same network, another name
        {"circumstances": Circumstances(network_address="198.51.100.7")},  # same mail
    ],
)
def test_pace_is_kept_by_network_and_by_mail(
    thread: Thread, fields: dict[str, object]
) -> None:
    post(thread, "One.")
    refused(thread, TooFast, text="Two.", now=NOON + timedelta(seconds=4), **fields)


def test_who_judges_comments_may_be_fast(thread: Thread, cast: Cast) -> None:
    author = account(cast.cy, thread.site)
    post(thread, "One.", author=author)
    assert post(thread, "Two.", author=author).number == 2


def test_a_refusal_comes_before_the_screeners(thread: Thread) -> None:
    with override_settings(REJOINDER_SCREENERS=["no.such.screener"]):
        refused(thread, UnusableFields, text="")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "x y"])
def test_a_website_that_is_none_is_not_kept_by_any_road(
    thread: Thread, url: str
) -> None:
    assert publish(thread, "Hello.", author=guest(url=url)).author_url == ""


def test_a_guest_who_was_erased_meanwhile_speaks_as_a_new_one(thread: Thread) -> None:
    gone = new_guest(site=thread.site, name="Gil", mail=MAIL, url="")
    Person.objects.filter(pk=gone.pk).delete()
    comment = post(thread, "Not lost.", author=guest(person=gone))
    assert comment.person is not None
    assert comment.person.name == "Gil"
