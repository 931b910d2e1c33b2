"""What must not come out: to strangers, in feeds, through stray parameters."""

from __future__ import annotations

import hashlib

import pytest
from django.utils import timezone

from rejoinder.discussion.actions import set_state
from rejoinder.discussion.models import CommentState, PostingFacts, Thread
from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.people import Cast
from tests.regressions.conftest import Say, browser, page_at, post

MAIL = "quietly@example.net"
NETWORK = "198.51.100.23"
REMEMBER = {"wp-comment-cookies-consent": "yes"}


def public_paths(thread: Thread) -> list[str]:
    path = thread.subject_url
    return [
        "/",
        path,
        f"{path}feed/",
        f"{path}feed/atom/",
        "/comments/feed/",
        "/comments/feed/atom/",
        "/feed/",
        "/feed/atom/",
        "/?s=ferry",
        "/sitemap.xml",
        "/robots.txt",
        f"/{timezone.now().year}/",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/wp-json/wp/v2/users",
        "/wp-json/wp/v2/users?search=a@",
        "/wp-json/wp/v2/users?orderby=email",
        "/wp-json/wp/v2/comments?author_email=ben@example.org",
        "/author/olga/",
        "/account/people/",
        "/account/people/?search=olga",
    ],
)
def test_people_cannot_be_listed(newsroom: Site, cast: Cast, path: str) -> None:
    """16 (CVE-2017-5487, CVE-2023-5561)."""
    answer = browser().get(path)
    assert answer.status_code in {302, 404}
    assert "@example.org" not in answer.content.decode()


@pytest.mark.parametrize("query", ["author_email={}", "search={}", "u={}"])
def test_stray_parameter_tells_nothing_about_people(
    thread: Thread, cast: Cast, query: str
) -> None:
    """16 (CVE-2023-31133): a hit and a miss give the same bytes."""
    for path in ("/", thread.subject_url):
        plain = browser().get(path).content
        for mail in ("ben@example.org", "nobody@example.org"):
            assert browser().get(f"{path}?{query.format(mail)}").content == plain


def test_number_of_a_writer_who_published_nothing_is_one_that_nobody_has(
    newsroom: Site,
) -> None:
    """16 (CVE-2017-5487): WordPress's ?author=N can be counted up."""
    silent = actions.add_writer(site=newsroom, name="Silent Olga")
    actions.add_old_address(
        site=newsroom, path="/?author=1", kind="writer", object_id=silent.pk
    )

    hit, miss = (browser().get(f"/?author={n}") for n in (1, 2))

    assert (hit.status_code, miss.status_code) == (404, 404)
    assert hit.content == miss.content


@pytest.mark.parametrize(
    "query", ["static=1", "preview=true", "status=draft", "order=asc", "p=1", "m=2026"]
)
def test_stray_parameter_shows_no_draft(
    newsroom: Site, article: Article, query: str
) -> None:
    """17 (CVE-2019-17671)."""
    actions.write_article(site=newsroom, headline="canaryword")
    for path in ("/", "/feed/"):
        answer = browser().get(f"{path}?{query}", follow=True)
        assert "canaryword" not in answer.content.decode()


@pytest.mark.parametrize(
    "state", ["held", "hidden", "spam", "withdrawn", "unpublished article", "bin"]
)
def test_comment_that_is_not_public_is_nowhere(
    say: Say, article: Article, thread: Thread, state: str
) -> None:
    """17 (10up/ElasticPress#4366): the word is nowhere, the counts do not betray it."""
    before = {path: browser().get(path).content for path in public_paths(thread)}
    comment = say(comment="canaryword", author="Canary")
    if state == "unpublished article":
        actions.unpublish_article(article=article)
    elif state == "bin":
        actions.bin_article(article=article, now=timezone.now())
    else:
        now = timezone.now()
        set_state(comment=comment, state=CommentState(state), now=now)
    for path, plain in before.items():
        answer = browser().get(path)
        page = answer.content.decode()
        assert "canary" not in page.lower(), path
        if article.live and state in {"held", "spam"} and "feed" not in path:
            assert answer.content == plain, path
    assert "canary" not in browser().get("/?s=canaryword").content.decode().replace(
        "canaryword", ""
    )
    lasting = browser().get(f"{thread.subject_url}comment/{comment.number}/")
    assert "canary" not in lasting.content.decode().lower()


