"""Setting right what was kept from elsewhere, when it has changed there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder import text
from rejoinder.discussion.actions.announcing import announce_amended
from rejoinder.discussion.actions.keeping import (
    facts_of,
    linkable,
    same_text_hash,
)
from rejoinder.discussion.actions.states import set_state
from rejoinder.discussion.models import Comment, CommentState, PostingFacts
from rejoinder.discussion.screening import Author, Circumstances


def amend_comment(
    *,
    comment: Comment,
    author: Author,
    source_text: str,
    body_html: str,
    state: CommentState,
    written_at: datetime,
    now: datetime,
) -> Comment:
    """Take over text, names, time and state; the row as it is now.

    Its place and number stay, and so does the person. `source_text` is written in the
    comment's markup. Revisions are for what people edit here: none is made.
    """
    with transaction.atomic():
        fresh = set_state(comment=comment, state=state, now=now)
        fresh.author_name = author.name
        fresh.author_url = linkable(author.url)
        fresh.source_text, fresh.body_html = source_text, body_html
        fresh.renderer_version = text.RENDERER_VERSION
        fresh.same_text_hash = same_text_hash(author, fresh.parent, source_text)
        fresh.written_at = written_at
        if fresh.published_at is not None:
            fresh.published_at = written_at
        fresh.save()
        facts = facts_of(fresh, author, Circumstances())
        PostingFacts.objects.filter(comment=fresh).update(
            posted_at=facts.posted_at,
            mail=facts.mail,
            mail_hash=facts.mail_hash,
            name_and_mail_hash=facts.name_and_mail_hash,
            link_count=facts.link_count,
        )
        if fresh.state == CommentState.PUBLISHED:
            announce_amended(fresh, fresh.thread)
    return fresh
