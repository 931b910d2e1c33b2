"""Erasing: the text, the names and all that was known are gone for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rejoinder.discussion.actions.announcing import (
    announce_erased,
    announce_thread_removed,
)
from rejoinder.discussion.actions.states import set_state
from rejoinder.discussion.models import (
    Comment,
    CommentState,
    PostingFacts,
    Revision,
    Thread,
)
from rejoinder.discussion.signals import comment_erased
from rejoinder.people.models import Person, PersonKind


def schedule_erasure(*, comment: Comment, at: datetime) -> None:
    """Have the worker erase the comment at this time; until then it can be undone."""
    Comment.objects.filter(pk=comment.pk).update(erase_at=at)
    comment.erase_at = at


def cancel_erasure(*, comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(erase_at=None)
    comment.erase_at = None


def erase_comment(*, comment: Comment, now: datetime) -> Comment:
    """Empty the row; its number and place stay, so that replies keep theirs.

    Revisions, facts at posting, and a guest who said nothing else go with it.
    """
    with transaction.atomic():
        fresh = set_state(comment=comment, state=CommentState.ERASED, now=now)
        person = fresh.person
        fresh.source_text = fresh.body_html = fresh.author_name = fresh.author_url = ""
        fresh.same_text_hash = fresh.origin_key = ""
        fresh.person = None
        fresh.erase_at = None
        fresh.save()
        Revision.objects.filter(comment=fresh).delete()
        PostingFacts.objects.filter(comment=fresh).delete()
        _forget_guest(person)
        announce_erased(fresh, fresh.thread)
        comment_erased.send(sender=Comment, comment=fresh, now=now)
    return fresh


def _forget_guest(person: Person | None) -> None:
    """A guest with nothing left is nobody, even if their browser has a key still."""
    if person is None or person.kind != PersonKind.GUEST:
        return
    # Whoever is just posting as this guest has the row locked: wait, then look.
    guest = Person.objects.select_for_update().filter(pk=person.pk).first()
    if guest is not None and not guest.comments.exists():
        guest.delete()


def delete_thread(*, thread: Thread) -> None:
    """Delete a thread whose subject is gone for good, with all that was said in it.

    Guests who said nothing elsewhere go with it.
    """
    with transaction.atomic():
        announce_thread_removed(thread)
        comments = Comment.objects.filter(thread=thread)
        guests = Person.objects.filter(kind=PersonKind.GUEST, comments__in=comments)
        ids = list(guests.values_list("pk", flat=True).distinct())
        # They protect one another, so that no reply is ever orphaned by accident.
        comments.update(parent=None, root=None)
        comments.delete()
        thread.delete()
        Person.objects.filter(pk__in=ids, comments=None).delete()
