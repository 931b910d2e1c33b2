"""A site with every kind of page, made by the actions that make one for its owner.

Words that must vanish with what they stand in begin with "canary".
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from rejoinder.discussion.actions import close_thread, keep_comment, set_state
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.screening import Author
from rejoinder.newsroom import actions, body
from rejoinder.newsroom.actions import ArticleAsItWas, MenuItemAsItWas
from rejoinder.newsroom.models import (
    Article,
    File,
    Menu,
    Picture,
    PlainPage,
    Section,
    Tag,
    Writer,
)
from rejoinder.newsroom.queries import thread_of_article, thread_of_page
from rejoinder.people.actions import add_account
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site, WhoMaySpeak
from tests.newsroom.conftest import picture_file

#: When everything but what a test does happened.
THEN = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
NOW = THEN + timedelta(days=2)

#: Top-level comments on a page of a thread: so few that a thread of twenty pages is
#: made quickly.
ON_A_PAGE = 2


@dataclass
class SiteInUse:
    """`talk` is the thread with twenty pages, below `ferry`."""

    site: Site
    owner: User
    news: Section
    city: Section
    sport: Section
    imogen: Writer
    heat: Tag
    photo: Picture
    timetable: File
    ferry: Article
    long_read: Article
    pinned: Article
    older: Article
    binned: Article
    brought: Article
    draft: Article
    scheduled: Article
    about: PlainPage
    team: PlainPage
    rules: PlainPage
    menu: Menu
    talk: Thread
    short_talk: Thread
    closed_talk: Thread

    def read_again(self) -> SiteInUse:
        """The same rows, with nothing in memory of what was done to them."""
        rows = {each.name: getattr(self, each.name) for each in fields(self)}
        again = {n: type(row).objects.get(pk=row.pk) for n, row in rows.items()}
        return SiteInUse(**again)

    def comment(self, number: int, thread: Thread | None = None) -> Comment:
        rows = Comment.objects.select_related("thread__site")
        return rows.get(thread=thread or self.talk, number=number)


#: Numbers of comments of the thread with twenty pages.
ON_PAGE_2, ANSWERED, ANSWER, ALONE_ON_PAGE_19 = 3, 5, 41, 37
HELD, HIDDEN_PARENT, ON_LAST_PAGE = 42, 43, 40
LONG_BRANCH = 1


def make_site_in_use(site: Site) -> SiteInUse:
    site.comments_per_page = ON_A_PAGE
    site.articles_per_page = 2
    site.feed_length = 4
    site.who_may_speak = WhoMaySpeak.EVERYONE
    site.save()
    owner = add_account(
        site=site, name="Olga", mail="olga@example.org", role=Role.OWNER, password=None
    )
    news = actions.add_section(site=site, name="News")
    city = actions.add_section(site=site, name="City", parent=news)
    sport = actions.add_section(site=site, name="Sport")
    photo = actions.add_picture(
        site=site, file=picture_file(600, 400), title="p", caption="canarypicture"
    )
    imogen = actions.add_writer(
        site=site, name="Imogen", bio="canarywriter", picture=photo
    )
    timetable = actions.add_file(
        site=site, file=picture_file(), name="timetable.pdf", title="Timetable"
    )
    older = _published(site, "The older one", days=-40, section=sport)
    links = (
        f'<p>See <a linktype="page" id="{older.pk}">it</a> and '
        f'<a linktype="document" id="{timetable.pk}">the timetable</a>.</p>'
    )
    ferry = _published(
        site,
        "The ferry",
        body=[
            body.rich_text(links),
            body.markdown("canaryferry"),
            body.picture(photo, alt="A ferry"),
        ],
        section=city,
        bylines=[imogen],
        tags=["Heat"],
        lead_picture=photo,
    )
    long_read = _published(
        site,
        "A long read",
        days=-1,
        body=[body.markdown("One."), body.page_break(), body.markdown("Two.")],
        section=news,
        further_sections=[sport],
        bylines=[imogen],
    )
    pinned = _published(site, "Pinned", days=-3, is_pinned=True, section=sport)
    binned = _published(site, "In the bin", section=sport)
    actions.bin_article(article=binned, now=THEN)
    # As an import leaves it: without any revision.
    brought = actions.keep_article(
        site=site,
        values=ArticleAsItWas(
            "canarybrought",
            body=[body.markdown("canarybrought")],
            section=sport,
            address_part="brought",
            published_on=THEN - timedelta(days=70),
        ),
        state="published",
        now=THEN,
    )
    draft = actions.write_article(site=site, headline="canarydraft", section=sport)
    scheduled = actions.write_article(site=site, headline="canaryscheduled")
    actions.schedule_article(
        article=scheduled, at=datetime.now(UTC) + timedelta(days=2)
    )
    about = _page(site, "About us", comments_open=True)
    team = _page(site, "Our team", parent=about, body=[body.markdown("canaryteam")])
    rules = _page(site, "House rules")
    menu = actions.keep_menu(
        site=site,
        name="Foot",
        place="footer",
        items=[MenuItemAsItWas(article=pinned), MenuItemAsItWas(page=about)],
    )
    talk, short_talk = thread_of_article(ferry), thread_of_page(about)
    closed_talk = thread_of_article(older)
    assert talk and short_talk and closed_talk
    close_thread(thread=closed_talk)
    used = SiteInUse(
        site=site,
        owner=owner,
        news=news,
        city=city,
        sport=sport,
        imogen=imogen,
        heat=Tag.objects.get(name="Heat"),
        photo=photo,
        timetable=timetable,
        ferry=ferry,
        long_read=long_read,
        pinned=pinned,
        older=older,
        binned=binned,
        brought=brought,
        draft=draft,
        scheduled=scheduled,
        about=about,
        team=team,
        rules=rules,
        menu=menu,
        talk=talk,
        short_talk=short_talk,
        closed_talk=closed_talk,
    )
    _talk(used)
    return used


def _published(site: Site, headline: str, days: int = 0, **fields: Any) -> Article:
    return actions.publish_article(
        article=actions.write_article(
            site=site,
            headline=headline,
            published_on=THEN + timedelta(days=days),
            **fields,
        )
    )


def _page(site: Site, title: str, **fields: Any) -> PlainPage:
    return actions.publish_page(
        page=actions.write_page(site=site, title=title, **fields)
    )


def _talk(used: SiteInUse) -> None:
    for n in range(1, 41):
        said(used.talk, f"canarycomment{n}x", minutes=n)
    said(used.talk, "An answer.", parent=used.comment(ANSWERED), minutes=41)
    said(used.talk, "Waits.", minutes=42, state=CommentState.HELD)
    said(used.talk, "Never seen.", minutes=43, state=CommentState.HIDDEN)
    for n in range(44, 48):
        said(used.talk, f"Branch {n}", parent=used.comment(LONG_BRANCH), minutes=n)
    # Nothing but number 37 is left on page 19, and page 15 is empty.
    for number in (38, 29, 30):
        set_state(comment=used.comment(number), state=CommentState.HIDDEN, now=NOW)
    said(used.short_talk, "canaryabout", minutes=1)


def said(
    thread: Thread,
    words: str,
    *,
    parent: Comment | None = None,
    state: CommentState = CommentState.PUBLISHED,
    minutes: int = 0,
) -> Comment:
    return keep_comment(
        thread=Thread.objects.select_related("site").get(pk=thread.pk),
        parent=parent,
        author=Author(name="Ben", mail="ben@example.org", url=""),
        source_text=words,
        state=state,
        written_at=NOW + timedelta(minutes=minutes),
    )
