"""The main job, in a real browser: publish an article, and people talk under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.people import PASSWORD
from tests.publishing import Story, publish_stories
from tests.running import RunningSite, rejoinder, wait_until
from tests.system.visitors import Visitors, Watch

DESKTOP = {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}

HEADLINE = "A bridge for nobody"
LEAD = "The council has built a bridge that leads from one meadow to another."
FIRST_WORDS = "I walk there *every* morning, and I am not nobody."
ANSWER = "Then we should have met by now, at least once."
LATER_WORDS = "The meadow on the other side is the better one, by the way."
WAITS = "Your comment is waiting for a moderator. Only you can see it."


@dataclass
class Talk:
    """A running site, the people who come to it, and the article they talk about."""

    site: RunningSite
    visitors: Visitors
    people: ExitStack
    path: str = ""

    def somebody(self) -> Page:
        return self.people.enter_context(self.visitors.visitor())


@pytest.fixture
def people() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def start_from_nothing(
    start: Callable[..., RunningSite],
    folder: Path,
    browser: Browser,
    options: dict[str, object],
    people: ExitStack,
) -> Talk:
    site = start(folder)
    return Talk(site, Visitors(browser, Watch(site.url), options), people)


def test_main_job_without_scripts(
    tmp_path: Path,
    start: Callable[..., RunningSite],
    browser: Browser,
    people: ExitStack,
) -> None:
    talk = start_from_nothing(start, tmp_path / "new", browser, DESKTOP, people)
    add_moderator(talk)
    owner = become_owner(talk)
    set_the_site_up(owner)
    # The newsroom's editor is made of scripts; an import publishes without it.
    story = Story(HEADLINE, paragraphs=[LEAD])
    published = publish_stories([story], talk.site.data)[0]
    talk_under_the_article(talk)
    assert talk.path == published.path
    assert talk.visitors.watch.complaints == []


def test_main_job_on_a_phone(
    data: Path,
    start: Callable[..., RunningSite],
    browser: Browser,
    people: ExitStack,
) -> None:
    talk = start_from_nothing(start, data, browser, PHONE, people)
    add_moderator(talk)
    owner = become_owner(talk)
    set_the_site_up(owner)
    publish_in_the_newsroom(owner)
    talk_under_the_article(talk)
    assert talk.visitors.watch.complaints == []


def add_moderator(talk: Talk) -> None:
    """Before there is an owner, whose link must go on to work."""
    rejoinder(
        *("person", "add", "--email", "cy@example.org", "--name", "Cy"),
        *("--role", "moderator", "--data", talk.site.data),
        stdin=f"{PASSWORD}\n",
    )


def become_owner(talk: Talk) -> Page:
    owner = talk.somebody()
    link = re.search(r"^http\S+/account/welcome/\S+$", talk.site.output, re.MULTILINE)
    assert link is not None, talk.site.output
    owner.goto(link[0])
    owner.get_by_label("Your name").fill("Olga")
    owner.get_by_label("Your mail address").fill("olga@example.org")
    owner.get_by_label("New password").fill(PASSWORD)
    owner.get_by_label("The same password again").fill(PASSWORD)
    owner.get_by_role("button", name="Become the owner").click()
    expect(owner.get_by_role("heading", name="Welcome, Olga")).to_be_visible()
    return owner


def set_the_site_up(owner: Page) -> None:
    """A name; and no pause between comments, since all of us share one network."""
    owner.get_by_role("link", name="Give the site its name").click()
    owner.locator("[name=name]").fill("The Meadow Gazette")
    owner.locator("[name=seconds_between_comments]").fill("0")
    owner.get_by_role("button", name="Save").click()
    owner.goto("/")
    expect(owner).to_have_title("The Meadow Gazette")


def publish_in_the_newsroom(owner: Page) -> None:
    owner.goto("/account/first-steps/")
    owner.get_by_role("link", name="Write an article").tap()
    owner.get_by_role("link", name=re.compile(r"^\d+ Pages")).tap()
    owner.get_by_role("link", name="Add a child page to 'Articles'").tap()
    owner.get_by_role("textbox", name="Headline").fill(HEADLINE)
    owner.locator(".c-sf-add-button").first.tap()
    owner.get_by_role("option", name="Text", exact=True).tap()
    body = owner.locator("[contenteditable=true]").first
    body.tap()
    body.press_sequentially(LEAD)
    # The editor hands over what was typed a quarter of a second later.
    expect(owner.locator("[name=body-0-value]")).to_have_value(re.compile(LEAD[-20:]))
    owner.get_by_role("button", name="More actions").tap()
    owner.get_by_role("button", name="Publish", exact=True).tap()
    expect(owner.locator(".messages .success")).to_contain_text("published")


def talk_under_the_article(talk: Talk) -> None:
    reader = read(talk)
    gwen = leave_a_first_reply(talk)
    expect_nothing_said(reader)
    moderator = enter_the_desk(talk)
    approve(moderator, FIRST_WORDS.replace("*", ""))
    expect_one_thought(reader)
    hal = answer_as_somebody_remembered(talk)
    approve(moderator, ANSWER)
    speak_again_after_a_preview(hal)
    follow_the_lasting_address(reader)
    be_refused_and_keep_the_text(gwen)
    expect_all_in_the_feeds(talk, reader)


def read(talk: Talk) -> Page:
    reader = talk.somebody()
    reader.goto("/")
    reader.get_by_role("link", name=HEADLINE).first.click()
    expect(reader.locator("h1")).to_have_text(HEADLINE)
    talk.path = urlsplit(reader.url).path
    expect(reader.get_by_text(LEAD)).to_be_visible()
    expect_nothing_said(reader)
    return reader


def expect_nothing_said(reader: Page) -> None:
    reader.reload()
    expect(reader.locator("#respond")).to_contain_text("Leave a Reply")
    expect(reader.get_by_text("Fill in your details below")).to_be_visible()
    expect(reader.locator("#comments")).to_be_attached()
    expect(reader.get_by_text(re.compile(r"thoughts? on “"))).to_have_count(0)
    expect(reader.locator("[id^=comment-]")).to_have_count(1)  # the hint of the box
    assert "every morning" not in reader.content()


def fill_in(page: Page, text: str, name: str, mail: str) -> None:
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Mail address").fill(mail)


def leave_a_first_reply(talk: Talk) -> Page:
    gwen = talk.somebody()
    gwen.goto(talk.path)
    fill_in(gwen, FIRST_WORDS, "Gwen", "gwen@example.org")
    gwen.get_by_role("button", name="Post Comment").click()
    gwen.wait_for_url(re.compile(r"#comment-1$"))
    waiting = gwen.locator("#comment-1")
    expect(waiting).to_contain_text(WAITS)
    expect(waiting).to_contain_text("I walk there every morning, and I am not nobody.")
    expect(waiting.locator("em")).to_have_text("every")
    return gwen


def enter_the_desk(talk: Talk) -> Page:
    moderator = talk.somebody()
    moderator.goto("/moderation/")
    moderator.get_by_label("Mail address").fill("cy@example.org")
    moderator.get_by_label("Password").fill(PASSWORD)
    moderator.get_by_role("button", name="Log in").click()
    moderator.wait_for_url("**/moderation/")
    return moderator


def approve(moderator: Page, words: str) -> None:
    moderator.goto("/moderation/")
    item = moderator.locator(".queue__item").filter(has_text=words)
    expect(item).to_have_count(1)
    item.get_by_role("button", name="Approve").click()
    expect(moderator.get_by_role("button", name="Undo")).to_be_visible()
    expect(moderator.get_by_text("Nothing waits for you.")).to_be_visible()


def expect_one_thought(reader: Page) -> None:
    reload_until(reader, "every morning")
    expect(reader.locator("#comments h2")).to_have_text(f"One thought on “{HEADLINE}”")
    comment = reader.locator("#comment-1")
    expect(comment).to_contain_text("Gwen")
    expect(comment).to_contain_text("I walk there every morning")
    expect(comment).not_to_contain_text(WAITS)
    assert "gwen@example.org" not in reader.content()


def reload_until(reader: Page, words: str) -> None:
    """A stranger's page is renewed soon after a change, not with it."""

    def reloaded() -> bool:
        reader.reload()
        return words in reader.content()

    wait_until(reloaded, f"{words} is shown to {reader.url}")


