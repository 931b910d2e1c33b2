"""Puts the demo newsroom into an empty site, through the actions that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Literal, assert_never

from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.demo import blocks
from rejoinder.demo.comment import DemoComment
from rejoinder.demo.content import (
    DemoArticle,
    DemoNewsroom,
    DemoPage,
    load_newsroom,
    picture_bytes,
)
from rejoinder.discussion.actions import keep_comment
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.screening import Author, Verdict
from rejoinder.discussion.signals import comment_posted
from rejoinder.errors import Conflict
from rejoinder.moderation.actions import judge
from rejoinder.moderation.models import Act
from rejoinder.newsroom import body
from rejoinder.newsroom.actions import (
    add_picture,
    add_section,
    add_writer,
    prepare_site,
    publish_article,
    publish_page,
    schedule_article,
    write_article,
    write_page,
)
from rejoinder.newsroom.models import Article, Picture, Section, Writer
from rejoinder.people.actions import (
    DEMO_LINK_LIFETIME,
    add_account,
    make_one_time_link,
)
from rejoinder.people.models import OneTimeLink, User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site

#: Whom a newcomer may look as. The addresses cannot receive mail (RFC 2606).
DEMO_PEOPLE = {
    Role.READER: ("Robin Reader", "reader@demo.example"),
    Role.MODERATOR: ("Morgan Moderator", "moderator@demo.example"),
    Role.EDITOR: ("Edith Editor", "editor@demo.example"),
}


@dataclass
class _Filling:
    """What has been made so far, by the demo's own short names."""

    site: Site
    now: datetime
    staff: dict[Role, User]
    sections: dict[str, Section]
    writers: dict[str, Writer]
    pictures: dict[str, Picture]


def fill_site(
    *,
    site: Site,
    now: datetime,
    progress: Callable[[str], None] = lambda step: None,
) -> dict[Role, str]:
    """Fill an empty site and mark it as a demo; a path for each role to look as.

    A site that is the demo already is left as it is and only gets new links. It is
    filled whole or not at all. Raises Conflict for a site with articles or accounts.
    """
    if not site.is_demo:
        if Article.objects.exists() or User.objects.exists():
            raise Conflict(
                _("This site is in use. The demo goes into an empty folder only."),
                code="site-in-use",
            )
        with transaction.atomic():
            _fill(site, now, progress)
    return {role: _link(site, role, now) for role in DEMO_PEOPLE}


def _link(site: Site, role: Role, now: datetime) -> str:
    token = make_one_time_link(
        site=site,
        purpose=OneTimeLink.Purpose.DEMO,
        user=User.objects.get(email=DEMO_PEOPLE[role][1]),
        now=now,
        lifetime=DEMO_LINK_LIFETIME,
    )
    return f"/account/welcome/{token}/"


def _fill(site: Site, now: datetime, progress: Callable[[str], None]) -> None:
    newsroom = load_newsroom()
    site.name, site.tagline = newsroom.name, newsroom.tagline
    site.language, site.is_demo = newsroom.language, True
    site.save()
    prepare_site(site=site)
    staff = {
        role: add_account(site=site, name=name, mail=mail, role=role, password=None)
        for role, (name, mail) in DEMO_PEOPLE.items()
    }
    filling = _Filling(site, now, staff, {}, {}, {})
    _make_sections_and_writers(filling, newsroom)
    for page in newsroom.pages:
        _make_page(filling, page)
    for article in newsroom.articles:
        progress(article.headline)
        _make_article(filling, article)


def _make_sections_and_writers(filling: _Filling, newsroom: DemoNewsroom) -> None:
    for position, section in enumerate(newsroom.sections):
        filling.sections[section.slug] = add_section(
            site=filling.site,
            name=section.title,
            slug=section.slug,
            description=section.description,
            position=position,
        )
    for writer in newsroom.writers:
        filling.writers[writer.slug] = add_writer(
            site=filling.site, name=writer.name, slug=writer.slug, bio=writer.bio
        )


def _make_page(filling: _Filling, page: DemoPage) -> None:
    made = write_page(
        site=filling.site,
        title=page.title,
        body=_body(filling, page.blocks),
        language=page.language,
        address_part=page.slug,
    )
    publish_page(page=made)