def test_page_of_a_known_reader_is_kept_by_nobody(
    say: Say, thread: Thread, newsroom: Site, cast: Cast
) -> None:
    """29 (CVE-2026-111464, CVE-2014-1418, CVE-2023-30861)."""
    guest = browser()
    say(guest, author="Quiet Guest", email=MAIL, comment="Remember.", **REMEMBER)
    newsroom.who_may_speak = "nobody"
    newsroom.save()
    answer = post(
        guest, thread, author="Quiet Guest", email=MAIL, comment="I wait.", **REMEMBER
    )
    assert answer.status_code == 303
    paths = [*public_paths(thread), "/nothing/", f"{thread.subject_url}comment/1/"]
    for known in (guest, browser(cast.ben), browser(cast.cy)):
        for path in paths:
            assert known.get(path).headers["Cache-Control"] == "private, no-store", path
    assert "I wait." in page_at(guest, thread.subject_url)
    for path in paths:
        stranger = browser().get(path)
        page = stranger.content.decode()
        assert "Set-Cookie" not in stranger.headers, path
        assert not stranger.cookies, path
        for secret in (MAIL, "I wait.", "csrfmiddlewaretoken", "ben@example.org"):
            assert secret not in page, path


def test_post_and_its_refusals_are_kept_by_nobody(thread: Thread) -> None:
    """29."""
    for fields in ({}, {"comment": ""}, {"preview": "preview"}):
        answer = post(browser(), thread, email=MAIL, **fields)
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_header_changes_no_byte_of_a_shared_page(say: Say, thread: Thread) -> None:
    """30 (CVE-2026-53943)."""
    say()
    names = ["accept-language", "authorization", "x-requested-with", "user-agent"]
    names += ["x-original-url", "x-rewrite-url", "x-http-method-override", "prefer"]
    names += ["x-forwarded-for", "x-wagtail-preview", "referer", "dnt", "save-data"]
    for path in public_paths(thread):
        plain = browser().get(path).content
        for name in names:
            assert browser().get(path, headers={name: "canaryword"}).content == plain


@pytest.mark.parametrize(
    "query", ["utm_source=canaryword", "preview=canaryword", "lang=fa"]
)
def test_query_that_is_not_ours_stays_out_of_the_page(
    say: Say, thread: Thread, query: str
) -> None:
    """30 (PYSEC-2026-3824)."""
    say()
    for path in ("/", thread.subject_url, "/feed/"):
        assert browser().get(f"{path}?{query}").content == browser().get(path).content


def test_guest_mail_and_network_are_nowhere_in_public(
    say: Say, thread: Thread, newsroom: Site
) -> None:
    """35: neither the address nor a hash that anybody could make of it."""
    newsroom.keep_network_addresses = True
    newsroom.save()
    client = browser()
    client.defaults["REMOTE_ADDR"] = NETWORK
    comment = say(client, email=MAIL)
    facts = PostingFacts.objects.get(comment=comment)
    assert (facts.mail, facts.network_address) == (MAIL, NETWORK)
    secrets = [MAIL, NETWORK, facts.mail_hash, facts.network_hash]
    for plain in (MAIL, NETWORK):
        secrets.append(hashlib.md5(plain.encode()).hexdigest())
        secrets.append(hashlib.sha1(plain.encode()).hexdigest())
        secrets.append(hashlib.sha256(plain.encode()).hexdigest())
    for path in public_paths(thread):
        page = page_at(browser(), path).lower()
        assert [secret for secret in secrets if secret in page] == [], path
