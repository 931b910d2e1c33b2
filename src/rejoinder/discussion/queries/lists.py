"""Single things and plain lists."""

from __future__ import annotations

from datetime import datetime

from django.db.models import BigIntegerField, QuerySet

from rejoinder.discussion import rules, tags
from rejoinder.discussion.errors import CommentNotFound, ThreadNotFound
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.paths import page_of, root_ordinal
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.models import Site
from rejoinder.statements import Given, Question

# Asked for each comment that is sent.
_reachable_thread = Question(
    lambda: Thread.objects.filter(
        pk=Given("thread", BigIntegerField()),
        site=Given("site", BigIntegerField()),
        is_reachable=True,
    )
)


def find_thread(site: Site, thread_id: int) -> Thread:
    """Raises ThreadNotFound for none, and for one whose subject cannot be seen."""
    thread = _reachable_thread.first(site=site.pk, thread=thread_id)
    if thread is None:
        raise ThreadNotFound
    thread.site = site  # read already
    return thread


def find_comment(*, thread: Thread, number: int) -> Comment:
    """The comment of this number in any state. Raises CommentNotFound."""
    comment = Comment.objects.filter(thread=thread, number=number).first()
    if comment is None:
        raise CommentNotFound
    comment.thread = thread
    return comment


def find_visible_comment(*, thread: Thread, number: int) -> Comment:
    """The published comment of this number. Raises CommentNotFound."""
    comment = find_comment(thread=thread, number=number)
    if comment.state != CommentState.PUBLISHED:
        raise CommentNotFound
    return comment


def find_shown_comment(*, thread: Thread, number: int) -> Comment:
    """The comment of this number, if readers see it or the placeholder in its place.

    Raises CommentNotFound for one that waits, or is gone and was never answered: a
    reader is told no more of those than of a number that nobody has.
    """
    comment = find_comment(thread=thread, number=number)
    if comment.state == CommentState.PUBLISHED:
        return comment
    if not _is_answered(comment):
        raise CommentNotFound
    return comment


def _is_answered(comment: Comment) -> bool:
    """Whether anything published stands below the comment. Both look into an index."""
    published = Comment.objects.filter(
        thread_id=comment.thread_id, state=CommentState.PUBLISHED
    )
    # Replies past the last level stand beside what they answer, not below it.
    if published.filter(parent=comment).exists():
        return True
    # "~" comes after every digit of a path.
    below = {"path__gt": comment.path, "path__lt": f"{comment.path}~"}
    return comment.path is not None and published.filter(**below).exists()


def is_open(thread: Thread, now: datetime) -> bool:
    return rules.is_open(thread, thread.site, now)


def newest_published(site: Site, limit: int) -> list[Comment]:
    """The newest published comments of threads that can be seen, newest first."""
    comments = _newest(Comment.objects.filter(site=site, thread__is_reachable=True))
    found = list(comments[:limit])
    depends_on(tags.comments(site.pk))
    depends_on(*(tags.thread(comment.thread_id) for comment in found))
    return found


def published_in_thread(thread: Thread, limit: int) -> list[Comment]:
    """The newest published comments of one thread, newest first."""
    found = list(_newest(Comment.objects.filter(thread=thread))[:limit])
    depends_on(tags.thread(thread.pk), tags.thread_count(thread.pk))
    # Each has a path, since it is published; its page is where its words may change.
    pages = {page_of(root_ordinal(c.path or ""), thread.page_size) for c in found}
    depends_on(*(tags.thread_page(thread.pk, number) for number in pages))
    return found


def _newest(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    published = comments.filter(state=CommentState.PUBLISHED)
    related = published.select_related("thread__site", "parent")
    return related.order_by("-published_at", "-pk")


def held(site: Site) -> QuerySet[Comment]:
    """What waits for a moderator, longest wait first."""
    return (
        Comment.objects.filter(site=site, state=CommentState.HELD, erase_at=None)
        .select_related("thread__site", "parent", "facts", "person")
        .order_by("pk")
    )
