"""Speaking as whoever this browser proves to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rejoinder.discussion.actions import post_comment
from rejoinder.discussion.models import Comment, Thread
from rejoinder.discussion.screening import Author, Circumstances
from rejoinder.people.actions import (
    forget_device,
    new_device_key,
    person_of_account,
    update_guest,
)
from rejoinder.replyform.fields import Fields
from rejoinder.replyform.writer import Writer


@dataclass(frozen=True)
class Spoken:
    """`device_key` is for the guest's browser: a new one, '' to drop the one that it
    has, None to leave things as they are."""

    comment: Comment
    device_key: str | None = None


def speak(
    *,
    thread: Thread,
    writer: Writer,
    fields: Fields,
    circumstances: Circumstances,
    now: datetime,
) -> Spoken:
    """Post what the form carries as whoever the writer is proven to be.

    A guest who ticked the box is given a device key, kept with the comment; one who
    did not is remembered no longer. Raises what discussion.post_comment raises, and
    then nothing was written.
    """

    def post(author: Author) -> Comment:
        return post_comment(
            thread=thread,
            parent_number=fields.parent_number,
            author=author,
            source_text=fields.comment,
            circumstances=circumstances,
            now=now,
        )

    if writer.user is not None:
        person = person_of_account(site=thread.site, user=writer.user)
        return Spoken(post(Author("", "", "", user=writer.user, person=person)))
    typed = (fields.author, fields.email, fields.url)
    remember = fields.remember and thread.site.offer_to_remember
    if writer.guest is None:
        key = new_device_key() if remember else ""
        return Spoken(post(Author(*typed, device_key=key)), key or None)
    # The key proves who speaks, whether or not they want to be remembered further.
    comment = post(Author(*typed, person=writer.guest))
    if not remember:
        forget_device(person=writer.guest)
        return Spoken(comment, "")
    name, mail, url = comment.author_name, fields.email.strip(), comment.author_url
    update_guest(person=writer.guest, name=name, mail=mail, url=url)
    return Spoken(comment)
