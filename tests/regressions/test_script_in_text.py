"""Text that tries to become a program in somebody's browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.people import Cast
from tests.regressions.conftest import (
    Say,
    box_of,
    browser,
    dangers,
    elements,
    html_of_feed,
    page_at,
    post,
)

TAG = '<a href="https://a.example/" title="x" onmouseover="alert(1)">'
TYPED_PICTURE = "<img src=x onerror=alert(1)>"
REMEMBER = {"wp-comment-cookies-consent": "yes"}
CODE_ADDRESSES = [
    "javascript:alert(1)",
    "java&#10;script:alert(1)",
    "&#x6A;avascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
]


def longest_comment(characters: int) -> str:
    """A text of so many characters, a tag lying across the end of it."""
    beginning = TAG[:55]
    return ("A long story. " * 6_000)[: characters - len(beginning)] + beginning


def test_watch_for_dangers_sees_them() -> None:
    page = (
        "<p onclick=x()><a href=' javascript:x'>x</a><script>x()</script>"
        "<b style='color:red'>x</b>"
    )
    assert len(dangers(page)) == 4


def test_longest_comment_with_a_tag_across_its_end_is_kept_whole(
    say: Say, client: Client, thread: Thread
) -> None:
    """1 (CVE-2015-3440)."""
    words = longest_comment(65_525)
    assert len(words) == 65_525
    assert say(comment=words).source_text == words
    page = page_at(client, thread.subject_url)
    assert dangers(page) == []
    assert "onmouseover" in page  # shown, as words


def test_comment_one_character_longer_is_refused_and_comes_back_whole(
    thread: Thread,
) -> None:
    """1 (CVE-2015-3440): what is too long is never cut."""
    words = longest_comment(65_526)
    answer = post(browser(), thread, comment=words)
    assert answer.status_code == 422
    assert box_of(answer) == words
    assert dangers(answer.content.decode()) == []
    assert not Comment.objects.exists()


def test_moderator_may_write_no_more_than_a_guest(say: Say, cast: Cast) -> None:
    """2 (CVE-2019-9787): adding `rel` re-quoted the attributes."""
    words = """<a title='x" onmouseover=alert(1) y' href=https://a.example>x</a>"""
    by_moderator = say(browser(cast.cy), comment=words)
    by_guest = say(comment=words)
    assert by_moderator.body_html == by_guest.body_html
    assert dangers(by_guest.body_html) == []


def test_moderator_cookie_on_another_site_posts_nothing(
    thread: Thread, cast: Cast
) -> None:
    """2 (CVE-2019-9787)."""
    client = browser(cast.cy, origin="https://evil.example")
    answer = post(client, thread, comment="Not mine.")
    assert answer.status_code == 403
    # As a word: the page's random tokens hold any two letters now and then.
    assert not re.search(r"(?<![\w-])Cy(?![\w-])", answer.content.decode())
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ['" autofocus onfocus=alert(1) x="', TYPED_PICTURE])
def test_name_stays_text_wherever_it_is_shown(
    say: Say, thread: Thread, cast: Cast, name: str
) -> None:
    """3 (CVE-2026-27469, CVE-2024-4439)."""
    first = say(author=name)
    held = say(author=name, comment="I answer.", comment_parent=str(first.number))
    set_state(comment=held, state=CommentState.HELD, now=held.written_at)
    guest, desk = browser(), browser(cast.cy)
    say(guest, author=name, comment="Remember.", **REMEMBER)
    path = thread.subject_url
    pages = [
        page_at(browser(), path),
        page_at(browser(), f"{path}?replytocom={first.number}"),
        page_at(guest, path),
        page_at(desk, "/moderation/"),
        page_at(desk, f"/moderation/comments/{first.pk}/"),
        page_at(desk, f"/moderation/comments/{held.pk}/"),
        post(browser(), thread, author=name, preview="preview").content.decode(),
        post(browser(), thread, author=name, comment="").content.decode(),
        *html_of_feed(page_at(browser(), f"{path}feed/")),
        *html_of_feed(page_at(browser(), f"{path}feed/atom/")),
        *html_of_feed(page_at(browser(), "/comments/feed/")),
    ]
    assert [danger for page in pages for danger in dangers(page)] == []
    assert all("alert(1)" in page for page in pages[:8])


@pytest.mark.parametrize(
    "website",
    [
        "http://a.example/'onmouseover='alert(1)",
        'http://a.example/"onmouseover="alert(1)',
        "http://a.example/<script>alert(1)</script>",
        *CODE_ADDRESSES,
    ],
)
def test_website_that_is_code_is_refused(thread: Thread, website: str) -> None:
    """3 (CVE-2026-27469) and 5."""
    answer = post(browser(), thread, url=website)
    assert answer.status_code == 422
    assert dangers(answer.content.decode()) == []
    assert not Comment.objects.exists()


@pytest.mark.parametrize("address", CODE_ADDRESSES)
@pytest.mark.parametrize(
    "written", ["[x]({})", "<{}>", "![x]({})", "[x]\n\n[x]: {}", '<a href="{}">x</a>']
)
def test_link_to_code_is_no_link(
    say: Say, client: Client, thread: Thread, address: str, written: str
) -> None:
    """5 (CVE-2017-15612 and others): by a list of what is good, not of what is bad."""
    comment = say(comment=written.format(address))
    page = page_at(client, thread.subject_url)
    assert dangers(page) == []
    schemes = {
        (each.get("href") or "").partition(":")[0]
        for each in elements(comment.body_html)
        if each.tag == "a" and each.get("href")
    }
    assert schemes <= {"http", "https", "mailto"}


@pytest.mark.parametrize("address", CODE_ADDRESSES)
def test_link_to_code_in_an_article_is_no_link(
    newsroom: Site, client: Client, cast: Cast, address: str
) -> None:
    """5 (CVE-2021-29434): rich text sent straight, past the editor's own filter."""
    article = actions.write_article(
        site=newsroom,
        headline="Sent straight",
        body=[
            body.rich_text(f'<p><a href="{address}">x</a></p>'),
            body.raw_html(f'<p><a href="{address}">x</a></p>'),
            body.markdown(f"[x]({address})"),
            body.link(address, "x"),
            body.quote("x", source_url=address),
        ],
    )
    actions.publish_article(article=article)
    path = Thread.objects.get(article_link__article=article).subject_url
    assert dangers(page_at(client, path)) == []
    assert dangers(page_at(client, "/feed/")) == []


@pytest.mark.parametrize("view", ["view_draft", "revisions_compare"])
def test_table_with_a_hostile_cell_is_shown_as_text(
    article: Article, cast: Cast, view: str
) -> None:
    """7 (CVE-2026-28222, CVE-2021-32681, CVE-2020-11001)."""
    evil = '" onmouseover="alert(1)'
    actions.revise_article(
        article=article,
        body=[
            body.table([evil], [["<script>alert(1)</script>"]], caption=evil),
            body.code("<script>alert(1)</script>", language=evil),
            body.quote("<script>alert(1)</script>", attribution=evil),
        ],
    )
    extra = ["earliest", "latest"] if view == "revisions_compare" else []
    path = reverse(f"wagtailadmin_pages:{view}", args=[article.pk, *extra])
    page = page_at(browser(cast.ada), path)
    assert not [danger for danger in dangers(page) if "alert(1)" in danger]
    assert "<script>alert(1)" not in page
    assert "alert(1)" in page
