"""Writing the rows of many comments at a time, as they were elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rejoinder import text
from rejoinder.bulk import insert_rows, take_keys, update_rows
from rejoinder.discussion.actions.announcing import announce_thread
from rejoinder.discussion.actions.keeping import (
    count_in,
    facts_of,
    linkable,
    same_text_hash,
)
from rejoinder.discussion.actions.placing import give_place
from rejoinder.discussion.actions.threads import locked
from rejoinder.discussion.duties import NETWORKS_ARE_KEPT
from rejoinder.discussion.models import (
    Comment,
    CommentKind,
    CommentState,
    Markup,
    Origin,
    PostingFacts,
    Thread,
)
from rejoinder.discussion.paths import numbered_under, path_part
from rejoinder.discussion.screening import Author, Circumstances
from rejoinder.people.actions import guest_not_saved_yet
from rejoinder.people.models import Person


@dataclass(frozen=True, slots=True)
class CommentAsItWas:
    """A comment from elsewhere. `number` and `parent_number` are its own of there.

    `body_html` is what text renders of `source_text`, which is written in `markup`.
    """

    number: int
    parent_number: int | None
    author: Author
    source_text: str
    body_html: str
    state: CommentState
    written_at: datetime
    kind: CommentKind = CommentKind.COMMENT
    markup: Markup = Markup.HTML
    circumstances: Circumstances = field(default_factory=Circumstances)


def keep_comments(
    *, thread: Thread, comments: Sequence[CommentAsItWas], now: datetime
) -> list[Comment]:
    """Keep comments as they were, with no rule asked and nobody told; their rows.

    Each gets its place in the order given, whatever its state: one that is approved
    later moves no other. A parent stands earlier in `comments`, or is kept already.
    Numbers are the caller's care: unique within the thread, those kept included.
    """
    with transaction.atomic():
        fresh = locked(thread.pk)
        fresh.site = thread.site  # read already
        family = _Family(fresh, comments)
        rows = [family.add(one) for one in comments]
        _save(rows, comments, fresh, now)
        family.save_parents()
        for row in rows:
            count_in(fresh, row)
        numbers = [fresh.last_number, *(row.number for row in rows)]
        fresh.last_number = max(numbers)
        fresh.save()
        if rows:
            announce_thread(fresh)
    return rows


@dataclass
class _Family:
    """The comments of one call and those that they answer, in memory."""

    thread: Thread
    comments: Sequence[CommentAsItWas]
    by_number: dict[int, Comment] = field(default_factory=dict)
    by_path: dict[str, Comment] = field(default_factory=dict)
    parents: dict[int, Comment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The replies need their parents' keys, so all keys are taken beforehand.
        self._keys = iter(take_keys(Comment, len(self.comments)))
        own = {one.number for one in self.comments}
        above = {one.parent_number for one in self.comments if one.parent_number} - own
        if above:
            self._read_parents(above)

    def _read_parents(self, numbers: set[int]) -> None:
        for parent in Comment.objects.filter(thread=self.thread, number__in=numbers):
            self._know(parent)
            self.parents[parent.pk] = parent

    def _know(self, comment: Comment) -> None:
        self.by_number[comment.number] = comment
        if comment.path is not None:
            self.by_path[comment.path] = comment

    def add(self, one: CommentAsItWas) -> Comment:
        parent = self.by_number[one.parent_number] if one.parent_number else None
        comment = _row(one, next(self._keys), parent, self.thread)
        if parent is None:
            self.thread.last_root_ordinal += 1
            comment.ordinal = self.thread.last_root_ordinal
            above = ""
        else:
            elder = self._numbering_parent(parent)
            elder.last_reply_ordinal += 1
            comment.ordinal = elder.last_reply_ordinal
            above = elder.path or ""
        comment.path = above + path_part(comment.ordinal)
        self._know(comment)
        return comment

    def _numbering_parent(self, parent: Comment) -> Comment:
        """The comment below which a reply to this one is numbered; it has a path."""
        if parent.path is None:
            give_place(parent, self.thread)
            self._know(parent)
        path = numbered_under(parent.path or "")
        elder = self.by_path.get(path)
        if elder is None:
            elder = Comment.objects.get(thread=self.thread, path=path)
            self._know(elder)
            self.parents[elder.pk] = elder
        return elder

    def save_parents(self) -> None:
        """Those of earlier calls: the others carry their counters already."""
        names = ["ordinal", "path", "last_reply_ordinal"]
        update_rows(list(self.parents.values()), names)


def _row(
    one: CommentAsItWas, key: int, parent: Comment | None, thread: Thread
) -> Comment:
    return Comment(
        pk=key,
        site_id=thread.site_id,
        thread=thread,
        number=one.number,
        parent=parent,
        root_id=None if parent is None else parent.root_id or parent.pk,
        depth=0 if parent is None else parent.depth + 1,
        kind=one.kind,
        author_name=one.author.name,
        author_url=linkable(one.author.url),
        source_text=one.source_text,
        markup=one.markup,
        body_html=one.body_html,
        renderer_version=text.RENDERER_VERSION,
        state=one.state,
        written_at=one.written_at,
        published_at=one.written_at if one.state == CommentState.PUBLISHED else None,
        origin=Origin.IMPORT,
        same_text_hash=same_text_hash(one.author, parent, one.source_text),
    )


def _save(
    rows: Sequence[Comment],
    comments: Sequence[CommentAsItWas],
    thread: Thread,
    now: datetime,
) -> None:
    keys = iter(take_keys(Person, len(rows)))
    guests = []
    for row, one in zip(rows, comments, strict=True):
        row.person = one.author.person
        if row.person is None and one.kind == CommentKind.COMMENT:
            guest = _guest(one.author, thread)
            guest.pk = next(keys)
            guests.append(guest)
            row.person = guest
    facts = [_facts(row, one, now) for row, one in zip(rows, comments, strict=True)]
    for each in (guests, rows, facts):
        insert_rows(each)


def _guest(author: Author, thread: Thread) -> Person:
    return guest_not_saved_yet(
        site=thread.site, name=author.name, mail=author.mail, url=author.url
    )


def _facts(row: Comment, one: CommentAsItWas, now: datetime) -> PostingFacts:
    """Of old ones nothing is kept that the worker would delete within the hour."""
    is_old = one.written_at <= now - NETWORKS_ARE_KEPT
    seen = Circumstances() if is_old else one.circumstances
    facts = facts_of(row, one.author, seen)
    facts.forgotten_at = now if is_old else None
    return facts
