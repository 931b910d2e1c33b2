"""What the desk's buttons do, pressed in a browser without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.queries import Viewer, is_open, thread_page
from rejoinder.moderation.models import Decision
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from tests.factories import NOON, publish
from tests.moderation.conftest import seen
from tests.people import Cast

HELD = CommentState.HELD
JUDGE = "/moderation/judge/"


@pytest.fixture
def held(thread: Thread) -> list[Comment]:
    return [publish(thread, f"Number {n}.", state=HELD) for n in range(3)]


def states(comments: list[Comment]) -> list[str]:
    return [Comment.objects.get(pk=one.pk).state for one in comments]


def press_one(desk: Client, comment: Comment, act: str, **more: Any) -> tuple[str, str]:
    """Press one comment's button; where it led, and the page there."""
    data = {"one": f"{act}:{comment.pk}", "seen": seen(comment), **more}
    return follow(desk, desk.post(JUDGE, data))


def press_chosen(
    desk: Client, comments: list[Comment], act: str, **more: Any
) -> tuple[str, str]:
    data = {
        "act": act,
        "comment": [str(one.pk) for one in comments],
        "seen": seen(*comments),
        **more,
    }
    return follow(desk, desk.post(JUDGE, data))


def follow(desk: Client, response: Any) -> tuple[str, str]:
    assert response.status_code == 303, response.content.decode()
    page = desk.get(response["Location"])
    assert page.status_code == 200
    return response["Location"], page.content.decode()


def batch_in(html: str) -> str:
    match = re.search(r'name="batch" value="([0-9a-f]{32})"', html)
    assert match
    return match[1]


def test_approved_comment_is_there_for_readers(
    desk: Client, thread: Thread, held: list[Comment]
) -> None:
    where, html = press_one(desk, held[1], "approve", back="/moderation/?order=oldest")
    assert where.startswith("/moderation/?order=oldest&done=")
    assert "1 comment approved." in html
    assert "Number 1." not in html
    thread.refresh_from_db()
    page = thread_page(thread=thread, number=None, viewer=Viewer(), now=NOON)
    assert [comment.body_html.strip() for comment in page.comments] == [
        "<p>Number 1.</p>"
    ]


@pytest.mark.parametrize(
    ("act", "state", "sentence"),
    [
        ("approve", "published", "3 comments approved."),
        ("hide", "hidden", "3 comments hidden."),
        ("spam", "spam", "3 comments marked as spam."),
    ],
)
def test_chosen_comments_are_judged_together(
    desk: Client, held: list[Comment], act: str, state: str, sentence: str
) -> None:
    _where, html = press_chosen(desk, held, act)
    assert states(held) == [state] * 3
    assert sentence in html


def test_only_the_chosen_are_judged(desk: Client, held: list[Comment]) -> None:
    data = {"act": "spam", "comment": [str(held[0].pk)], "seen": seen(*held)}
    assert desk.post(JUDGE, data).status_code == 303
    assert states(held) == ["spam", "held", "held"]


def test_none_chosen_is_told(desk: Client, held: list[Comment]) -> None:
    data = {"act": "approve", "seen": seen(*held)}
    _where, html = follow(desk, desk.post(JUDGE, data))
    assert "Choose one or more comments first." in html
    assert states(held) == ["held"] * 3


def test_buttons_of_the_page_send_what_is_understood(
    desk: Client, held: list[Comment]
) -> None:
    html = desk.get("/moderation/").content.decode()
    values = re.findall(r'name="seen" value="([^"]+)"', html)
    button = re.search(rf'name="one" value="(spam:{held[0].pk})"', html)
    assert button
    response = desk.post(JUDGE, {"one": button[1], "seen": values})
    assert response.status_code == 303
    assert states(held) == ["spam", "held", "held"]


def test_undo_brings_them_back(desk: Client, held: list[Comment]) -> None:
    _where, html = press_chosen(desk, held, "spam", back="/moderation/?q=Number")
    data = {"batch": batch_in(html), "back": "/moderation/?q=Number&done=x"}
    where, html = follow(desk, desk.post("/moderation/undo/", data))
    assert where == "/moderation/?q=Number"
    assert "3 comments are as they were before." in html
    assert states(held) == ["held"] * 3
    assert 'name="batch"' not in html


def test_undo_after_another_decision_says_what_stayed(
    desk: Client,
    held: list[Comment],
    cast: Cast,
    browser_of: Callable[[User], Client],
) -> None:
    _where, html = press_chosen(desk, held, "approve")
    batch = batch_in(html)
    held[0].refresh_from_db()
    press_one(browser_of(cast.ada), held[0], "hide")
    _where, html = follow(desk, desk.post("/moderation/undo/", {"batch": batch}))
    assert states(held) == ["hidden", "held", "held"]
    assert "2 comments are as they were before." in html
    assert "was left alone: it is Hidden, as Ada decided." in html


def test_single_comment_is_undone_by_its_own_button(
    desk: Client, held: list[Comment]
) -> None:
    press_chosen(desk, held, "hide")
    html = desk.get("/moderation/?show=hidden").content.decode()
    button = re.search(
        rf'form="undo" name="one" value="([0-9a-f]+:{held[2].pk})"', html
    )
    assert button
    follow(desk, desk.post("/moderation/undo/", {"one": button[1]}))
    assert states(held) == ["hidden", "hidden", "held"]


