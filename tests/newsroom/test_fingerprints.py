"""What tells an import that an editor changed something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.actions import ArticleAsItWas, PageAsItWas, TagAsItWas
from rejoinder.newsroom.blocks import RICH_TEXT_FEATURES
from rejoinder.newsroom.models import Article, Picture, PlainPage
from rejoinder.newsroom.queries import article_fingerprint, page_fingerprint
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.newsroom.pages import NOON
from tests.newsroom.test_admin import ORIGIN
from tests.people import Cast

NOW = NOON + timedelta(days=300)
RICH = "<p>Some <b>bold</b> words.</p>"
HTML = "<p>One</p>\n<p>Two</p>\n"


@pytest.fixture
def picture(newsroom: Site) -> Picture:
    return actions.add_picture(site=newsroom, file=picture_file(), title="p")


@pytest.fixture
def values(newsroom: Site, picture: Picture) -> dict[str, Any]:
    """One of everything."""
    sections = [actions.add_section(site=newsroom, name=name) for name in "ABC"]
    return {
        "headline": "The ferry needs a name",
        "body": [
            body.raw_html(HTML),
            body.rich_text(RICH),
            body.page_break(),
            body.quote("Said so."),
            body.picture(picture, alt="A ferry"),
            body.table(["a", "b"], [["1", ""]]),
            body.code("x = 1\ny = 2\n", language="python"),
        ],
        "standfirst": "One\nTwo",
        "section": sections[0],
        "further_sections": sections[1:],
        "tags": actions.add_tags(tags=[TagAsItWas("Heat"), TagAsItWas("Sea")]),
        "bylines": [actions.add_writer(site=newsroom, name=n) for n in ("L.", "T.")],
        "lead_picture": picture,
        "address_part": "Foo_Bar",
        "published_on": NOON + timedelta(seconds=21),
    }


def kept(site: Site, values: dict[str, Any], state: Any = "published") -> Article:
    return actions.keep_article(
        site=site, values=ArticleAsItWas(**values), state=state, now=NOW
    )


def fingerprint() -> str:
    return article_fingerprint(Article.objects.get())


def test_it_is_the_same_read_again(newsroom: Site, values: dict[str, Any]) -> None:
    article = kept(newsroom, values)

    assert article_fingerprint(article) == fingerprint() == fingerprint()
    assert len(fingerprint()) == 32


def test_it_is_read_without_a_query_when_just_kept(
    newsroom: Site,
    values: dict[str, Any],
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    article = kept(newsroom, values)

    with django_assert_num_queries(0):
        article_fingerprint(article)


def form_of(article: Article) -> dict[str, str]:
    """What the editor's browser sends for this article, untouched."""
    crlf = HTML.replace("\n", "\r\n")
    table = {
        "column-count": "2",
        "row-count": "1",
        "caption": "",
        **{
            f"column-{n}-{key}": value
            for n, heading in enumerate("ab")
            for key, value in {
                "type": "text",
                "order": str(n),
                "deleted": "",
                "heading": heading,
            }.items()
        },
        "row-0-order": "0",
        "row-0-deleted": "",
        "cell-0-0": "1",
        "cell-0-1": "",
    }
    image = {"image": str(article.lead_picture_id), "alt_text": "A ferry"}
    words = {"caption": "", "credit": "", "licence": ""}
    blocks = [
        ("html", crlf),
        ("text", rich_text(RICH, features=RICH_TEXT_FEATURES)),
        ("page_break", ""),
        ("quote", {"text": "Said so.", "attribution": "", "source_url": ""}),
        ("picture", {"picture": image, **words}),
        ("table", table),
        ("code", {"code": "x = 1\r\ny = 2\r\n", "language": "python"}),
    ]
    bylines = article.bylines.all()
    further = article.further_sections.all()
    return nested_form_data(
        {
            "title": article.title,
            "standfirst": "One\r\nTwo",
            "lead_picture": str(article.lead_picture_id),
            "lead_alt": "",
            "lead_caption": "",
            "body": streamfield(blocks),
            "bylines": inline_formset(
                [{"id": row.pk, "writer": row.writer_id} for row in bylines],
                initial=len(bylines),
            ),
            "further_sections": inline_formset(
                [{"id": row.pk, "section": row.section_id} for row in further],
                initial=len(further),
            ),
            "comments": inline_formset([]),
            "section": str(article.section_id),
            "tags": ", ".join(tag.name for tag in article.tags.all()),
            "comments_open": "",
            "address_part": "Foo_Bar",
            "language": "",
            "published_on": "2024-11-24 12:00",
        }
    )


