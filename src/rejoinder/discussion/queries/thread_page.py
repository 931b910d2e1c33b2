"""One page of a thread, in a number of queries that does not grow with the thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rejoinder.discussion import rules
from rejoinder.discussion.errors import CommentNotFound
from rejoinder.discussion.models import (
    PATH_LEVEL_WIDTH,
    Comment,
    CommentKind,
    CommentState,
    Thread,
)
from rejoinder.discussion.paths import (
    level_of,
    page_bounds,
    page_of,
    root_ordinal,
)
from rejoinder.discussion.queries.addresses import (
    BRANCH_LENGTH,
    WAITING_LINK_LIFETIME,
    branch_address,
    finding_address,
    last_page,
    lasting_address,
    page_address,
    quoted_subject,
)
from rejoinder.discussion.queries.pages import (
    Span,
    depend_on_pages,
    neighbours,
    says_count,
    span_of,
)
from rejoinder.discussion.queries.shown import ShownComment, ThreadPage, Viewer
from rejoinder.pagestore.rendering import fresh_until
from rejoinder.sites.models import CommentOrder

#: Rows of a page read in one query. More (a top-level comment with thousands of
#: replies) are read branch by branch.
ROWS_AT_ONCE = 1_000

#: Waiting comments of one's own that a page shows.
MOST_WAITING = 20

_COLUMNS = (
    "pk",
    "number",
    "parent_id",
    "root_id",
    "path",
    "state",
    "author_name",
    "author_url",
    "body_html",
    "written_at",
    "edited_at",
    "person__kind",
    "kind",
)


@dataclass(frozen=True)
class _Row:
    """A comment's columns, as read: a model instance each would cost as much again."""

    pk: int
    number: int
    parent_id: int | None
    root_id: int | None
    path: str
    state: str
    author_name: str
    author_url: str
    body_html: str
    written_at: datetime
    edited_at: datetime | None
    person_kind: str | None
    kind: str

    @property
    def branch_id(self) -> int:
        return self.root_id or self.pk


def thread_page(
    *,
    thread: Thread,
    number: int | None,
    viewer: Viewer,
    now: datetime,
    branch_from: int | None = None,
) -> ThreadPage:
    """A page of `thread`: its number, or None for the one below the subject.

    `branch_from` shows instead one branch of that page, from this comment on. Raises
    CommentNotFound for a page or branch that does not exist.
    """
    last = last_page(thread)
    if number is not None and not 1 <= number <= last:
        raise CommentNotFound
    span = span_of(thread, number)
    if branch_from is None:
        rows, continued = _page_rows(thread, span)
    else:
        rows, continued = _branch_rows(thread, span.last, branch_from)
    is_open = _is_open(thread, now)
    older, newer = neighbours(thread, span)
    depend_on_pages(thread, span, older, newer)
    return ThreadPage(
        thread=thread,
        count=thread.published_count if says_count(thread, span) else None,
        comments=_shown(thread, rows, is_open),
        waiting=_waiting(thread, viewer, now),
        number=span.last,
        last_number=last,
        url=page_address(thread, number) if number else quoted_subject(thread),
        is_open=is_open,
        finding_url=finding_address(thread),
        older_url=page_address(thread, older) if older else "",
        newer_url=page_address(thread, newer) if newer else "",
        continued=continued,
        is_branch=branch_from is not None,
    )


def waiting_comments(
    thread: Thread, viewer: Viewer, now: datetime
) -> tuple[ShownComment, ...]:
    """The viewer's own that nobody else sees yet, in the order of writing."""
    return _waiting(thread, viewer, now)


def _is_open(thread: Thread, now: datetime) -> bool:
    """Whether comments are taken; a page that says so is right until age closes it."""
    is_open = rules.is_open(thread, thread.site, now)
    end = rules.closes_at(thread, thread.site)
    if is_open and end is not None:
        fresh_until(end)
    return is_open


def _page_rows(thread: Thread, span: Span) -> tuple[list[_Row], dict[int, str]]:
    start, end = page_bounds(span.first, span.last, thread.page_size)
    in_range = Comment.objects.filter(thread=thread, path__gte=start, path__lt=end)
    rows = _read(in_range.order_by("path")[: ROWS_AT_ONCE + 1])
    if len(rows) > ROWS_AT_ONCE:
        rows = _read_by_branch(thread, start, end)
    rows, continued = _cut_long_branches(thread, rows)
    if thread.site.comment_order == CommentOrder.NEWEST:
        # Only the branches turn round: within one, answers follow what they answer.
        rows.sort(key=lambda row: -root_ordinal(row.path))
    return rows, continued


def _read(comments: QuerySet[Comment]) -> list[_Row]:
    return [_Row(*values) for values in comments.values_list(*_COLUMNS)]


def _read_by_branch(thread: Thread, start: str, end: str) -> list[_Row]:
    roots = Comment.objects.filter(
        thread=thread, depth=0, path__gte=start, path__lt=end
    ).order_by("path")
    rows: list[_Row] = []
    for root in _read(roots):
        rows += [root, *_branch_beginning(root.pk, root.path)]
    return rows


def _branch_beginning(root_id: int, from_path: str) -> list[_Row]:
    """The first published comments of a branch from this place on, one more than a
    page shows, and what is gone but answered by them. However many are hidden between
    them is not read."""
    replies = Comment.objects.filter(root_id=root_id, path__gte=from_path)
    shown = replies.filter(state=CommentState.PUBLISHED).order_by("path")
    rows = _read(shown[: BRANCH_LENGTH + 1])
    width = PATH_LEVEL_WIDTH
    above = {r.path[:end] for r in rows for end in range(2 * width, len(r.path), width)}
    above -= {row.path for row in rows}
    parents = {row.parent_id for row in rows} - {root_id} - {row.pk for row in rows}
    if above or parents:
        gone = replies.exclude(state=CommentState.PUBLISHED)
        rows += _read(gone.filter(Q(path__in=above) | Q(pk__in=parents)))
    return sorted(rows, key=lambda row: row.path)


