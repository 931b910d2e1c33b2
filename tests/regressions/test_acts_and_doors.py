"""Acts that somebody else causes, ids that do not fit, pages in frames."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.moderation.models import Decision
from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.people import Cast
from tests.regressions.conftest import Say, browser, page_at, post

EVIL = "https://evil.example"


@pytest.fixture
def held(say: Say) -> Comment:
    comment = say()
    set_state(comment=comment, state=CommentState.HELD, now=comment.written_at)
    return comment


def approval(comment: Comment) -> dict[str, str]:
    seen = f"{comment.pk}:{comment.state}:{comment.revision}"
    return {"one": f"approve:{comment.pk}", "seen": seen}


def test_approval_sent_from_another_site_decides_nothing(
    held: Comment, cast: Cast
) -> None:
    """2 (CVE-2019-9787), beside its good case."""
    foreign = browser(cast.cy, origin=EVIL)
    assert foreign.post("/moderation/judge/", approval(held)).status_code == 403
    held.refresh_from_db()
    assert held.state == CommentState.HELD
    own = browser(cast.cy)
    assert own.post("/moderation/judge/", approval(held)).status_code == 303
    held.refresh_from_db()
    assert held.state == CommentState.PUBLISHED


def test_setting_sent_from_another_site_changes_nothing(
    newsroom: Site, cast: Cast
) -> None:
    """2 (CVE-2019-9787)."""
    answer = browser(cast.olga, origin=EVIL).post(
        "/moderation/settings/", {"name": "Mine now", "who_may_speak": "everyone"}
    )
    assert answer.status_code == 403
    newsroom.refresh_from_db()
    assert newsroom.name == "The Test Gazette"


@pytest.mark.parametrize("stray", ["?id={own}", "?page_id={own}", ""])
@pytest.mark.parametrize("field", ["", "id", "page_id", "pk"])
def test_right_to_one_article_does_not_reach_another(
    article: Article, newsroom: Site, cast: Cast, stray: str, field: str
) -> None:
    """15 (CVE-2017-1001000): checked for one id, done to the other."""
    own = actions.write_article(site=newsroom, headline="Ann's own", by=cast.ann)
    path = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = browser(cast.ann).post(
        path + stray.format(own=own.pk),
        {
            "title": "Taken over",
            "action-publish": "1",
            **({field: str(own.pk)} if field else {}),
        },
    )
    assert answer.status_code in {302, 403}
    article.refresh_from_db()
    assert article.title == "The ferry needs a name"
    assert article.get_latest_revision_as_object().title == "The ferry needs a name"


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("act", ["judge", "undo", "settings", "log"])
def test_slash_at_the_end_gives_nobody_a_right(
    held: Comment, cast: Cast, act: str, slash: str
) -> None:
    """15 (CVE-2026-22595)."""
    answer = browser(cast.ben).post(f"/moderation/{act}{slash}", approval(held))
    assert answer.status_code in {403, 404, 405}
    held.refresh_from_db()
    assert held.state == CommentState.HELD
    assert not Decision.objects.filter(by=cast.ben).exists()


def pages(thread: Thread, cast: Cast) -> dict[str, Any]:
    """Every kind of page, by what it is, as its reader gets it."""
    desk, reader = browser(cast.cy), browser(cast.ben)
    path = thread.subject_url
    return {
        "article": browser().get(path),
        "reply": browser().get(f"{path}?replytocom=1"),
        "front": browser().get("/"),
        "search": browser().get("/?s=ferry"),
        "refusal": post(browser(), thread, comment=""),
        "preview": post(browser(), thread, preview="preview"),
        "unproven": post(browser(origin="null"), thread),
        "not found": browser().get("/nothing/"),
        "log in": browser().get("/account/login/"),
        "log out": reader.get("/account/logout/"),
        "account": reader.get("/account/"),
        "desk": desk.get("/moderation/"),
        "log": desk.get("/moderation/log/"),
        "settings": browser(cast.olga).get("/moderation/settings/"),
        "people": browser(cast.olga).get("/account/people/"),
        "feed": browser().get("/feed/"),
    }


def test_no_page_stands_in_a_frame(thread: Thread, say: Say, cast: Cast) -> None:
    """40: a page in a frame collected clicks for its reader."""
    say()
    for name, answer in pages(thread, cast).items():
        assert answer.status_code in {200, 404, 422}, name
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, name
        assert answer.headers["X-Frame-Options"] == "DENY", name


def test_admin_stands_in_frames_of_the_site_only(cast: Cast, newsroom: Site) -> None:
    """40."""
    answer = browser(cast.ada).get("/admin/")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_nothing_is_done_by_following_a_link(
    thread: Thread, held: Comment, cast: Cast
) -> None:
    """27 and 40: deleting, leaving and approving take a press of a button."""
    client = browser(cast.cy)
    for path in (
        f"/moderation/judge/?one=approve:{held.pk}",
        f"/moderation/threads/{thread.pk}/close/",
        f"/discussion/{thread.pk}/comments/?comment=x&author=x&email=x@example.org",
        "/account/logout/",
    ):
        assert client.get(path).status_code in {200, 405}, path
    assert "Cy" in page_at(client, "/account/")
    held.refresh_from_db()
    thread.refresh_from_db()
    assert (held.state, thread.state) == (CommentState.HELD, "open")
