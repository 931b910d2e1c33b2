"""Addresses that lead elsewhere, hosts that are not ours, lines that break out."""

from __future__ import annotations

import logging
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rejoinder.discussion.models import Comment, Thread
from rejoinder.newsroom import actions
from rejoinder.people.actions import add_account
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site
from tests.people import PASSWORD, Cast
from tests.regressions.conftest import (
    Say,
    browser,
    elements,
    page_at,
    post,
    titles_of_feed,
)


def absolute_addresses(page: str) -> set[str]:
    """The hosts of all addresses that the page's own parts hold."""
    found = set()
    for each in elements(page):
        for name in ("href", "src", "action", "content"):
            if (value := each.get(name) or "").startswith(("http:", "https:", "//")):
                found.add(urlsplit(value).netloc)
    return found


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "testserver", "x-forwarded-host": "evil.example"},
        {"host": "testserver", "forwarded": "host=evil.example;proto=https"},
        {"host": "TESTSERVER"},
    ],
)
def test_first_request_does_not_name_the_site(
    say: Say, thread: Thread, headers: dict[str, str]
) -> None:
    """31 (CVE-2016-2784, CVE-2011-4139)."""
    say()
    for path in (thread.subject_url, "/", "/feed/", f"{thread.subject_url}feed/"):
        answer = browser().get(path, headers=headers)
        assert answer.status_code == 200
        assert b"evil.example" not in answer.content
    page = page_at(browser(), thread.subject_url)
    assert absolute_addresses(page) == {"testserver"}


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:1"]
)
def test_page_for_an_unknown_host_is_not_made(thread: Thread, host: str) -> None:
    """31 and 25 (CVE-2017-8295), at pages that hold links to themselves."""
    for path in (thread.subject_url, "/feed/", "/account/login/"):
        answer = browser().get(path, headers={"host": host})
        assert answer.status_code == 400
        assert b"<html" not in answer.content