def test_stale_act_says_who_was_faster(
    desk: Client,
    held: list[Comment],
    cast: Cast,
    browser_of: Callable[[User], Client],
) -> None:
    press_one(browser_of(cast.ada), held[0], "spam")
    where, html = press_chosen(desk, held, "approve")
    assert states(held) == ["spam", "published", "published"]
    assert "2 comments approved." in html
    assert "was left alone: it is Spam, as Ada decided." in html
    where, html = press_one(desk, held[0], "approve")
    assert "done=" not in where
    assert states(held)[0] == "spam"


def test_edited_text_is_not_judged_unread(desk: Client, held: list[Comment]) -> None:
    Comment.objects.filter(pk=held[0].pk).update(revision=2)
    _where, html = press_one(desk, held[0], "approve")
    assert "its text has changed" in html
    assert states(held)[0] == "held"


def test_erasing_is_asked_about_first(desk: Client, held: list[Comment]) -> None:
    data = {
        "act": "erase",
        "comment": [str(one.pk) for one in held],
        "seen": seen(*held),
        "back": "/moderation/?order=oldest",
    }
    response = desk.post(JUDGE, data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Erase 3 comments for good?" in html
    assert "For ten minutes you can undo this" in html
    assert 'href="/moderation/?order=oldest"' in html
    assert states(held) == ["held"] * 3

    def values(name: str) -> list[str]:
        return re.findall(rf'name="{name}" value="([^"]*)"', html)

    confirmed = {
        name: values(name) for name in ("comment", "seen", "act", "confirmed", "back")
    }
    _where, html = follow(desk, desk.post(JUDGE, confirmed))
    assert states(held) == ["hidden"] * 3
    assert "3 comments hidden; they will be gone for good in ten minutes." in html
    follow(desk, desk.post("/moderation/undo/", {"batch": batch_in(html)}))
    assert states(held) == ["held"] * 3


def test_single_erasure_is_asked_about_too(desk: Client, held: list[Comment]) -> None:
    data = {"one": f"erase:{held[0].pk}", "seen": seen(held[0]), "reason": "Asked for."}
    html = desk.post(JUDGE, data).content.decode()
    assert "Erase 1 comment for good?" in html
    assert "Asked for." in html
    press_one(desk, held[0], "erase", confirmed="1", reason="Asked for.")
    assert Decision.objects.get().reason == "Asked for."


@pytest.mark.parametrize(
    "back",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/moderation/\\..\\..",
        "/moderation//evil.example",
        "/moderation/../account/",
        "javascript:alert(1)",
        "/account/",
        "/moderation/\r\nX-Header: 1",
    ],
)
def test_way_back_is_a_page_of_the_desk(
    desk: Client, held: list[Comment], back: str
) -> None:
    data = {"one": f"hide:{held[0].pk}", "seen": seen(held[0]), "back": back}
    response = desk.post(JUDGE, data)
    assert response.status_code == 303
    assert re.fullmatch(r"/moderation/\?done=[0-9a-f]{32}", response["Location"])


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": "undo"},
        {"act": "hold"},
        {"one": "erase"},
        {"one": "publish:1"},
        {"act": "approve; drop"},
    ],
)
def test_unknown_act_is_refused(
    desk: Client, held: list[Comment], data: dict[str, str]
) -> None:
    sent = {**data, "comment": str(held[0].pk), "seen": seen(*held), "confirmed": "1"}
    assert desk.post(JUDGE, sent).status_code == 422
    assert states(held) == ["held"] * 3


def test_thread_is_closed_and_reopened(
    desk: Client, thread: Thread, site: Site
) -> None:
    html = desk.get("/moderation/threads/").content.decode()
    assert f"/moderation/threads/{thread.pk}/close/" in html
    _where, html = follow(
        desk,
        desk.post(
            f"/moderation/threads/{thread.pk}/close/", {"back": "/moderation/threads/"}
        ),
    )
    assert "“The bridge” takes no more comments." in html
    thread.refresh_from_db()
    assert not is_open(thread, NOON)
    desk.post(f"/moderation/threads/{thread.pk}/reopen/")
    thread.refresh_from_db()
    assert is_open(thread, NOON)


def test_thread_closed_by_its_age_says_so(
    desk: Client, thread: Thread, site: Site
) -> None:
    site.close_after_days = 1
    site.save()
    Thread.objects.update(subject_since=NOON.replace(year=2020))
    html = desk.get("/moderation/threads/").content.decode()
    assert "Closed by its age" in html
    assert "/close/" not in html


def test_threads_are_found_by_title(desk: Client, thread: Thread) -> None:
    assert "The bridge" in desk.get("/moderation/threads/?q=BRIDGE").content.decode()
    html = desk.get("/moderation/threads/?q=tunnel").content.decode()
    assert "Nothing found." in html


def test_press_that_no_database_can_hold_is_none(client: Client, cast: Cast) -> None:
    client.force_login(cast.cy)
    assert client.get("/moderation/?done=%00").status_code == 200
    undone = client.post("/moderation/undo/", {"batch": "\0"})
    assert undone.status_code == 404