def answer_as_somebody_remembered(talk: Talk) -> Page:
    hal = talk.somebody()
    hal.goto(talk.path)
    hal.get_by_role("link", name="Reply to Gwen").click()
    hal.wait_for_url(f"**{talk.path}?replytocom=1#respond")
    expect(hal.locator("#respond h2")).to_have_text("Leave a Reply to Gwen")
    expect(hal.locator("#respond blockquote")).to_contain_text("I walk there every")
    expect(hal.get_by_role("link", name="Back to it")).to_have_attribute(
        "href", f"{talk.path}comment-page-1/#comment-1"
    )
    fill_in(hal, ANSWER, "Hal", "hal@example.org")
    hal.get_by_label("Remember me on this device").check()
    hal.get_by_role("button", name="Post Comment").click()
    hal.wait_for_url(f"**{talk.path}#comment-2")
    expect(hal.locator("#comment-2")).to_contain_text(WAITS)
    return hal


def speak_again_after_a_preview(hal: Page) -> None:
    """Approved once and remembered, so it is published at once."""
    reload_until(hal, ANSWER)
    expect(hal.locator("#comment-2")).not_to_contain_text(WAITS)
    expect(hal.locator("#comment-2")).to_contain_text("in reply to Gwen")
    expect(hal.get_by_label("Name")).to_have_value("Hal")
    expect(hal.get_by_label("Mail address")).to_have_value("hal@example.org")
    hal.get_by_label("Comment", exact=True).fill(LATER_WORDS)
    hal.get_by_role("button", name="Preview").click()
    expect(hal.get_by_role("heading", name="Preview of your comment")).to_be_visible()
    expect(hal.locator(".comment--preview")).to_contain_text(LATER_WORDS)
    expect(hal.get_by_label("Comment", exact=True)).to_have_value(LATER_WORDS)
    hal.get_by_role("button", name="Post Comment").click()
    hal.wait_for_url(re.compile("#comment-3$"))
    expect(hal.locator("#comment-3")).to_contain_text(LATER_WORDS)
    expect(hal.locator("#comment-3")).not_to_contain_text(WAITS)


