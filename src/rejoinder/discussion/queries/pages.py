"""Which page of a thread stands below its subject, which are beside it, and what in
the change log makes a page another one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from rejoinder.discussion import tags
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.paths import page_bounds, page_of, root_ordinal
from rejoinder.discussion.queries.addresses import last_page
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.models import DefaultPage

#: More empty pages in a row than anybody leaves by hand: the thread's count then stands
#: for them, so that no page has hundreds of tags.
MOST_EMPTY_PAGES = 10


@dataclass(frozen=True)
class Span:
    """The pages of a thread that are shown as one: nearly always one, `first` is
    `last`; two where the last one is short. `is_below_subject`: that is asked for, and
    not a number."""

    first: int
    last: int
    is_below_subject: bool


def span_of(thread: Thread, number: int | None) -> Span:
    """The page of this number; for None what stands below the subject."""
    if number is not None:
        return Span(number, number, is_below_subject=False)
    shown = _default_page(thread)
    return Span(_with_the_page_before(thread, shown), shown, is_below_subject=True)


def says_count(thread: Thread, span: Span) -> bool:
    """Whether the page says how many comments the thread has.

    A page by number does not, once there are more: else each comment would change all
    pages of the thread.
    """
    return span.is_below_subject or last_page(thread) == 1


def _default_page(thread: Thread) -> int:
    """The page below the subject: the last one with anything on it, or the first."""
    if thread.site.default_comments_page == DefaultPage.OLDEST:
        return 1
    path = _published(thread).order_by("-path").values_list("path", flat=True).first()
    return page_of(root_ordinal(path), thread.page_size) if path else 1


def _with_the_page_before(thread: Thread, shown: int) -> int:
    """Start one page earlier while the last one is shorter than half a page."""
    if shown < 2 or thread.site.default_comments_page == DefaultPage.OLDEST:
        return shown
    on_it = thread.last_root_ordinal - (shown - 1) * thread.page_size
    return shown - 1 if on_it < thread.page_size / 2 else shown


def _published(thread: Thread) -> QuerySet[Comment]:
    """Every published comment has a path; saying so lets the index of paths be used."""
    return Comment.objects.filter(
        thread=thread, state=CommentState.PUBLISHED, path__isnull=False
    )


def neighbours(thread: Thread, span: Span) -> tuple[int, int]:
    """The nearest pages before and after with something published; 0 for none."""
    start, end = page_bounds(span.first, span.last, thread.page_size)
    paths = _published(thread).values_list("path", flat=True)
    before = after = None
    if span.first > 1:
        before = paths.filter(path__lt=start).order_by("-path").first()
    if span.last < last_page(thread):
        after = paths.filter(path__gte=end).order_by("path").first()
    return (
        page_of(root_ordinal(before), thread.page_size) if before else 0,
        page_of(root_ordinal(after), thread.page_size) if after else 0,
    )


def depend_on_pages(thread: Thread, span: Span, older: int, newer: int) -> None:
    """Say what the page shows: its comments, and where its neighbours are."""
    shown = range(span.first, span.last + 1)
    depends_on(
        tags.thread(thread.pk),
        *(tags.thread_page(thread.pk, number) for number in shown),
    )
    # The neighbours may become empty, and what lies between may be filled.
    before = range(older or 1, span.first)
    after = range(span.last + 1, (newer or last_page(thread) + 1) + 1)
    if says_count(thread, span) or len(before) + len(after) > MOST_EMPTY_PAGES:
        depends_on(tags.thread_count(thread.pk))
    else:
        around = (*before, *after)
        depends_on(*(tags.filled_page(thread.pk, number) for number in around))
