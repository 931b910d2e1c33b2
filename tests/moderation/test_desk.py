"""The queue: what it shows, and that it shows it safely and at a fixed cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.screening import Circumstances
from rejoinder.moderation.actions import judge
from rejoinder.moderation.models import Act
from rejoinder.sites.models import Site
from tests.factories import NOON, account, guest, make_thread, post, publish
from tests.people import Cast

HELD = CommentState.HELD


def page(desk: Client, address: str = "/moderation/") -> str:
    response = desk.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_empty_queue_says_so(desk: Client, site: Site) -> None:
    assert "Nothing waits for you." in page(desk)


def test_held_comment_is_shown_with_its_context(desk: Client, thread: Thread) -> None:
    publish(thread, "The bridge is *blue*.", author=guest("Ida"))
    post(
        thread,
        "See https://a.example https://b.example **please**",
        parent_number=1,
        author=guest("Gil", url="https://gil.example/"),
    )
    html = page(desk)
    assert "<strong>please</strong>" in html  # as readers would see it
    assert "Gil" in html
    assert "gil@example.org" in html
    assert 'href="https://gil.example/"' in html
    assert 'href="/2026/11/24/the-bridge/"' in html
    assert "The bridge is blue." in html  # what it answers
    assert "Number of links" in html
    assert "2 links, the limit is 2." in html


def test_queue_tells_about_others_by_the_same_person_and_mail(
    desk: Client, thread: Thread, site: Site, cast: Cast
) -> None:
    author = account(cast.ben, site)
    publish(thread, "One.", author=author)
    publish(thread, "Two.", author=author, state=CommentState.SPAM)
    publish(thread, "Three.", author=author, state=HELD)
    publish(thread, "Four.", author=guest("Gil"))
    publish(thread, "Five.", author=guest("Gil"), state=HELD)
    items = desk.get("/moderation/").context["items"]
    assert [item.by_person for item in items] == [
        (),
        (("Published", 1), ("Spam", 1)),
    ]
    assert items[0].by_mail == (("Published", 1),)


def test_tabs_show_each_state_with_its_count(desk: Client, thread: Thread) -> None:
    states = ["held", "held", "published", "hidden", "spam", "withdrawn", "erased"]
    for state in states:
        publish(thread, f"I am {state}", state=CommentState(state))
    tabs = desk.get("/moderation/").context["tabs"]
    assert {tab.name: tab.count for tab in tabs} == {
        "held": 2,
        "published": 1,
        "hidden": 1,
        "spam": 1,
        "all": 6,
    }
    for state in ("held", "published", "hidden", "spam"):
        html = page(desk, f"/moderation/?show={state}")
        shown = {s for s in states if f"I am {s}" in html}
        assert shown == {state}
    assert "I am withdrawn" in page(desk, "/moderation/?show=all")
    assert "I am erased" not in page(desk, "/moderation/?show=all")


def test_order_search_and_thread_narrow_the_queue(
    desk: Client, thread: Thread, site: Site
) -> None:
    other = make_thread(site, subject_url="/other/", title="Another")
    one = publish(thread, "Apples.", author=guest("Ida"), state=HELD)
    two = publish(other, "Pears.", author=guest("Gil"), state=HELD)

    def listed(query: str) -> list[int]:
        items = desk.get(f"/moderation/?{query}").context["items"]
        return [item.comment.pk for item in items]

    assert listed("") == [two.pk, one.pk]
    assert listed("order=oldest") == [one.pk, two.pk]
    assert listed("q=apples") == [one.pk]
    assert listed("q=gil") == [two.pk]
    assert listed("q=ida%40example") == [one.pk]
    assert listed("q=nothing") == []
    assert listed(f"thread={other.pk}") == [two.pk]


@pytest.mark.parametrize(
    "query", ["show=nonsense", "thread=x", "thread=" + "9" * 40, "q=%00%ff", "order=1"]
)
def test_filter_that_cannot_be_read_is_ignored(
    desk: Client, thread: Thread, query: str
) -> None:
    publish(thread, "Apples.", state=HELD)
    assert desk.get(f"/moderation/?{query}").status_code == 200


def test_pages_hold_twenty_and_keep_the_filter(desk: Client, thread: Thread) -> None:
    for n in range(21):
        publish(thread, f"Number {n}.", state=CommentState.SPAM)
    first = desk.get("/moderation/?show=spam")
    assert len(first.context["items"]) == 20
    assert 'href="/moderation/page/2/?show=spam"' in first.content.decode()
    second = desk.get("/moderation/page/2/?show=spam")
    assert len(second.context["items"]) == 1


def test_page_that_has_been_emptied_leads_to_the_last_one(
    desk: Client, thread: Thread
) -> None:
    publish(thread, "Only one.", state=HELD)
    response = desk.get("/moderation/page/7/?order=oldest")
    assert (response.status_code, response["Location"]) == (
        303,
        "/moderation/?order=oldest",
    )


def test_all_on_the_page_are_chosen_without_a_script(
    desk: Client, thread: Thread
) -> None:
    for n in range(3):
        publish(thread, f"Number {n}.", state=HELD)
    assert page(desk).count(" checked>") == 0
    assert 'href="/moderation/?choose=all#chosen"' in page(desk)
    assert page(desk, "/moderation/?choose=all").count(" checked>") == 3


def test_long_text_is_folded_up_but_there(desk: Client, thread: Thread) -> None:
    publish(thread, "word " * 400 + "the end", state=HELD)
    html = page(desk)
    assert "<details" in html
    assert "the end" in html


def test_desk_costs_the_same_with_five_and_with_twenty_comments(
    desk: Client,
    thread: Thread,
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def add(n: int) -> None:
        parent = publish(thread, f"Parent {n}.", author=guest(f"P{n}"))
        post(
            thread,
            f"https://a.example https://b.example {n}",
            parent_number=parent.number,
            author=guest(f"G{n}"),
            circumstances=Circumstances(network_address=f"192.0.2.{n}"),
        )

    for n in range(5):
        add(n)
    with django_assert_max_num_queries(20) as five:
        assert len(desk.get("/moderation/").context["items"]) == 5
    for n in range(5, 20):
        add(n)
    with django_assert_num_queries(len(five)):
        assert len(desk.get("/moderation/").context["items"]) == 20


NAME = '" autofocus onfocus=alert(1) x="'
HOSTILE_SITES = [
    "http://a.example/'onmouseover='alert(1)",
    'http://a.example/"onmouseover="alert(1)',
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)//http://",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/",
    "http://[bad",
]


@pytest.mark.parametrize("website", HOSTILE_SITES)
def test_hostile_names_and_websites_stay_text(
    desk: Client, thread: Thread, website: str
) -> None:
    comment = publish(
        thread, "Text.", author=guest(NAME, mail="", url=website), state=HELD
    )
    publish(thread, "Answer.", author=guest(NAME, mail=""), parent=comment, state=HELD)
    judge(
        comments=[comment],
        act=Act.SPAM,
        by=_moderator(thread.site),
        now=NOON,
        reason='<img src=x onerror=alert(1)> " onfocus=alert(1)',
    )
    for address in (
        "/moderation/?show=all",
        f"/moderation/?show=all&q={NAME}",
        f"/moderation/comments/{comment.pk}/",
        "/moderation/log/",
    ):
        _assert_harmless(page(desk, address))


def test_hostile_title_and_listed_word_stay_text(desk: Client, site: Site) -> None:
    site.moderation_words = "<img src=x onerror=alert(1)>"
    site.save()
    thread = make_thread(site, title=f"<script>alert(1)</script>{NAME}")
    comment = post(thread, "So: <img src=x onerror=alert(1)>")
    assert comment.state == "held"
    for address in (
        "/moderation/",
        f"/moderation/?thread={thread.pk}",
        "/moderation/threads/",
        "/moderation/log/",
        f"/moderation/comments/{comment.pk}/",
    ):
        _assert_harmless(page(desk, address))


def _moderator(site: Site):  # type: ignore[no-untyped-def]
    return site.memberships.get(role="moderator").user


def _assert_harmless(html: str) -> None:
    """Parsed as a browser does: no script, no handler, no link but to the web."""
    import html5lib

    document = html5lib.parse(html, namespaceHTMLElements=False)
    for element in document.iter():
        assert element.tag != "script"
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), (element.tag, name)
            assert name not in {"autofocus", "style"}, (element.tag, name)
            if name in {"href", "src", "action"}:
                assert value.startswith(
                    ("/", "#", "http://a.example/", "https://", "http://testserver")
                ), value
                assert not value.startswith("//"), value


def test_pages_of_the_desk_carry_the_strict_policy(desk: Client, site: Site) -> None:
    response = desk.get("/moderation/")
    assert "script-src 'self';" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_comment_page_shows_all_that_was_decided(
    desk: Client, thread: Thread, cast: Cast
) -> None:
    comment = post(thread, "https://a.example https://b.example")
    judge(comments=[comment], act=Act.SPAM, by=cast.ada, now=NOON, reason="An advert.")
    html = page(desk, f"/moderation/comments/{comment.pk}/")
    assert "2 links, the limit is 2." in html
    assert "An advert." in html
    assert "Ada" in html
    assert "Not spam" in html


def test_erased_comment_has_a_page_that_says_so(desk: Client, thread: Thread) -> None:
    comment = publish(thread, "", author=guest(""), state=CommentState.ERASED)
    html = page(desk, f"/moderation/comments/{comment.pk}/")
    assert "This comment was erased." in html
    assert 'name="one"' not in html


def test_comment_that_does_not_exist_is_not_found(desk: Client, site: Site) -> None:
    assert desk.get("/moderation/comments/999/").status_code == 404


def test_log_shows_newest_decisions_and_those_of_one_moderator(
    desk: Client, thread: Thread, cast: Cast
) -> None:
    for user, act in ((cast.cy, Act.HIDE), (cast.ada, Act.SPAM)):
        comment: Comment = publish(thread, "Text.")
        judge(comments=[comment], act=act, by=user, now=NOON, reason=f"Says {user}.")
    html = page(desk, "/moderation/log/")
    assert html.index("Says Ada.") < html.index("Says Cy.")
    html = page(desk, f"/moderation/log/?by={cast.cy.pk}")
    assert "Says Cy." in html
    assert "Says Ada." not in html
