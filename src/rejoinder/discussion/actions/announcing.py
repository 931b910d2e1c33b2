"""Saying to the change log what readers see otherwise than before."""

from __future__ import annotations

from django.db.models import BigIntegerField

from rejoinder.discussion import tags
from rejoinder.discussion.models import Comment, CommentState, PathField, Thread
from rejoinder.discussion.paths import page_bounds, page_of, root_ordinal
from rejoinder.pagestore.changes import announce, announce_removal
from rejoinder.statements import Given, Question

_another_on_page = Question(
    lambda: (
        Comment.objects.filter(
            thread=Given("thread", BigIntegerField()),
            state=CommentState.PUBLISHED,
            path__gte=Given("start", PathField()),
            path__lt=Given("end", PathField()),
        )
        .exclude(pk=Given("comment", BigIntegerField()))
        .values_list("pk", flat=True)[:1]
    )
)


def announce_published(comment: Comment, thread: Thread) -> None:
    """It is shown now, and was not before. Its row is saved."""
    announce(
        _page_tag(comment, thread),
        tags.comments(thread.site_id),
        *_tags_of_counting(comment, thread),
    )


def announce_unpublished(comment: Comment, thread: Thread) -> None:
    """It is not shown any more. Its row is saved.

    What says how many there are may follow later: a number gives nothing away.
    """
    announce_removal(_page_tag(comment, thread), tags.comments(thread.site_id))
    announce(*_tags_of_counting(comment, thread))


def announce_amended(comment: Comment, thread: Thread) -> None:
    """It is shown as before, with other words, perhaps with another date."""
    announce(
        _page_tag(comment, thread),
        tags.thread_count(thread.pk),
        tags.comments(thread.site_id),
    )


def announce_erased(comment: Comment, thread: Thread) -> None:
    """It was taken from view before; this makes sure of whatever was kept since."""
    if comment.path is not None:
        announce_removal(_page_tag(comment, thread), tags.comments(thread.site_id))


def announce_thread(thread: Thread) -> None:
    """Anything of it may be otherwise."""
    announce(tags.thread(thread.pk), tags.comments(thread.site_id))


def announce_thread_removed(thread: Thread) -> None:
    """Nothing of it is shown any more."""
    announce_removal(tags.thread(thread.pk), tags.comments(thread.site_id))


def _page_tag(comment: Comment, thread: Thread) -> str:
    return tags.thread_page(thread.pk, _page_number(comment, thread))


def _page_number(comment: Comment, thread: Thread) -> int:
    return page_of(root_ordinal(comment.path or ""), thread.page_size)


def _tags_of_counting(comment: Comment, thread: Thread) -> list[str]:
    """The count; and, for a page with nothing else on it, that it came or went."""
    tags_of_it = [tags.thread_count(thread.pk)]
    number = _page_number(comment, thread)
    if _is_alone(comment, thread, number):
        tags_of_it.append(tags.filled_page(thread.pk, number))
    return tags_of_it


def _is_alone(comment: Comment, thread: Thread, number: int) -> bool:
    """Whether nothing else is published on the page of this number."""
    parent = comment.parent
    if parent is not None and parent.state == CommentState.PUBLISHED:
        return False  # known to whoever posts, and asked without a query
    start, end = page_bounds(number, number, thread.page_size)
    another = _another_on_page.first(
        thread=thread.pk, start=start, end=end, comment=comment.pk
    )
    return another is None