def _cut_long_branches(
    thread: Thread, rows: list[_Row]
) -> tuple[list[_Row], dict[int, str]]:
    """At most BRANCH_LENGTH published comments below a top-level one, then a link."""
    kept: list[_Row] = []
    continued: dict[int, str] = {}
    lengths: dict[int, int] = {}
    for row in rows:
        length = lengths.get(row.branch_id, 0)
        if row.root_id is not None and length >= BRANCH_LENGTH:
            if kept[-1].branch_id == row.branch_id and kept[-1].number not in continued:
                page = page_of(root_ordinal(row.path), thread.page_size)
                continued[kept[-1].number] = branch_address(thread, page, row.number)
            continue
        if row.root_id is not None and row.state == CommentState.PUBLISHED:
            lengths[row.branch_id] = length + 1
        kept.append(row)
    return kept, continued


def _branch_rows(
    thread: Thread, page: int, number: int
) -> tuple[list[_Row], dict[int, str]]:
    """The top-level comment, for context, then its branch from `number` on."""
    start = _read(Comment.objects.filter(thread=thread, number=number))
    if not start or not start[0].path or start[0].root_id is None:
        raise CommentNotFound
    if page_of(root_ordinal(start[0].path), thread.page_size) != page:
        raise CommentNotFound
    root_id = start[0].root_id
    rows = _read(Comment.objects.filter(pk=root_id))
    rows += _branch_beginning(root_id, start[0].path)
    return _cut_long_branches(thread, rows)


def _shown(thread: Thread, rows: list[_Row], is_open: bool) -> tuple[ShownComment, ...]:
    by_id = {row.pk: row for row in rows}
    absent = {row.parent_id for row in rows if row.parent_id} - by_id.keys()
    if absent:
        by_id |= {r.pk: r for r in _read(Comment.objects.filter(pk__in=absent))}
    return tuple(
        _shown_comment(thread, row, by_id, is_open) for row in _without_empty(rows)
    )


def _without_empty(rows: list[_Row]) -> Iterable[_Row]:
    """Leave out what is gone and has no visible comment below it."""
    published = [row.path for row in rows if row.state == CommentState.PUBLISHED]
    needed = {path[:end] for path in published for end in range(5, len(path), 5)}
    # Replies past the last level lie beside their parent; it is needed all the same.
    parents = {row.parent_id for row in rows if row.state == CommentState.PUBLISHED}
    return (
        row
        for row in rows
        if row.state == CommentState.PUBLISHED
        or row.path in needed
        or row.pk in parents
    )


def _shown_comment(
    thread: Thread, row: _Row, by_id: dict[int, _Row], is_open: bool
) -> ShownComment:
    parent = by_id.get(row.parent_id or 0)
    is_published = row.state == CommentState.PUBLISHED
    return ShownComment(
        number=row.number,
        level=min(level_of(row.path), thread.site.thread_depth - 1),
        kind="comment" if is_published else "placeholder",
        author_name=_name_of(row.state, row.author_name),
        author_url=row.author_url if is_published else "",
        body_html=row.body_html if is_published else "",
        written_at=row.written_at,
        edited_at=row.edited_at if is_published else None,
        lasting_url=f"{finding_address(thread)}{row.number}/",
        answers_number=parent.number if parent else None,
        answers_name=_name_of(parent.state, parent.author_name) if parent else "",
        reply_url=_reply_url(thread, row.number)
        if is_open and is_published and row.kind == CommentKind.COMMENT
        else "",
        is_from_account=row.person_kind == "account",
        mention=_mention_of(row.kind),
    )


def _mention_of(kind: str) -> str:
    return "" if kind == CommentKind.COMMENT else str(CommentKind(kind).label)


def _reply_url(thread: Thread, number: int) -> str:
    return f"{quoted_subject(thread)}?replytocom={number}#respond"


def _waiting(thread: Thread, viewer: Viewer, now: datetime) -> tuple[ShownComment, ...]:
    """The viewer's own that wait, in the order of writing: the newest if many."""
    if not viewer.person_ids and not viewer.waiting_numbers:
        return ()
    mine = Q(person_id__in=viewer.person_ids)
    # To whoever wrote it, spam looks at first as if it waited: a robot learns nothing.
    fresh_spam = Q(state=CommentState.SPAM, written_at__gt=now - WAITING_LINK_LIFETIME)
    newest = (
        Comment.objects.filter(mine | Q(number__in=viewer.waiting_numbers))
        .filter(Q(state=CommentState.HELD) | fresh_spam, thread=thread)
        .select_related("parent")
        .order_by("-pk")[:MOST_WAITING]
    )
    return tuple(_shown_waiting(thread, comment) for comment in reversed(list(newest)))


def _shown_waiting(thread: Thread, comment: Comment) -> ShownComment:
    comment.thread = thread
    parent = comment.parent
    return ShownComment(
        number=comment.number,
        level=0,
        kind="waiting",
        author_name=comment.author_name,
        author_url=comment.author_url,
        body_html=comment.body_html,
        written_at=comment.written_at,
        edited_at=comment.edited_at,
        lasting_url=lasting_address(comment),
        answers_number=parent.number if parent else None,
        answers_name=_name_of(parent.state, parent.author_name) if parent else "",
    )


def _name_of(state: str, author_name: str) -> str:
    """Who wrote a comment; '' for one that is not to be seen any more."""
    if state != CommentState.PUBLISHED:
        return ""
    return author_name or _("Anonymous")