def _make_article(filling: _Filling, article: DemoArticle) -> None:
    lead = article.lead_picture
    at = None
    if article.published_days_ago is not None:
        at = filling.now - timedelta(days=article.published_days_ago)
    made = write_article(
        site=filling.site,
        headline=article.headline,
        standfirst=article.standfirst,
        body=_body(filling, article.blocks),
        section=filling.sections[article.section],
        tags=article.tags,
        bylines=[filling.writers[slug] for slug in article.bylines],
        language=article.language,
        lead_picture=_picture(filling, lead),
        lead_alt=lead.alt,
        address_part=article.slug,
        published_on=at if article.status == "published" else None,
    )
    if article.status == "scheduled" and at is not None:
        schedule_article(article=made, at=at)
    elif article.status == "published" and at is not None:
        publish_article(article=made)
        thread = Thread.objects.get(article_link__article=made)
        _make_comments(filling, thread, article.comments, at)


def _picture(filling: _Filling, block: blocks.PictureBlock) -> Picture:
    if block.file not in filling.pictures:
        filling.pictures[block.file] = add_picture(
            site=filling.site,
            file=BytesIO(picture_bytes(block.file)),
            title=block.caption or block.alt,
            description=block.alt,
            caption=block.caption,
            credit=block.credit,
            licence=block.licence,
        )
    return filling.pictures[block.file]


def _body(filling: _Filling, parts: Iterable[blocks.DemoBlock]) -> list[body.Block]:
    return [_block(filling, part) for part in parts]


def _block(filling: _Filling, part: blocks.DemoBlock) -> body.Block:
    match part:
        case blocks.TextBlock():
            return body.rich_text(part.html)
        case blocks.PictureBlock():
            picture = _picture(filling, part)
            return body.picture(picture, alt=part.alt, caption=part.caption)
        case blocks.QuoteBlock():
            return body.quote(
                part.text, attribution=part.attribution, source_url=part.source_url
            )
        case blocks.LinkBlock():
            return body.link(part.url, part.title, description=part.description)
        case blocks.CodeBlock():
            return body.code(part.code, language=part.language)
        case blocks.TableBlock():
            return body.table(part.header, part.rows, caption=part.caption)
        case blocks.MarkdownBlock():
            return body.markdown(part.source)
    assert_never(part)


def _make_comments(
    filling: _Filling,
    thread: Thread,
    comments: Iterable[DemoComment],
    published: datetime,
) -> None:
    """In the order of their times, so that numbers and places follow them."""
    made: dict[str, Comment] = {}
    for comment in sorted(comments, key=lambda comment: comment.minutes_after):
        parent = made.get(comment.parent_key or "")
        # Nobody has commented in the future, however young the article is.
        at = min(published + timedelta(minutes=comment.minutes_after), filling.now)
        made[comment.key] = _make_comment(filling, thread, comment, parent, at)


def _make_comment(
    filling: _Filling,
    thread: Thread,
    comment: DemoComment,
    parent: Comment | None,
    at: datetime,
) -> Comment:
    waits = comment.state in {"held", "spam"}
    kept = keep_comment(
        thread=thread,
        parent=parent,
        author=Author(comment.name, comment.email, comment.website),
        source_text=comment.text,
        state=CommentState(comment.state) if waits else CommentState.PUBLISHED,
        written_at=at,
    )
    if comment.state == "held" or comment.state == "spam":
        verdict = _verdict(comment.state, comment.reason)
        comment_posted.send(sender=Comment, comment=kept, verdict=verdict, now=at)
    elif comment.state == "hidden":
        judge(
            comments=[kept],
            act=Act.HIDE,
            by=filling.staff[Role.MODERATOR],
            reason=comment.reason,
            now=at,
        )
    return kept


def _verdict(state: Literal["held", "spam"], reason: str) -> Verdict:
    """As the screener would have said it whose reason the demo gives."""
    if state == "spam":
        screener, rule = "disallowed_words", "disallowed-word"
    elif "link" in reason:
        screener, rule = "many_links", "links"
    else:
        screener, rule = "who_may_speak", "first-comment"
    return Verdict(state, rule, reason, f"rejoinder.moderation.screeners.{screener}")