def follow_the_lasting_address(reader: Page) -> None:
    reload_until(reader, "3 thoughts on")
    expect(reader.locator("#comments h2")).to_have_text(f"3 thoughts on “{HEADLINE}”")
    link = reader.locator("#comment-3 .comment__time")
    expect(link).to_have_attribute("href", re.compile("/comment/3/$"))
    link.click()
    reader.wait_for_url(re.compile(r"/#comment-3$"))
    expect(reader.locator("#comment-3")).to_be_in_viewport()


def be_refused_and_keep_the_text(gwen: Page) -> None:
    """Nothing that was typed is lost, and each mistake is tied to its field."""
    text = "Half the bridge is mine.\n\nThe other half I would share."
    fill_in(gwen, text, "", "nowhere")
    gwen.get_by_label("Website").fill("javascript:alert(1)")
    gwen.get_by_role("button", name="Post Comment").click()
    expect(gwen.get_by_role("heading", name="was not posted")).to_be_visible()
    expect(gwen.get_by_label("Comment", exact=True)).to_have_value(text)
    expect(gwen.get_by_label("Mail address")).to_have_value("nowhere")
    for label in ("Name", "Mail address", "Website"):
        field = gwen.get_by_label(label)
        expect(field).to_have_attribute("aria-invalid", "true")
        described = field.get_attribute("aria-describedby")
        expect(gwen.locator(f"#{described}")).not_to_be_empty()
    fill_in(gwen, " \n", "Gwen", "gwen@example.org")
    gwen.get_by_label("Website").fill("")
    gwen.get_by_role("button", name="Post Comment").click()
    expect(gwen.get_by_text("Please write a comment.").first).to_be_visible()
    expect(gwen.get_by_label("Name")).to_have_value("Gwen")
    gwen.get_by_label("Comment", exact=True).fill(FIRST_WORDS)
    gwen.get_by_role("button", name="Post Comment").click()
    expect(gwen.get_by_role("link", name="See the comment")).to_be_visible()
    expect(gwen.get_by_label("Comment", exact=True)).to_have_value(FIRST_WORDS)


def expect_all_in_the_feeds(talk: Talk, reader: Page) -> None:
    for path in (f"{talk.path}feed/", f"{talk.path}feed/atom/", "/comments/feed/"):
        answer = reader.request.get(path)
        assert answer.status == 200
        wait_until(has_all(reader, path), f"{path} has all that was said")
        feed = reader.request.get(path).text()
        assert "I walk there" in feed
        assert ANSWER in feed
        assert LATER_WORDS in feed
        assert f"{talk.site.url}{talk.path}comment/3/" in feed
        assert "@example.org" not in feed
    assert HEADLINE in reader.request.get("/feed/").text()


def has_all(reader: Page, path: str) -> Callable[[], bool]:
    return lambda: LATER_WORDS in reader.request.get(path).text()


@pytest.mark.parametrize("scripts", [True, False])
def test_watch_complains_of_what_it_looks_for(browser: Browser, scripts: bool) -> None:
    """Else the runs above would prove nothing."""
    watch = Watch("http://127.0.0.1:1")
    visitors = Visitors(browser, watch, {"java_script_enabled": scripts})
    with visitors.visitor() as visitor:
        visitor.route("http://127.0.0.1:1/", serve_a_bad_page)
        visitor.goto("/")
    kinds = {complaint.split(":")[0] for complaint in watch.complaints}
    assert kinds >= {"foreign", "console"}
    assert any("style-src" in complaint for complaint in watch.complaints)
    assert any("wider" in complaint for complaint in watch.complaints) == scripts


def serve_a_bad_page(route: Route) -> None:
    route.fulfill(
        body="<style>p {}</style><img width=9999 src='http://127.0.0.1:9/p.png'>",
        content_type="text/html",
        headers={"Content-Security-Policy": "style-src 'none'"},
    )