@pytest.mark.parametrize("action", ["save", "action-publish"])
def test_saving_unchanged_in_the_browser_leaves_it(
    client: Client,
    cast: Cast,
    newsroom: Site,
    values: dict[str, Any],
    action: str,
) -> None:
    client.force_login(cast.ada)
    article = kept(newsroom, values)
    before = fingerprint()
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])

    response = client.post(edit, form_of(article) | {action: "1"}, **ORIGIN)

    assert response.status_code == 302
    assert Article.objects.get().revisions.count() == 1
    assert fingerprint() == before


@pytest.mark.parametrize(
    "name, value",
    [
        ("title", "Another"),
        ("standfirst", "Another"),
        ("section", ""),
        ("tags", "Heat"),
        ("comments_open", "False"),
        ("address_part", "Foo-Bar"),
        ("language", "de"),
        ("is_pinned", "on"),
        ("lead_picture", ""),
        ("lead_alt", "Words"),
        ("published_on", "2024-11-24 12:01"),
        ("search_description", "Words"),
        ("body-0-value", "<p>One</p>"),
        ("body-2-deleted", "1"),
        ("body-4-value-picture-decorative", "on"),
        ("body-5-value-cell-0-1", "2"),
        ("bylines-0-DELETE", "1"),
        ("further_sections-1-DELETE", "1"),
    ],
)
def test_any_change_in_the_browser_changes_it(
    client: Client,
    cast: Cast,
    newsroom: Site,
    values: dict[str, Any],
    name: str,
    value: str,
) -> None:
    client.force_login(cast.ada)
    article = kept(newsroom, values)
    before = fingerprint()
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])

    response = client.post(edit, form_of(article) | {name: value}, **ORIGIN)

    assert response.status_code == 302
    assert fingerprint() != before


def test_order_of_bylines_counts_and_that_of_sections_does_not(
    newsroom: Site, values: dict[str, Any]
) -> None:
    article = kept(newsroom, values)
    before = fingerprint()

    actions.revise_article(
        article=article, further_sections=values["further_sections"][::-1]
    )
    assert fingerprint() == before
    actions.revise_article(article=article, bylines=values["bylines"][::-1])
    assert fingerprint() != before


def test_state_counts(newsroom: Site, values: dict[str, Any]) -> None:
    article = kept(newsroom, values)
    shown = fingerprint()

    actions.unpublish_article(article=article)
    draft = fingerprint()
    actions.publish_article(article=Article.objects.get())
    assert fingerprint() == shown
    actions.bin_article(article=Article.objects.get(), now=timezone.now())
    binned = fingerprint()
    assert len({shown, draft, binned}) == 3
    actions.restore_article(article=Article.objects.get(), now=timezone.now())
    assert fingerprint() == shown


def test_coming_out_at_its_time_is_no_change(
    newsroom: Site, values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now() + timedelta(hours=1)
    values["published_on"] = at
    article = kept(newsroom, values, state="scheduled")
    before = fingerprint()
    assert article_fingerprint(article) == before

    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=3))
    duties.publish_due(now=timezone.now())

    assert Article.objects.get().live
    assert fingerprint() == before


def test_comments_and_lists_do_not_count(publish: MakeArticle) -> None:
    article = publish()
    before = fingerprint()

    publish("Another").delete()
    Article.objects.filter(pk=article.pk).update(last_published_at=timezone.now())

    assert fingerprint() == before


def page(site: Site, title: str = "House rules", **values: Any) -> PlainPage:
    return actions.keep_page(
        site=site, values=PageAsItWas(title, **values), state="published", now=NOW
    )


def test_page_saved_unchanged_leaves_it(newsroom: Site) -> None:
    rules = page(newsroom, body=[body.raw_html(HTML)])
    before = page_fingerprint(rules)

    rules.save_revision().publish()

    assert page_fingerprint(PlainPage.objects.get()) == before


@pytest.mark.parametrize(
    "name, value",
    [
        ("title", "Another"),
        ("body", [body.markdown("x")]),
        ("language", "de"),
        ("address_part", "x"),
        ("show_in_menus", False),
        ("search_description", "x"),
    ],
)
def test_change_of_a_page_changes_it(newsroom: Site, name: str, value: Any) -> None:
    rules = page(newsroom)
    before = page_fingerprint(rules)

    setattr(rules, name, value)
    rules.save_revision()

    assert page_fingerprint(PlainPage.objects.get()) != before


def test_place_and_state_of_a_page_count(newsroom: Site) -> None:
    about, rules = page(newsroom, "About"), page(newsroom)
    seen = {page_fingerprint(rules)}

    rules = actions.set_page_parent(page=rules, parent=about)
    seen.add(page_fingerprint(rules))
    rules.unpublish()
    seen.add(page_fingerprint(PlainPage.objects.get(pk=rules.pk)))

    assert len(seen) == 3
