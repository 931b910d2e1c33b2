"""What editors put in comes out as text or harmless HTML (CVE-2026-28222 and kin)."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.newsroom import body
from rejoinder.newsroom.body import Block
from rejoinder.newsroom.models import Article, ArticleIndex
from rejoinder.sites.models import Address
from tests.newsroom.conftest import MakeArticle
from tests.people import Cast

EVIL = '"><script>alert(1)</script><img src=x onerror="alert(1)">'
BLOCKS: dict[str, list[Block]] = {
    "rich text": [body.rich_text(f"<p {EVIL}</p><p>{EVIL}</p>")],
    "markdown": [body.markdown(EVIL + "\n\n[x](javascript:alert(1))")],
    "html": [body.raw_html(EVIL + '<a href="javascript:alert(1)">x</a>')],
    "quote": [body.quote(EVIL, attribution=EVIL, source_url="javascript:alert(1)")],
    "link": [body.link("javascript:alert(1)", EVIL, description=EVIL)],
    "link with a mark": [body.link(f"https://a.example/{EVIL}", "x")],
    "code": [body.code(EVIL, language='x" onmouseover="alert(1)')],
    "table": [body.table([EVIL], [[EVIL]], caption=EVIL)],
}


class _Markup(HTMLParser):
    """Names of all elements and attributes, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("type", "application/ld+json") not in attrs:
            self.elements.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses |= {v or "" for n, v in attrs if n in {"href", "src", "cite"}}


def assert_harmless(html: str) -> None:
    markup = _Markup(html)
    assert not markup.elements & {"script", "iframe", "svg", "style", "object", "embed"}
    assert not [name for name in markup.attributes if name.startswith("on")]
    assert not [a for a in markup.addresses if a.strip().startswith("javascript")]


def page_of_article(client: Client) -> str:
    return client.get(Address.objects.get().path).content.decode()


@pytest.mark.parametrize("kind", BLOCKS)
def test_nothing_in_a_block_runs(
    client: Client, publish: MakeArticle, kind: str
) -> None:
    publish(body=BLOCKS[kind])

    for path in (Address.objects.get().path, "/"):
        assert_harmless(client.get(path).content.decode())
    feed = ElementTree.fromstring(client.get("/feed/").content)  # noqa: S314 - our own
    for element in feed.iterfind("channel/item/*"):
        if element.tag.endswith("encoded"):
            assert_harmless(element.text or "")


def test_script_in_a_table_and_in_code_is_shown_as_text(
    client: Client, publish: MakeArticle
) -> None:
    publish(
        body=[body.table(["Head"], [["<script>"]]), body.code("<b>&", language="c")]
    )

    page = page_of_article(client)

    assert "&lt;script&gt;" in page
    assert '<code class="language-c">&lt;b&gt;&amp;</code>' in page


def test_every_kind_of_block_is_shown(client: Client, publish: MakeArticle) -> None:
    publish(
        body=[
            body.rich_text("<p>Rich <b>text</b></p><h2>Part</h2>"),
            body.markdown("Some *Markdown*"),
            body.raw_html("<p>Some <i>HTML</i></p>"),
            body.quote("Said so", attribution="Ada", source_url="https://a.example/x"),
            body.link("https://a.example/y", "A card", description="About it"),
            body.code("print(1)", language="python"),
            body.table(["Place", "°C"], [["Quay", "21.9"], ["Hill", "23.0"]]),
        ]
    )

    page = page_of_article(client)

    for shown in (
        "Rich <b>text</b>",
        "<h2>Part</h2>",
        "<em>Markdown</em>",
        "<i>HTML</i>",
        'cite="https://a.example/x"',
        '<a class="link-card__title" href="https://a.example/y"',
        "print(1)",
        '<th scope="col" dir="auto">Place</th>',
        "21.9",
    ):
        assert shown in page


def test_embed_is_not_fetched(client: Client, publish: MakeArticle) -> None:
    publish(
        body=[
            body.rich_text(
                '<p>Before</p><embed embedtype="media" url="https://a.example/v"/>'
            )
        ]
    )

    page = page_of_article(client)

    assert "Before" in page
    assert "a.example" not in page


@pytest.mark.parametrize("view", ["view_draft", "edit", "history", "revisions_compare"])
def test_nothing_runs_in_the_admin_either(
    client: Client, draft: MakeArticle, cast: Cast, view: str
) -> None:
    blocks = [block for name in BLOCKS if name != "rich text" for block in BLOCKS[name]]
    blocks.append(body.rich_text('<p onclick="alert(1)">x</p><svg onload="a()"></svg>'))
    article = draft(EVIL, body=blocks)
    client.force_login(cast.ada)
    extra = ["earliest", "latest"] if view == "revisions_compare" else []

    response = client.get(
        reverse(f"wagtailadmin_pages:{view}", args=[article.pk, *extra])
    )

    assert response.status_code == 200
    page = response.content.decode()
    assert "<script>alert(1)" not in page
    assert '<img src=x onerror="alert(1)">' not in page


def test_listing_of_the_admin_escapes_headlines(
    client: Client, draft: MakeArticle, cast: Cast
) -> None:
    draft(EVIL)
    client.force_login(cast.ada)
    index = ArticleIndex.objects.get()

    page = client.get(reverse("wagtailadmin_explore", args=[index.pk]))

    assert "<script>alert(1)" not in page.content.decode()


def test_no_payload_runs(
    client: Client, publish: MakeArticle, shared_data: Path
) -> None:
    lines = [
        line
        for file in sorted((shared_data / "xss").glob("*.txt"))
        for line in file.read_text(errors="replace").splitlines()
        if line.strip()
    ]
    blocks = [body.raw_html(line) for line in lines]
    blocks += [body.markdown(line) for line in lines]
    blocks += [body.rich_text(line) for line in lines]
    publish(body=blocks)

    page = page_of_article(client)

    assert len(lines) > 50
    assert_harmless(page)


def test_stored_body_is_what_was_written(publish: MakeArticle) -> None:
    publish(body=[body.raw_html(EVIL)])

    stored = json.loads(json.dumps(list(Article.objects.get().body.raw_data)))

    assert stored[0]["value"] == EVIL
