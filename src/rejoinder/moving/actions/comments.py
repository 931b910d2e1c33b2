"""The comments below an item: kept in batches, each in a short transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction

from rejoinder import text
from rejoinder.bulk import insert_rows
from rejoinder.discussion.actions import (
    CommentAsItWas,
    amend_comment,
    keep_comments,
)
from rejoinder.discussion.models import Comment as KeptComment
from rejoinder.discussion.models import (
    CommentKind,
    CommentState,
    Thread,
)
from rejoinder.discussion.screening import Circumstances
from rejoinder.moving.actions.comment_values import (
    Counted,
    author_of,
    counted_as,
    kept_hash,
    meta_of,
    source_number,
    wanted_hash,
)
from rejoinder.moving.actions.items import TWICE
from rejoinder.moving.actions.readers import person_of
from rejoinder.moving.actions.run import Run
from rejoinder.moving.models import CommentOrigin, Source
from rejoinder.moving.report import REASONS
from rejoinder.moving.wordpress.dates import UNKNOWN, time_of
from rejoinder.moving.wordpress.states import comment_kind, comment_state
from rejoinder.moving.wordpress.threads import Placed, in_order
from rejoinder.moving.wxr import Comment

# So that a reader who posts meanwhile waits for less than a tenth of a second.
COMMENTS_AT_ONCE = 200

ORPHANS = "Comments that answer one that is not there, and stand alone"
RENUMBERED = "Comments that have another number here, since theirs was given"
ELSEWHERE = "its number is that of a comment elsewhere"

Row = TypeVar("Row")


@dataclass
class _Taking:
    """One thread being filled. `thread` is None in a dry run that would make it."""

    run: Run
    channel: int
    source: Source
    thread: Thread | None
    otherwise_at: datetime
    one_more: Callable[[], None]
    #: Which number a comment of the source has in this thread.
    numbers: dict[int, int] = field(default_factory=dict)
    free_number: int = 0


def import_comments(
    run: Run,
    channel: int,
    ordinal: int,
    *,
    thread: Thread | None,
    otherwise_at: datetime | None,
    one_more: Callable[[], None],
) -> None:
    """Take the comments of an item into its thread.

    `otherwise_at` is the time of those that say none: the item's own.
    """
    keys = run.staging.comment_keys(ordinal)
    if not keys:
        return
    order = in_order(keys)
    if order.orphans:
        run.remarks[ORPHANS] += order.orphans
    taking = _Taking(
        run,
        channel,
        run.sources[channel],
        thread,
        otherwise_at or UNKNOWN,
        one_more,
        free_number=_highest(keys, thread) + 1,
    )
    for batch in _batches(order.placed):
        _take(taking, batch)


def leave_comments_out(
    run: Run, ordinal: int, reason: str, one_more: Callable[[], None]
) -> None:
    rows = [row for row, *_rest in run.staging.comment_keys(ordinal)]
    for batch in _batches(rows):
        for comment in run.staging.comments(batch):
            counted, own = counted_as(comment)
            run.report.leave_out(counted, own or reason)
            one_more()


def _highest(
    keys: Sequence[tuple[int, int | None, int | None, str]], thread: Thread | None
) -> int:
    last = thread.last_number if thread else 0
    return max(last, *(number or 0 for _row, number, _parent, _date in keys))


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, COMMENTS_AT_ONCE)):
        yield batch


def _take(taking: _Taking, batch: list[Placed]) -> None:
    comments = taking.run.staging.comments(placed.row for placed in batch)
    numbers = [source_number(c) for c in comments]
    again = _met_before(taking, numbers)
    known = _known(taking, again)
    new: list[_New] = []
    for placed, comment, number in zip(batch, comments, numbers, strict=True):
        counted, reason = counted_as(comment)
        if reason is None and number in taking.numbers:
            reason = TWICE
        if reason is not None:
            taking.run.report.leave_out(counted, reason)
        elif number in known:
            _take_again(taking, comment, known[number], counted)
        elif number in again:  # in this run, which is a dry one
            taking.run.report.leave_out(counted, ELSEWHERE)
        else:
            # By the numbers of now: a second one called so may come after its answer.
            above = taking.numbers.get(placed.parent) if placed.parent else None
            new.append(_New(comment, number, above, counted))
            _give_number(taking, number)
        taking.one_more()
    _keep(taking, new)


@dataclass(frozen=True, slots=True)
class _New:
    """`number` is the source's, `parent` the number here of what it answers."""

    comment: Comment
    number: int
    parent: int | None
    counted: Counted


