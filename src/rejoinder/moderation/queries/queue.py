"""Which comments are on the desk, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rejoinder.discussion.errors import CommentNotFound
from rejoinder.discussion.models import Comment, CommentState
from rejoinder.sites.models import Site

EVERYTHING = "all"


@dataclass(frozen=True)
class Filter:
    """What a moderator wants to see.

    `show` is a state or EVERYTHING; `text` is looked for in texts, names and mail
    addresses; `thread_id` keeps to one thread.
    """

    show: str = CommentState.HELD.value
    oldest_first: bool = False
    text: str = ""
    thread_id: int | None = None


def queue(site: Site, wanted: Filter) -> QuerySet[Comment]:
    comments = _matching(site, wanted)
    if wanted.show != EVERYTHING:
        comments = comments.filter(state=wanted.show)
    # By id, which an index of the state has, and which is the order of arrival.
    return comments.order_by("pk" if wanted.oldest_first else "-pk")


def tab_counts(site: Site, wanted: Filter) -> dict[str, int]:
    """How many there are in each state and in all, with the rest of the filter."""
    rows = _matching(site, wanted).order_by().values("state").annotate(n=Count("pk"))
    counts = {row["state"]: row["n"] for row in rows}
    return {**counts, EVERYTHING: sum(counts.values())}


def _matching(site: Site, wanted: Filter) -> QuerySet[Comment]:
    comments = Comment.objects.filter(site=site).exclude(state=CommentState.ERASED)
    if wanted.thread_id is not None:
        comments = comments.filter(thread_id=wanted.thread_id)
    if wanted.text:
        comments = comments.filter(
            Q(source_text__icontains=wanted.text)
            | Q(author_name__icontains=wanted.text)
            | Q(facts__mail__icontains=wanted.text)
        )
    return comments


def find_comment(site: Site, comment_id: int) -> Comment:
    """A comment of the site in any state. Raises CommentNotFound."""
    comment = Comment.objects.filter(site=site, pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment


def as_seen(site: Site, seen: Sequence[tuple[int, str, int]]) -> list[Comment]:
    """These comments with the state and the revision that a moderator saw.

    `seen` has the id, state and revision of each. Those that are not of this site
    are left out.
    """
    comments = Comment.objects.filter(site=site).in_bulk([row[0] for row in seen])
    found: list[Comment] = []
    for comment_id, state, revision in seen:
        comment = comments.get(comment_id)
        if comment is not None:
            comment.state, comment.revision = state, revision
            found.append(comment)
    return found
