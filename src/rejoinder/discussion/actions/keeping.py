"""Writing a comment's row: the step that posting, importing and the demo share."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from rejoinder import text
from rejoinder.discussion.actions.announcing import announce_published
from rejoinder.discussion.actions.placing import give_place
from rejoinder.discussion.actions.threads import locked
from rejoinder.discussion.models import (
    Comment,
    CommentState,
    Origin,
    PostingFacts,
    Thread,
)
from rejoinder.discussion.rules import usable_url
from rejoinder.discussion.screening import Author, Circumstances
from rejoinder.people.actions import new_guest
from rejoinder.people.models import Person
from rejoinder.sites.hashing import keyed_hash
from rejoinder.statements import insert_row, update_row

#: What keeping a comment changes on its thread.
THREAD_COUNTERS = (
    *("published_count", "held_count", "last_published_at"),
    *("last_number", "last_root_ordinal"),
)


def keep_comment(
    *,
    thread: Thread,
    parent: Comment | None,
    author: Author,
    source_text: str,
    state: CommentState,
    written_at: datetime,
    body_html: str | None = None,
    number: int | None = None,
    circumstances: Circumstances | None = None,
    approved_before: int = 0,
    origin: Origin = Origin.FORM,
    origin_key: str = "",
    is_locked: bool = False,
) -> Comment:
    """Keep a comment in this state, with no rule asked and nobody told.

    `number` is given by imports that bring their own, unique within the thread.
    A website that is no web address is left out.
    `body_html` is text.render_comment's of the source, made here when not given.
    `is_locked`: the caller's transaction holds the thread's lock, and `thread` is the
    row as it was read with it.
    """
    body = text.render_comment(source_text) if body_html is None else body_html
    with transaction.atomic(savepoint=not is_locked):
        fresh = thread if is_locked else locked(thread.pk)
        fresh.site = thread.site  # read already
        comment = Comment(
            site_id=fresh.site_id,
            thread=fresh,
            number=fresh.last_number + 1 if number is None else number,
            parent=parent,
            root_id=None if parent is None else parent.root_id or parent.pk,
            depth=0 if parent is None else parent.depth + 1,
            person=author.person or _new_guest(author, fresh),
            author_name=author.name,
            author_url=linkable(author.url),
            source_text=source_text,
            body_html=body,
            renderer_version=text.RENDERER_VERSION,
            state=state,
            written_at=written_at,
            origin=origin,
            origin_key=origin_key,
            same_text_hash=same_text_hash(author, parent, source_text),
        )
        if state == CommentState.PUBLISHED:
            give_place(comment, fresh)
            comment.published_at = written_at
        insert_row(comment)
        count_in(fresh, comment)
        fresh.last_number = max(fresh.last_number, comment.number)
        update_row(fresh, *THREAD_COUNTERS)
        seen = circumstances or Circumstances()
        insert_row(facts_of(comment, author, seen, approved_before))
        if state == CommentState.PUBLISHED:
            announce_published(comment, fresh)
    return comment


def linkable(url: str) -> str:
    """Pages link this, so whatever road it came by it is http(s), or nothing."""
    try:
        return usable_url(url)
    except ValueError:
        return ""


def same_text_hash(author: Author, parent: Comment | None, source_text: str) -> str:
    """Equal for what WordPress calls a duplicate within one thread: the same parent,
    name, mail address and text. 32 hexadecimal digits."""
    parts = (str(parent.pk if parent else 0), author.name, author.mail, source_text)
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


def count_in(thread: Thread, comment: Comment) -> None:
    """Count a comment in its state on `thread`, in memory."""
    _count(thread, comment.state, 1)
    if comment.state == CommentState.PUBLISHED:
        last, this = thread.last_published_at, comment.published_at
        thread.last_published_at = max(filter(None, (last, this)), default=None)


def count_out(thread: Thread, state: str) -> None:
    """Take one comment that was in `state` out of the counters, in memory."""
    _count(thread, state, -1)


def _count(thread: Thread, state: str, by: int) -> None:
    if state == CommentState.PUBLISHED:
        thread.published_count += by
    elif state == CommentState.HELD:
        thread.held_count += by


def _new_guest(author: Author, thread: Thread) -> Person:
    return new_guest(
        site=thread.site,
        name=author.name,
        mail=author.mail,
        url=author.url,
        device_key=author.device_key,
    )


def facts_of(
    comment: Comment, author: Author, seen: Circumstances, approved_before: int = 0
) -> PostingFacts:
    """What is kept about the posting of `comment`, not saved yet."""
    keeps_networks = comment.thread.site.keep_network_addresses
    return PostingFacts(
        comment=comment,
        site_id=comment.site_id,
        posted_at=comment.written_at,
        mail=author.mail,
        mail_hash=keyed_hash("mail", author.mail.lower()),
        name_and_mail_hash=pair_hash(author),
        network_hash=keyed_hash("network", seen.network_address),
        network_address=seen.network_address if keeps_networks else "",
        browser=seen.browser[:254],
        link_count=text.count_links(comment.body_html),
        approved_before=approved_before,
        writing_seconds=seen.writing_seconds,
        subject_version=comment.thread.subject_version,
    )


def pair_hash(author: Author) -> str:
    """Of name and mail address as typed; '' when either is missing."""
    if not (author.name and author.mail):
        return ""
    return keyed_hash("name-and-mail", f"{author.name}\0{author.mail.lower()}")