def _met_before(taking: _Taking, numbers: list[int]) -> set[int]:
    """Those of the batch that were met before, in whatever thread, in whatever run."""
    ever = taking.run.comment_numbers(taking.channel)
    again = ever.intersection(numbers)
    ever.update(numbers)
    return again


def _known(taking: _Taking, again: set[int]) -> dict[int, CommentOrigin]:
    if not again or taking.source.pk is None:
        return {}
    rows = CommentOrigin.objects.filter(source=taking.source, number__in=again)
    return {row.number: row for row in rows.select_related("comment__thread__site")}


def _give_number(taking: _Taking, number: int) -> None:
    """Its own in the anchor, unless somebody here has been given that meanwhile."""
    mine = number
    if number < 0 or _is_taken(taking, number):
        mine = taking.free_number
        taking.free_number += 1
        if number > 0:
            taking.run.remarks[RENUMBERED] += 1
    taking.numbers[number] = mine


def _is_taken(taking: _Taking, number: int) -> bool:
    thread = taking.thread
    # Above the last number there is nobody: the usual case asks nothing.
    if thread is None or number > thread.last_number:
        return False
    return KeptComment.objects.filter(thread=thread, number=number).exists()


def _take_again(
    taking: _Taking, comment: Comment, origin: CommentOrigin, counted: Counted
) -> None:
    report, kept = taking.run.report, origin.comment
    if taking.thread is None or kept.thread_id != taking.thread.pk:
        report.leave_out(counted, ELSEWHERE)
        return
    taking.numbers[origin.number] = kept.number
    wanted = wanted_hash(comment)
    if kept.state == CommentState.ERASED:
        report.leave_out(counted, "erased here")
    elif origin.wanted_hash == wanted:
        report.count(counted, "unchanged")
    elif origin.kept_hash != kept_hash(kept):
        report.leave_out(counted, REASONS["changed here"])
    else:
        report.count(counted, "updated")
        if not taking.run.is_dry:
            _amend(taking, comment, origin, wanted)


def _amend(
    taking: _Taking, comment: Comment, origin: CommentOrigin, wanted: str
) -> None:
    with transaction.atomic():
        fresh = amend_comment(
            comment=origin.comment,
            author=author_of(comment, None),
            source_text=text.normalise_source(comment.content),
            body_html=text.render_typed_html(comment.content),
            state=comment_state(comment),
            written_at=_written_at(taking, comment),
            now=taking.run.now,
        )
        origin.wanted_hash, origin.kept_hash = wanted, kept_hash(fresh)
        origin.meta = meta_of(comment)
        origin.save()


def _keep(taking: _Taking, new: list[_New]) -> None:
    for one in new:
        taking.run.report.count(one.counted, "created")
    if taking.run.is_dry or not new or taking.thread is None:
        return
    # All that takes time is done before the transaction, which others wait for.
    values = [_as_it_was(taking, one) for one in new]
    with transaction.atomic():
        rows = keep_comments(thread=taking.thread, comments=values, now=taking.run.now)
        insert_rows(
            [_origin(taking, one, row) for one, row in zip(new, rows, strict=True)]
        )


def _as_it_was(taking: _Taking, one: _New) -> CommentAsItWas:
    comment = one.comment
    person = person_of(taking.run, taking.channel, comment)
    return CommentAsItWas(
        number=taking.numbers[one.number],
        parent_number=one.parent,
        author=author_of(comment, person),
        source_text=text.normalise_source(comment.content),
        body_html=text.render_typed_html(comment.content),
        state=comment_state(comment),
        written_at=_written_at(taking, comment),
        kind=comment_kind(comment) or CommentKind.COMMENT,
        circumstances=Circumstances(network_address=comment.network_address[:64]),
    )


def _written_at(taking: _Taking, comment: Comment) -> datetime:
    time = time_of(comment.date_gmt, comment.date, taking.run.zone)
    return time or taking.otherwise_at


def _origin(taking: _Taking, one: _New, row: KeptComment) -> CommentOrigin:
    return CommentOrigin(
        comment_id=row.pk,
        source_id=taking.source.pk,
        number=one.number,
        wanted_hash=wanted_hash(one.comment),
        kept_hash=kept_hash(row),
        meta=meta_of(one.comment),
    )
