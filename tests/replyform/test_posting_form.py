"""The reply form as a browser sends it: good cases, then each refusal with its text."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rejoinder.discussion.actions import close_thread, set_state, update_subject
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.people.models import Person
from rejoinder.replyform.writer import GUEST_COOKIE
from rejoinder.sites.models import Site
from tests.factories import make_thread, publish
from tests.people import Cast

OURS = {"HTTP_ORIGIN": "http://testserver"}
TEXT = "Words that *must* not be lost. <b>ü</b> علی \U0001f600\n\n  indented"


@pytest.fixture
def thread(site: Site) -> Thread:
    site.who_may_speak = "everyone"
    site.seconds_between_comments = 0
    site.save()
    return make_thread(site, since=timezone.now())


def stranger() -> Client:
    """Another browser."""
    return Client(headers={"host": "testserver"})


def send(
    client: Client, thread: Thread, headers: dict[str, str] = OURS, **fields: str
) -> Any:
    form = {"comment": TEXT, "author": "Gil", "email": "gil@example.org", "url": ""}
    url = f"/discussion/{thread.pk}/comments/"
    return client.post(url, form | fields, **headers)  # type: ignore[arg-type]


def box_of(response: HttpResponse) -> str:
    """What stands in the text box of the page, as a browser reads it."""
    page = response.content.decode()
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert found, page
    return html.unescape(found[1])


def assert_kept(response: HttpResponse, status: int) -> None:
    assert response.status_code == status
    assert box_of(response) == TEXT
    assert Comment.objects.filter(source_text=TEXT).count() == 0


def test_posting_answers_with_the_way_to_the_comment(
    client: Client, thread: Thread
) -> None:
    response = send(client, thread)
    assert response.status_code == 303
    assert response["Location"] == f"{thread.subject_url}comment-page-1/#comment-1"
    assert Comment.objects.get().source_text == TEXT
    assert GUEST_COOKIE not in response.cookies


def test_a_held_comment_leads_its_writer_to_it(client: Client, thread: Thread) -> None:
    Site.objects.update(who_may_speak="nobody")
    response = send(client, thread)
    assert response.status_code == 303
    assert re.search(
        r"\?unapproved=1&moderation-hash=[0-9a-f]{32}#comment-1$", response["Location"]
    )


def test_the_box_remembers_and_its_absence_forgets(
    client: Client, thread: Thread
) -> None:
    first = send(client, thread, **{"wp-comment-cookies-consent": "yes"})
    cookie = first.cookies[GUEST_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert Person.objects.exclude(device_key_hash="").count() == 1
    second = send(client, thread, comment="More.")
    assert second.cookies[GUEST_COOKIE].value == ""
    assert Person.objects.exclude(device_key_hash="").count() == 0


def test_a_remembered_guest_is_the_same_person_again(
    client: Client, thread: Thread
) -> None:
    remember = {"wp-comment-cookies-consent": "yes"}
    send(client, thread, **remember)
    send(client, thread, comment="More.", author="Gilbert", **remember)
    one, two = Comment.objects.order_by("number")
    assert one.person_id == two.person_id
    assert one.person is not None and one.person.name == "Gilbert"


def test_after_the_first_counts_the_key_and_not_the_name(
    client: Client, thread: Thread
) -> None:
    Site.objects.update(who_may_speak="after-first")
    remember = {"wp-comment-cookies-consent": "yes"}
    send(client, thread, comment="First.", **remember)
    first = Comment.objects.get()
    assert first.state == "held"
    set_state(comment=first, state=CommentState.PUBLISHED, now=timezone.now())
    send(client, thread, comment="Second.", **remember)
    send(stranger(), thread, comment="A stranger with the same name and mail.")
    states = Comment.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["published", "published", "held"]


def test_preview_shows_what_would_be_stored_and_stores_nothing(
    client: Client, thread: Thread
) -> None:
    response = send(client, thread, preview="preview")
    assert_kept(response, 200)
    send(client, thread)
    assert Comment.objects.get().body_html.strip() in response.content.decode()


def test_a_signed_in_reader_speaks_under_the_account(
    client: Client, thread: Thread, cast: Cast
) -> None:
    client.force_login(cast.ben)
    send(client, thread, author="Somebody else")
    assert Comment.objects.get().author_name == "Ben"


def test_a_program_gets_json(client: Client, thread: Thread) -> None:
    response = client.post(
        f"/discussion/{thread.pk}/comments/",
        {"comment": TEXT, "author": "Bot", "email": "bot@example.org"},
        content_type="application/json",
        HTTP_ACCEPT="application/json",
    )
    assert response.status_code == 201
    assert response.json() == {
        "number": 1,
        "state": "published",
        "url": f"http://testserver{thread.subject_url}comment/1/",
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"author": ""}, "name-missing"),
        ({"email": "nowhere"}, "mail-unusable"),
        ({"url": "javascript:alert(1)"}, "url-unusable"),
    ],
)
def test_unusable_fields_give_everything_back(
    client: Client, thread: Thread, fields: dict[str, str], code: str
) -> None:
    response = send(client, thread, **fields)
    assert_kept(response, 422)
    page = response.content.decode()
    assert 'aria-invalid="true"' in page
    name, value = next(iter(fields.items()))
    assert f'id="{name}-error"' in page
    assert f'value="{html.escape(value)}"' in page
    answer = send(client, thread, OURS | {"HTTP_ACCEPT": "application/json"}, **fields)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_an_empty_text_is_refused(client: Client, thread: Thread) -> None:
    response = send(client, thread, comment=" \n ")
    assert response.status_code == 422
    assert 'id="comment-error"' in response.content.decode()


def test_a_text_that_is_too_long_comes_back_whole(
    client: Client, thread: Thread
) -> None:
    text = "ش" * 65_526
    response = send(client, thread, comment=text)
    assert response.status_code == 422
    assert box_of(response) == text
    assert send(client, thread, comment=text[:-1]).status_code == 303
    assert Comment.objects.get().source_text == text[:-1]


def test_a_duplicate_is_a_conflict_and_shows_the_first(
    client: Client, thread: Thread
) -> None:
    send(client, thread)
    response = send(client, thread)
    assert response.status_code == 409
    assert box_of(response) == TEXT
    assert f"{thread.subject_url}comment/1/" in response.content.decode()


def test_too_fast_says_when_to_try_again(client: Client, thread: Thread) -> None:
    Site.objects.update(seconds_between_comments=15)
    send(client, thread, comment="One.")
    response = send(client, thread)
    assert_kept(response, 429)
    assert 1 <= int(response["Retry-After"]) <= 15


def test_a_closed_thread_keeps_the_text_to_copy(client: Client, thread: Thread) -> None:
    close_thread(thread=thread)
    assert_kept(send(client, thread), 403)


def test_a_thread_that_is_not_there_keeps_the_text(
    client: Client, thread: Thread
) -> None:
    update_subject(thread=thread, is_reachable=False)
    assert_kept(send(client, thread), 404)


def test_where_accounts_only_speak_a_guest_keeps_the_text(
    client: Client, thread: Thread
) -> None:
    Site.objects.update(accounts_only=True)
    response = send(client, thread)
    assert_kept(response, 403)
    assert "/account/login/?next=" in response.content.decode()


def test_an_answer_to_what_was_hidden_meanwhile_keeps_the_text(
    client: Client, thread: Thread
) -> None:
    parent = publish(thread, "Soon gone.")
    set_state(comment=parent, state=CommentState.HIDDEN, now=timezone.now())
    response = send(client, thread, comment_parent="1")
    assert_kept(response, 403)
    assert 'name="comment_parent"' not in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "same-origin"},
    ],
)
def test_a_post_from_another_site_is_refused_and_kept(
    client: Client, thread: Thread, headers: dict[str, str]
) -> None:
    assert_kept(send(client, thread, headers), 403)


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "null"}])
def test_a_browser_that_says_nothing_is_asked_to_confirm(
    client: Client, thread: Thread, headers: dict[str, str]
) -> None:
    response = send(client, thread, headers)
    assert_kept(response, 200)
    page = response.content.decode()
    token = re.search(r'name="confirmation" value="([^"]+)"', page)
    assert token
    posted = send(client, thread, headers, confirmation=token[1])
    assert posted.status_code == 303
    assert Comment.objects.get().source_text == TEXT


def test_a_confirmation_of_another_browser_does_not_speak_for_this_one(
    client: Client, thread: Thread, cast: Cast
) -> None:
    page = send(stranger(), thread, {}).content.decode()
    token = re.search(r'name="confirmation" value="([^"]+)"', page)
    assert token
    client.force_login(cast.ben)
    assert_kept(send(client, thread, {}, confirmation=token[1]), 200)


def test_a_program_without_proof_speaks_for_nobody(
    client: Client, thread: Thread, cast: Cast
) -> None:
    client.force_login(cast.ben)
    send(client, thread, {"HTTP_ACCEPT": "application/json"})
    assert Comment.objects.get().author_name == "Gil"


def test_only_posting_is_allowed(client: Client, thread: Thread) -> None:
    response = client.get(f"/discussion/{thread.pk}/comments/")
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_what_typed_itself_into_the_trap_is_not_published(
    client: Client, thread: Thread
) -> None:
    send(client, thread, subject_line="cheap pills")
    assert Comment.objects.get().state != "published"


def test_a_reply_faster_than_anybody_types_is_held(
    client: Client, thread: Thread
) -> None:
    page = send(client, thread, comment="", preview="preview").content.decode()
    made = re.search(r'name="made" value="([^"]+)"', page)
    assert made
    send(client, thread, made=made[1])
    assert Comment.objects.get().state == "held"


def test_a_preview_sent_on_unchanged_is_not_too_fast(
    client: Client, thread: Thread
) -> None:
    page = send(client, thread, preview="preview").content.decode()
    made = re.search(r'name="made" value="([^"]+)"', page)
    assert made
    send(client, thread, made=made[1])
    assert Comment.objects.get().state == "published"


def test_a_text_beginning_with_an_empty_line_comes_back_so(
    client: Client, thread: Thread
) -> None:
    response = send(client, thread, comment="\n\n  x", preview="p")
    assert box_of(response) == "\n\n  x"


def test_old_threads_close_by_themselves(client: Client, thread: Thread) -> None:
    Site.objects.update(close_after_days=2)
    since = timezone.now() - timedelta(days=3)
    update_subject(thread=thread, since=since)
    assert_kept(send(client, thread), 403)


@pytest.mark.parametrize("headers", [OURS, {}])
def test_a_text_that_is_too_long_is_not_rendered_either(
    client: Client, thread: Thread, headers: dict[str, str]
) -> None:
    fields = {"preview": "preview"} if headers else {}
    response = send(client, thread, headers, comment="*x* " * 20_000, **fields)
    assert response.status_code == 422
    assert "80000 characters" in response.content.decode()
