"""Each screener lets a good draft pass, and says why it does not let another pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import get_language

from rejoinder import text
from rejoinder.discussion.models import Comment, Thread
from rejoinder.discussion.screening import (
    Author,
    Circumstances,
    Draft,
    Verdict,
    first_verdict,
)
from rejoinder.moderation import screeners
from rejoinder.moderation.models import Act, Decision
from rejoinder.people.actions import new_device_key, new_guest
from rejoinder.sites.models import Site
from tests.factories import NOON, account, guest, make_thread, post, publish
from tests.people import Cast


@pytest.fixture
def thread(site: Site) -> Thread:
    return make_thread(site)


def draft(thread: Thread, source: str = "A fine bridge.", **overrides: Any) -> Draft:
    body = text.render_comment(source)
    fields: dict[str, Any] = {
        "site": thread.site,
        "thread": thread,
        "author": Author("Gil", "gil@example.org", "https://gil.example/"),
        "source_text": source,
        "body_html": body,
        "link_count": text.count_links(body),
        "approved_before": 0,
        "pair_approved": False,
        "circumstances": Circumstances("192.0.2.1", "Mozilla/5.0 (X11)"),
        "now": NOON,
    }
    return Draft(**(fields | overrides))


def rule_and_state(verdict: Verdict | None) -> tuple[str, str] | None:
    return (verdict.rule, verdict.state) if verdict else None


def test_draft_without_listed_words_passes(thread: Thread) -> None:
    thread.site.disallowed_words = thread.site.moderation_words = "casino\npills"
    assert screeners.disallowed_words(draft(thread)) is None
    assert screeners.moderation_words(draft(thread)) is None


@pytest.mark.parametrize(
    "word", ["gil", "@example.org", "gil.example", "FINE", "192.0.2.", "mozilla"]
)
def test_listed_word_counts_in_each_of_the_six_fields(
    thread: Thread, word: str
) -> None:
    thread.site.disallowed_words = thread.site.moderation_words = word
    spam = screeners.disallowed_words(draft(thread))
    held = screeners.moderation_words(draft(thread))
    assert rule_and_state(spam) == ("disallowed-word", "spam")
    assert rule_and_state(held) == ("moderation-word", "held")


def test_disallowed_word_taken_apart_by_markup_is_found(thread: Thread) -> None:
    thread.site.disallowed_words = thread.site.moderation_words = "casino"
    apart = draft(thread, "A ca<b>si</b>no")
    verdict = screeners.disallowed_words(apart)
    assert verdict is not None
    assert verdict.reason == "“casino” is in the text as it is shown."
    assert screeners.moderation_words(apart) is None


def test_reason_names_the_word_and_where_it_is(thread: Thread) -> None:
    thread.site.moderation_words = "Bridge"
    verdict = screeners.moderation_words(draft(thread))
    assert verdict is not None
    assert verdict.reason == "“Bridge” is in the text."


def test_reason_never_keeps_a_network_address(thread: Thread) -> None:
    thread.site.moderation_words = "192.0.2.1"
    verdict = screeners.moderation_words(draft(thread))
    assert verdict is not None
    assert "192" not in verdict.reason


def test_reason_is_in_the_language_of_the_site(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screeners, "_", lambda text: f"{get_language()}: {text}")
    thread.site.language = "fr"
    thread.site.moderation_words = "Bridge"
    verdict = screeners.moderation_words(draft(thread))
    assert verdict is not None
    assert verdict.reason.startswith("fr: ")


@pytest.mark.parametrize(
    ("links", "limit", "is_held"),
    [(0, 2, False), (1, 2, False), (2, 2, True), (3, 2, True), (9, 0, False)],
)
def test_as_many_links_as_the_limit_hold(
    thread: Thread, links: int, limit: int, is_held: bool
) -> None:
    thread.site.max_links = limit
    source = " ".join(f"https://example.org/{n}" for n in range(links)) or "none"
    verdict = screeners.many_links(draft(thread, source))
    assert (rule_and_state(verdict) == ("links", "held")) is is_held
    if verdict is not None:
        assert verdict.reason == f"{links} links, the limit is {limit}."


def test_filled_trap_is_spam(thread: Thread) -> None:
    assert screeners.trap_field(draft(thread)) is None
    trapped = Circumstances(trap_was_filled=True)
    verdict = screeners.trap_field(draft(thread, circumstances=trapped))
    assert rule_and_state(verdict) == ("trap", "spam")


@pytest.mark.parametrize(
    ("seconds", "source", "is_held"),
    [
        (None, "A text of more than a few words.", False),
        (3.0, "A text of more than a few words.", False),
        (2.9, "A text of more than a few words.", True),
        (0.0, "A text of more than a few words.", True),
        (1.0, "Well said, Ada!", False),
    ],
)
def test_faster_than_anybody_types(
    thread: Thread, seconds: float | None, source: str, is_held: bool
) -> None:
    sent = draft(thread, source, circumstances=Circumstances(writing_seconds=seconds))
    verdict = screeners.faster_than_anybody_types(sent)
    assert (rule_and_state(verdict) == ("faster-than-typing", "held")) is is_held


@pytest.mark.parametrize(
    ("choice", "known", "rule"),
    [
        ("everyone", {}, None),
        ("after-first", {}, "first-comment"),
        ("after-first", {"approved_before": 1}, None),
        ("after-first", {"pair_approved": True}, "first-comment"),
        ("nobody", {"approved_before": 9, "pair_approved": True}, "nobody-at-once"),
    ],
)
def test_who_may_speak(
    thread: Thread, choice: str, known: dict[str, Any], rule: str | None
) -> None:
    thread.site.who_may_speak = choice
    verdict = screeners.who_may_speak(draft(thread, **known))
    assert (verdict.rule if verdict else None) == rule


def test_bare_pair_counts_where_the_owner_says_so(thread: Thread) -> None:
    thread.site.trust_name_and_mail = True
    assert screeners.who_may_speak(draft(thread, pair_approved=True)) is None
    assert screeners.who_may_speak(draft(thread, pair_approved=False)) is not None


def test_whoever_judges_or_writes_is_never_held(
    thread: Thread, site: Site, cast: Cast
) -> None:
    site.who_may_speak = "nobody"
    site.disallowed_words = site.moderation_words = "bridge"
    site.max_links = 1
    site.save()
    for user, passes in [
        (cast.olga, True),
        (cast.ada, True),
        (cast.cy, True),
        (cast.ann, True),
        (cast.ben, False),
    ]:
        sent = draft(thread, "bridge https://a.example", author=account(user, site))
        sent = replace(sent, site=site)
        assert (first_verdict(sent) is None) is passes, user.name


def test_deactivated_moderator_is_held(thread: Thread, site: Site, cast: Cast) -> None:
    cast.cy.is_active = False
    sent = draft(thread, author=account(cast.cy, site))
    assert screeners.who_may_speak(sent) is not None


def test_disallowed_words_override_everything(thread: Thread) -> None:
    thread.site.who_may_speak = "nobody"
    thread.site.max_links = 1
    thread.site.disallowed_words = "casino"
    fast = Circumstances(writing_seconds=0.1, trap_was_filled=True)
    source = "Our casino is at https://casino.example"
    verdict = first_verdict(draft(thread, source, circumstances=fast))
    assert verdict is not None
    assert verdict.rule == "disallowed-word"
    assert verdict.screener == "rejoinder.moderation.screeners.disallowed_words"


def test_a_trap_is_spam_however_fast_it_was_filled(thread: Thread) -> None:
    fast = Circumstances(writing_seconds=0.1, trap_was_filled=True)
    verdict = first_verdict(
        draft(thread, "A text that is long enough.", circumstances=fast)
    )
    assert rule_and_state(verdict) == ("trap", "spam")


def test_verdict_is_kept_as_a_decision(thread: Thread) -> None:
    comment = post(thread, "https://a.example https://b.example https://c.example")
    decision = Decision.objects.get(comment=comment)
    assert comment.state == "held"
    assert decision.act == Act.HOLD
    assert (decision.from_state, decision.to_state) == ("", "held")
    assert decision.screener == "rejoinder.moderation.screeners.many_links"
    assert decision.rule == "links"
    assert decision.reason == "3 links, the limit is 2."
    assert decision.at == NOON
    assert decision.by is None


def test_spam_is_kept_as_a_decision(thread: Thread, site: Site) -> None:
    site.disallowed_words = "casino"
    site.save()
    comment = post(thread, "A casino.")
    assert comment.state == "spam"
    assert Decision.objects.get(comment=comment).act == Act.SPAM


def test_comment_published_at_once_has_no_decision(thread: Thread, site: Site) -> None:
    site.who_may_speak = "everyone"
    site.save()
    assert post(thread).state == "published"
    assert not Decision.objects.exists()


def test_second_comment_of_a_remembered_guest_appears_at_once(
    thread: Thread, site: Site
) -> None:
    key = new_device_key()
    person = new_guest(
        site=site, name="Gil", mail="gil@example.org", url="", device_key=key
    )
    publish(thread, "The first one.", author=guest(person=person))
    second: Comment = post(
        thread,
        "The second one.",
        author=guest(person=person),
        now=NOON.replace(hour=13),
    )
    assert second.state == "published"
