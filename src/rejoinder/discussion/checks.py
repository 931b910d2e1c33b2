"""Whether the rows of threads and comments agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.paths import numbered_under, path_part
from rejoinder.discussion.queries import threads_with_counts
from rejoinder.problems import Problem

RECOUNT = "Count again, from the rows: rejoinder doctor --recount"


def find_problems() -> Iterator[Problem]:
    yield from _wrong_counters()
    yield from _numbers_given_already()
    yield from _misplaced_comments()
    yield from _comments_without_facts()


def _wrong_counters() -> Iterator[Problem]:
    differs = ~Q(published_count=F("published_rows")) | ~Q(held_count=F("held_rows"))
    for subject, published, published_rows, held, held_rows in (
        threads_with_counts()
        .filter(differs)
        .values_list(
            "subject_url",
            "published_count",
            "published_rows",
            "held_count",
            "held_rows",
        )
    ):
        yield Problem(
            f"The thread {subject} counts {published} published and {held} held "
            f"comments; there are {published_rows} and {held_rows}.",
            RECOUNT,
        )


def _numbers_given_already() -> Iterator[Problem]:
    """A number that is given twice would refuse every next comment of the thread."""
    too_low = Q(last_number__lt=F("highest_number")) | Q(
        last_root_ordinal__lt=F("highest_root_ordinal")
    )
    threads: list[Thread] = list(threads_with_counts().filter(too_low))
    for thread in threads:
        yield Problem(
            f"The thread {thread.subject_url} would give numbers and places that it "
            "has given already, and so refuse every comment.",
            RECOUNT,
        )


def _misplaced_comments() -> Iterator[Problem]:
    comments = Comment.objects.filter(path__isnull=False).values_list(
        "thread__subject_url", "number", "ordinal", "path", "parent_id", "parent__path"
    )
    for subject, number, ordinal, path, parent, above in comments.iterator(2000):
        if parent is not None and above is None:
            what = "has a place, but the comment that it answers has none"
        elif path != numbered_under(above or "") + path_part(ordinal or 0):
            what = f"has the place {path}, which is not below {above or 'the thread'}"
        else:
            continue
        yield Problem(
            f"Comment {number} of {subject} {what}.",
            "It is shown in the wrong place. Restore a backup from before this.",
        )


def _comments_without_facts() -> Iterator[Problem]:
    lonely = Comment.objects.filter(facts=None).exclude(state=CommentState.ERASED)
    count = lonely.count()
    if count:
        yield Problem(
            f"{count} comments have lost what was known when they were posted.",
            "They are shown as they were; only screeners know less about them.",
        )
