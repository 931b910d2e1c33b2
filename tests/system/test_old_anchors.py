"""Links to #comment-N from a time when another page held comment N."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publishing import Story, publish_stories
from tests.running import RunningSite, rejoinder
from tests.system.visitors import Visitors, Watch

STORY = Story("The ferry", comments=[f"Words {n}." for n in range(1, 8)])


@pytest.fixture
def subject(data: Path, running_site: RunningSite) -> str:
    """The whole address of an article with two comments on each of four pages."""
    rejoinder("settings", "set", "comments_per_page=2", "--data", data)
    return running_site.url + publish_stories([STORY], data)[0].path


@pytest.fixture
def watch(running_site: RunningSite) -> Iterator[Watch]:
    watch = Watch(running_site.url)
    yield watch
    assert not watch.complaints


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    with Visitors(browser, watch, {}).visitor() as page:
        yield page


@pytest.fixture
def page_without(browser: Browser, watch: Watch) -> Iterator[Page]:
    with Visitors(browser, watch, {"java_script_enabled": False}).visitor() as page:
        yield page


def test_anchor_leads_to_the_page_where_its_comment_is(
    page: Page, subject: str
) -> None:
    page.goto(f"{subject}comment-page-9/#comment-1")

    page.wait_for_url(f"{subject}comment-page-1/#comment-1")
    expect(page.locator("#comment-1:target")).to_contain_text("Words 1.")


def test_anchor_that_changes_on_a_page_leads_on_too(page: Page, subject: str) -> None:
    page.goto(subject)

    page.evaluate("location.hash = '#comment-3'")

    page.wait_for_url(f"{subject}comment-page-2/#comment-3")


def test_anchor_of_no_comment_leaves_its_reader_where_they_are(
    page: Page, subject: str
) -> None:
    with page.expect_response(lambda answer: "?n=77" in answer.url) as asked:
        page.goto(f"{subject}#comment-77")

    assert asked.value.status == 404
    assert page.url == f"{subject}#comment-77"


def test_comment_is_found_without_scripts(page_without: Page, subject: str) -> None:
    page = page_without
    page.goto(f"{subject}comment-page-9/#comment-1")
    assert page.url == f"{subject}comment-page-4/#comment-1"

    page.get_by_text("Find a comment by its number").click()
    page.get_by_label("number after").fill("#comment-1")
    page.get_by_role("button", name="Find comment").click()

    page.wait_for_url(f"{subject}comment-page-1/#comment-1")
    expect(page.locator("#comment-1:target")).to_contain_text("Words 1.")


def test_number_of_no_comment_is_refused_without_scripts(
    page_without: Page, subject: str
) -> None:
    page = page_without
    page.goto(f"{subject}comment/?n=77")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "There is no such comment."
    )
    expect(page.get_by_label("number after")).to_have_value("77")
