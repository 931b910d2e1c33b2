"""Feeds of comments: of the whole site, and of one thread."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rejoinder import text
from rejoinder.discussion.models import Comment, Thread
from rejoinder.discussion.queries import (
    lasting_address,
    newest_published,
    published_in_thread,
    quoted_subject,
)
from rejoinder.newsroom.feeds import Entry, FeedHead, feed_response
from rejoinder.pagestore.rendering import depends_on, shows_people
from rejoinder.sites.queries import site_origin
from rejoinder.sites.tags import layout
from rejoinder.web.requests import SiteRequest

SUMMARY_CHARACTERS = 300


@require_safe
def comments_feed(request: SiteRequest, kind: str = "") -> HttpResponse:
    """The newest comments of the site, as /comments/feed/ of WordPress."""
    site, origin = request.site, site_origin(request.site)
    depends_on(layout(site.pk))
    comments = newest_published(site, site.feed_length)
    head = FeedHead(
        title=_("Comments for %(site)s") % {"site": site.name},
        url=f"{origin}/",
        feed_url=f"{origin}/comments/feed/{kind}",
        description=site.tagline,
        language=site.language,
        since=site.created_at,
        entries=_entries(comments, origin, names_thread=True),
    )
    return feed_response(head, is_atom=kind == "atom/")


def thread_feed(request: SiteRequest, thread: Thread, *, is_atom: bool) -> HttpResponse:
    """The newest comments on one article or page."""
    site, origin = request.site, site_origin(request.site)
    depends_on(layout(site.pk))
    url = f"{origin}{quoted_subject(thread)}"
    comments = published_in_thread(thread, site.feed_length)
    head = FeedHead(
        title=_("Comments on: %(title)s") % {"title": thread.title},
        url=url,
        feed_url=f"{url}feed/{'atom/' if is_atom else ''}",
        description=site.tagline,
        language=thread.language or site.language,
        since=thread.subject_since,
        entries=_entries(comments, origin, names_thread=False),
    )
    return feed_response(head, is_atom=is_atom)


def _entries(
    comments: Iterable[Comment], origin: str, *, names_thread: bool
) -> list[Entry]:
    shows_people()
    return [_entry(comment, origin, names_thread) for comment in comments]


def _entry(comment: Comment, origin: str, names_thread: bool) -> Entry:
    author = comment.author_name or _("Anonymous")
    names = {"title": comment.thread.title, "name": author}
    title = _("By: %(name)s") % names
    if names_thread:
        title = _("Comment on %(title)s by %(name)s") % names
    lasting = f"{origin}{lasting_address(comment)}"
    parent = comment.parent
    if parent is not None:
        parent.thread = comment.thread
    return Entry(
        title=title,
        url=lasting,
        guid=lasting,
        published_at=comment.written_at,
        updated_at=comment.edited_at,
        summary=text.excerpt_html(comment.body_html, SUMMARY_CHARACTERS),
        html=comment.body_html,
        authors=(author,),
        answers_url=f"{origin}{lasting_address(parent)}" if parent else "",
    )
