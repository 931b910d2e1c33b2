"""A published article, and the doors by which people say something under it.

The numbers in these tests are those of a list of published accidents, in systems like
this one; each test names the ones that it would have caught.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rejoinder.discussion.models import Comment, Thread
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import Article
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from tests.people import Cast

ORIGIN = "http://testserver"

Say = Callable[..., Comment]


def browser(user: User | None = None, origin: str = ORIGIN) -> Client:
    client = Client(headers={"host": "testserver", "origin": origin})
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def newsroom(site: Site, cast: Cast) -> Site:
    site.who_may_speak = "everyone"
    site.seconds_between_comments = 0
    site.max_links = 0
    site.save()
    return Site.objects.get(pk=site.pk)


@pytest.fixture
def article(newsroom: Site) -> Article:
    written = actions.write_article(
        site=newsroom,
        headline="The ferry needs a name",
        body=[body.markdown("It crosses *twice* a day.")],
        published_on=timezone.now(),
    )
    return actions.publish_article(article=written)


@pytest.fixture
def thread(article: Article) -> Thread:
    return Thread.objects.get(article_link__article=article)


def post(client: Client, thread: Thread, **fields: str) -> HttpResponse:
    """What the reply form sends."""
    form = {"comment": "Well said.", "author": "Gil", "email": "gil@example.org"}
    url = f"/discussion/{thread.pk}/comments/"
    return client.post(url, form | {"url": ""} | fields)  # type: ignore[return-value]


@pytest.fixture
def say(thread: Thread) -> Say:
    """Post something through the form, and get its row."""

    def post_and_find(client: Client | None = None, **fields: str) -> Comment:
        answer = post(client or browser(), thread, **fields)
        assert answer.status_code == 303, answer.content.decode()
        return Comment.objects.order_by("pk").last()  # type: ignore[return-value]

    return post_and_find


def page_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{answer.status_code} for {path}"
    return answer.content.decode()


def elements(page: str) -> Iterator[Element]:
    """As a browser takes the page apart."""
    tree: Element = html5lib.parse(page, namespaceHTMLElements=False)
    return (each for each in tree.iter() if isinstance(each.tag, str))


def dangers(page: str) -> list[str]:
    """Whatever would run: handlers, scripts, addresses that are code."""
    found: list[str] = []
    for each in elements(page):
        if each.tag == "script" and each.get("type") != "application/ld+json":
            found.append("script" if not each.get("src") else "")
        for name, value in each.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc", "autofocus"}:
                found.append(f"{each.tag} {name}={value}")
            is_code = re.match(r"\s*(java|vb)script:|\s*data:", value, re.IGNORECASE)
            if name in {"href", "src", "action", "formaction", "cite"} and is_code:
                found.append(f"{each.tag} {name}={value}")
    return [danger for danger in found if danger]


def html_of_feed(feed: str) -> list[str]:
    """The texts of it that readers of feeds show as HTML, the others being plain."""
    tree = ElementTree.fromstring(feed)  # noqa: S314 - our own
    names = ("description", "encoded", "content", "summary")
    return [each.text for each in tree.iter() if each.text and each.tag.endswith(names)]


def titles_of_feed(feed: str) -> list[str]:
    tree = ElementTree.fromstring(feed)  # noqa: S314 - our own
    return [each.text for each in tree.iter() if each.text and "title" in each.tag]


def box_of(answer: Any) -> str:
    """What stands in the text box of the page, as a browser reads it."""
    page = answer.content.decode()
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert found, page
    return html.unescape(found[1])
