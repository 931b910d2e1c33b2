"""A site brought along by the real command while it is served, walked in a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import SHARED_DATA
from tests.moving.posts import OLD, Post, author, category, comment, menu
from tests.moving.wxr_files import export, write
from tests.newsroom.conftest import picture_file
from tests.running import RunningSite, rejoinder
from tests.system.visitors import Visitors, Watch

FLOOD = "/2013/01/11/the-flood/"
SMALL = (
    Post(
        content=f"First page.\n\n<img src='{OLD}/wp-content/uploads/b-300x200.jpg' "
        f"alt='A bridge'>\n\n<img src='{OLD}/wp-content/uploads/gone.jpg' "
        "alt='A lost boat'><!--nextpage-->Second page.",
        terms=(("category", "rivers", "Rivers"),),
        is_sticky=True,  # on the front page whatever else was brought along
        comments=tuple(
            comment(n, f"Words {n}.", date=f"2013-01-{n - 80:02} 09:00:00")
            for n in range(100, 106)
        ),
    ),
    Post(9, "About us", "Who we are.", type="page", name="about"),
    Post(
        12,
        "Around the river",
        "",
        type="nav_menu_item",
        terms=(("nav_menu", "main", "Main"),),
        meta=(
            ("_menu_item_type", "post_type"),
            ("_menu_item_object", "page"),
            ("_menu_item_object_id", "9"),
            ("_menu_item_menu_item_parent", "0"),
        ),
    ),
    Post(
        40,
        "Bridge",
        "",
        type="attachment",
        status="inherit",
        attachment_url=f"{OLD}/wp-content/uploads/b.jpg",
    ),
)


@dataclass(frozen=True)
class Imported:
    site: RunningSite
    words: tuple[object, ...]
    out: str


@pytest.fixture(scope="module")
def served(
    made_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    data = tmp_path_factory.mktemp("import") / "data"
    site = RunningSite(Path(shutil.copytree(made_site, data))).start()
    yield site
    if site.is_running:
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait()
    site.close()


@pytest.fixture(scope="module")
def imported(served: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """An export of our own making, taken in while the site is served."""
    folder = tmp_path_factory.mktemp("export")
    head = author() + category("rivers") + menu("main")
    file = write(folder, export(*(post.xml() for post in SMALL), head=head))
    uploads = folder / "uploads"
    uploads.mkdir()
    (uploads / "b.jpg").write_bytes(picture_file(900, 600).getvalue())
    words = (file, "--uploads", uploads, "--comments-per-page", 2)
    return Imported(served, words, take(served, *words))


def take(site: RunningSite, *words: object) -> str:
    return rejoinder("import", "wordpress", *words, "--data", site.data)


@pytest.fixture
def watch(imported: Imported) -> Iterator[Watch]:
    watch = Watch(imported.site.url)
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


def test_reader_comes_from_the_front_page_to_article_and_comments(
    page_without: Page,
) -> None:
    page = page_without
    page.goto("/")

    page.get_by_role("link", name="The flood", exact=True).click()

    page.wait_for_url(f"**{FLOOD}")
    expect(page.get_by_text("First page.")).to_be_visible()
    assert page.get_by_alt_text("A bridge").evaluate("image => image.naturalWidth > 9")
    lost = page.get_by_role("link", name="A lost boat")
    expect(lost).to_have_attribute("href", f"{OLD}/wp-content/uploads/gone.jpg")
    expect(page.locator("#comment-105")).to_contain_text("Words 105.")


def test_menu_that_was_there_is_the_sites(page_without: Page) -> None:
    page_without.goto("/")

    page_without.get_by_role("link", name="Around the river").click()

    expect(page_without.get_by_role("heading", level=1)).to_have_text("About us")


def test_second_page_of_a_text_is_reached(page_without: Page) -> None:
    page_without.goto(FLOOD)

    page_without.locator(f'a[href="{FLOOD}2/"]').first.click()

    expect(page_without.get_by_text("Second page.")).to_be_visible()
    expect(page_without.get_by_text("First page.")).to_have_count(0)


def test_old_anchor_arrives_at_its_comment(page: Page) -> None:
    page.goto(f"{FLOOD}comment-page-3/#comment-101")

    page.wait_for_url(f"**{FLOOD}comment-page-1/#comment-101")
    expect(page.locator("#comment-101:target")).to_contain_text("Words 101.")


def test_old_number_is_found_without_scripts(page_without: Page) -> None:
    page = page_without
    page.goto("/?p=7")
    page.wait_for_url(f"**{FLOOD}")

    page.get_by_text("Find a comment by its number").click()
    page.get_by_label("number after").fill("100")
    page.get_by_role("button", name="Find comment").click()

    page.wait_for_url(f"**{FLOOD}comment-page-1/#comment-100")
    expect(page.locator("#comment-100:target")).to_contain_text("Words 100.")


def test_second_run_changes_nothing(imported: Imported, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    before = imported.site.get(FLOOD)

    take(imported.site, *imported.words, "--report", report)

    for kind, of in json.loads(report.read_text())["kinds"].items():
        assert (of["created"], of["updated"]) == (0, 0), kind
    assert without_secrets(imported.site.get(FLOOD)) == without_secrets(before)
    assert "All is well." in rejoinder("doctor", "--data", imported.site.data)


def without_secrets(page: str) -> list[str]:
    """The page without what is new in each answer: values of hidden fields."""
    return [line for line in page.splitlines() if 'type="hidden"' not in line]


def test_what_comes_next_is_told(imported: Imported) -> None:
    assert "/account/people/" in imported.out
    assert "--uploads" not in imported.out


def test_real_export_is_served_beside_it(
    imported: Imported, page: Page, shared_data: Path, tmp_path: Path
) -> None:
    file = SHARED_DATA / "wxr" / "themeunittestdata.wordpress.xml"
    report = tmp_path / "report.json"
    take(imported.site, file, "--report", report)

    kinds = json.loads(report.read_text())["kinds"]
    assert (kinds["articles"]["created"], kinds["pages"]["created"]) == (58, 21)
    page.goto("/2013/01/11/markup-html-tags-and-formatting/")
    expect(page.get_by_role("heading", name="Definition Lists")).to_be_visible()
    page.goto("/2012/01/08/template-paginated/3/")
    expect(page.get_by_text("Post Page 3")).to_be_visible()
    page.goto("/2012/01/03/template-comments/")
    expect(page.locator(".comment")).to_have_count(19)
