"""What a comment of an export says, in our words; and its fingerprints."""

from __future__ import annotations

import hashlib
import html
import json
from typing import Literal

from rejoinder import text
from rejoinder.discussion.models import (
    MAX_MAIL_CHARACTERS,
    MAX_NAME_CHARACTERS,
    MAX_URL_CHARACTERS,
    CommentKind,
)
from rejoinder.discussion.models import Comment as KeptComment
from rejoinder.discussion.screening import Author
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.wordpress.states import comment_kind
from rejoinder.moving.wxr import Comment
from rejoinder.people.models import Person

NOTE = "a private note of editors"

Counted = Literal["comments", "mentions", "other"]


def source_number(comment: Comment) -> int:
    """Its number in the source. One without gets a negative one from what it says."""
    if comment.id is not None and comment.id > 0:
        return comment.id
    said = "\0".join((comment.author, comment.date, comment.date_gmt, comment.content))
    digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=7)
    return -1 - int.from_bytes(digest.digest())


def counted_as(comment: Comment) -> tuple[Counted, str | None]:
    """What it is counted as, and why it is left out, if it is."""
    if comment.type == "note":
        return "other", NOTE
    kind = comment_kind(comment)
    if kind is None:
        return "comments", f"of the type “{comment.type}”"
    return ("comments" if kind == CommentKind.COMMENT else "mentions"), None


def author_of(comment: Comment, person: Person | None) -> Author:
    """Within our limits, which are WordPress's. Names are kept there with entities."""
    name = " ".join(html.unescape(comment.author).split())
    mail, url = comment.mail.strip(), comment.url.strip()
    return Author(
        name=text.normalise_source(name)[:MAX_NAME_CHARACTERS],
        mail=mail if len(mail) <= MAX_MAIL_CHARACTERS else "",
        url=url if len(url) <= MAX_URL_CHARACTERS else "",
        person=person,
    )


def wanted_hash(comment: Comment) -> str:
    """Not of what it answers: its place here is for ever, whatever happens there."""
    return fingerprint(
        (comment.author, comment.mail, comment.url),
        (comment.date_gmt, comment.date),
        (comment.approved, comment.type, comment.content),
    )


def kept_hash(comment: KeptComment) -> str:
    return fingerprint(
        (comment.author_name, comment.author_url),
        (comment.state, comment.source_text, comment.revision),
    )


def meta_of(comment: Comment) -> str:
    if not comment.meta:
        return ""
    return json.dumps(comment.meta, ensure_ascii=False)
