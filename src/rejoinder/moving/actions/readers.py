"""Comments of people who had an account there."""

from __future__ import annotations

from rejoinder.moving.actions.people import KIND as WRITER
from rejoinder.moving.actions.people import writer_key
from rejoinder.moving.actions.run import Run
from rejoinder.moving.wxr import Comment
from rejoinder.newsroom.models import Writer
from rejoinder.people.actions import person_of_account, person_without_account
from rejoinder.people.models import Person

KIND = "reader"


def person_of(run: Run, channel: int, comment: Comment) -> Person | None:
    """Who wrote it, where the old site knew: one person for all of an account's.

    An author's comments belong to the account that was made for them; the others' to
    a person of their own, which nobody can sign in as.
    """
    if not comment.user_id:
        return None
    book = run.book(channel, KIND)
    key = str(comment.user_id)
    people = run.people.setdefault(channel, {})
    if key not in people:
        known = book.id_of(key)
        person = Person.objects.filter(pk=known).first() if known else None
        if person is None:
            person = _author(run, channel, comment.user_id) or person_without_account(
                site=run.site, name=comment.author, url=comment.url
            )
            book.remember(
                key,
                object_id=person.pk,
                wanted_hash="",
                kept_hash="",
                raw="",
                now=run.now,
            )
        people[key] = person
    return people[key]


def _author(run: Run, channel: int, user_id: int) -> Person | None:
    for author in run.staging.authors(channel):
        if author.id == user_id:
            key = writer_key(author.login) or author.mail.lower()
            writer_id = run.book(channel, WRITER).id_of(key)
            writer = Writer.objects.filter(pk=writer_id or 0).first()
            if writer is not None and writer.user is not None:
                return person_of_account(site=run.site, user=writer.user)
    return None