def test_link_shown_to_an_owner_has_the_host_of_the_site(
    newsroom: Site, cast: Cast
) -> None:
    """25 (CVE-2017-8295): a link for a new password, made while another host is
    claimed."""
    answer = browser(cast.olga).post(
        f"/account/people/{cast.ben.pk}/link/",
        headers={"x-forwarded-host": "evil.example"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http://testserver/account/welcome/" in page
    assert "evil.example" not in page


def test_mail_address_is_compared_letter_by_letter(newsroom: Site, cast: Cast) -> None:
    """25 (CVE-2019-19844): one that only looks alike is not the one on file."""
    dotless = "ol\N{LATIN SMALL LETTER DOTLESS I}v@example.org"
    add_account(
        site=newsroom,
        name="Oliv",
        mail="oliv@example.org",
        role=Role.READER,
        password=PASSWORD,
    )
    for mail, status in ((dotless, 403), ("OLIV@example.org", 303)):
        data = {"mail": mail, "password": PASSWORD}
        assert browser().post("/account/login/", data).status_code == status


PATHS = [
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%252e%252e/etc/passwd",
    "/a\\..\\b/",
    "//etc/passwd",
    "/./",
    "/account/x.css",
    "/account/;x.css",
    "/moderation/x.css",
    "/moderation/;.js",
    "/admin/;x.css",
    "/" + "a" * 5_000 + "/",
    "/" + "%C3%A9" * 300 + "/",
    "/index.html.br",
    "/2026/11/24/%F0%9F%98%80/",
]


@pytest.mark.parametrize("path", PATHS)
def test_odd_path_is_not_there(newsroom: Site, cast: Cast, path: str) -> None:
    """32 (CVE-2023-32235, CVE-2024-23334): no file, no private page, no failure."""
    for client in (browser(), browser(cast.olga)):
        answer = client.get(path)
        assert answer.status_code in {301, 302, 404}
        if answer.status_code != 404:
            assert answer.headers["Location"].startswith("/")
            assert not answer.headers["Location"].startswith("//")
        assert "Olga" not in answer.content.decode() or client is not browser()


@pytest.mark.parametrize(
    "suffix", [";x.css", "x.css", "%2fx.css", "%3fx.css", "%23x", ".html", "%0a"]
)
def test_private_page_has_one_address(newsroom: Site, cast: Cast, suffix: str) -> None:
    """32 (web cache deception, 2017)."""
    for path in ("/account/", "/moderation/", "/account/people/"):
        answer = browser(cast.olga).get(path + suffix)
        assert answer.status_code in {301, 400, 404}, path
        assert "olga@example.org" not in answer.content.decode()
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_article_has_one_address(newsroom: Site) -> None:
    """32: upper case, decomposed letters and doubled slashes lead to it, or nowhere."""
    article = actions.publish_article(
        article=actions.write_article(site=newsroom, headline="Café au lait")
    )
    path = Thread.objects.get(article_link__article=article).subject_url
    assert browser().get(path).status_code == 200
    for other in (
        unicodedata.normalize("NFD", path),
        path.upper(),
        path.rstrip("/"),
        path + "/",
        path.replace("/", "//"),
        path + "%00",
        path + ";x.css",
        path + "index.html",
        "/." + path,
    ):
        answer = browser().get(other)
        assert answer.status_code in {301, 404}, other
        if answer.status_code == 301:
            assert browser().get(answer.headers["Location"]).status_code == 200


def test_no_path_leads_to_another_host(newsroom: Site, shared_data: Path) -> None:
    """36 (CVE-2018-14574)."""
    lines = (shared_data / "ssrf" / "openredirects.txt").read_text().splitlines()
    paths = [line for line in lines if line.startswith("/")]
    assert len(paths) > 50
    for path in [*paths, *(path + "/" for path in paths)]:
        answer = browser().get(path)
        assert answer.status_code < 500, path
        where = answer.headers.get("Location", "/")
        assert urlsplit(where.replace("\\", "/")).netloc in {"", "testserver"}, path
        assert not where.replace("\\", "/").startswith("//"), path


def test_no_next_leads_to_another_host(
    newsroom: Site, cast: Cast, shared_data: Path
) -> None:
    """36 (CVE-2017-7233, CVE-2026-33393)."""
    lines = (shared_data / "ssrf" / "openredirects.txt").read_text().splitlines()
    names = ["https://attacker-testserver/", "https://testserver.evil.example/"]
    for target in [*lines, *names]:
        for field in ("next", "redirect_to"):
            client = browser(cast.ben)
            answer = client.post("/account/logout/", {field: target})
            where = answer.headers["Location"].replace("\\", "/")
            assert not where.startswith("//"), target
            assert urlsplit(where).netloc == "", target


@pytest.mark.parametrize(
    "name",
    [
        "Gil\r\nBcc: a@b.example",
        "Gil\u2028Bcc: a@b.example",
        "Gil%0d%0aBcc: a@b.example",
        "Gil\x1b[2J",
        "Gil\x00",
    ],
)
def test_line_breaks_in_a_name_break_no_line(
    thread: Thread, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """37 (CVE-2006-1225, CVE-2021-32052, CVE-2025-48432)."""
    caplog.set_level(logging.DEBUG)
    answer = post(browser(), thread, author=name)
    assert answer.status_code in {303, 422}
    for comment in Comment.objects.all():
        assert len(comment.author_name.splitlines()) == 1
    feed = page_at(browser(), f"{thread.subject_url}feed/")
    titles = titles_of_feed(feed)
    assert all(len(title.splitlines()) == 1 for title in titles)


def test_line_breaks_in_a_website_are_refused(thread: Thread) -> None:
    """37."""
    for website in ("https://a.example/\r\nBcc: x", "https://a.example/\u2028x"):
        assert post(browser(), thread, url=website).status_code == 422


def test_line_breaks_in_a_headline_break_no_line(newsroom: Site) -> None:
    """37."""
    article = actions.write_article(site=newsroom, headline="Ferry\r\nBcc: a@b.example")
    actions.publish_article(article=article)
    thread = Thread.objects.get(article_link__article=article)
    assert thread.title == "Ferry Bcc: a@b.example"
    assert post(browser(), thread).headers["Location"].isprintable()
