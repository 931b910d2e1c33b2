"""What the desk tells about each comment, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, prefetch_related_objects

from rejoinder import text
from rejoinder.discussion.models import Comment, CommentState, PostingFacts
from rejoinder.discussion.queries import lasting_address, quoted_subject
from rejoinder.moderation.models import Act, Decision
from rejoinder.moderation.queries.log import newest_decisions
from rejoinder.moderation.rules import acts_for, is_web_address
from rejoinder.sites.models import Site

# A longer text is folded up behind its beginning, so that the queue stays a queue.
LONG_TEXT_CHARACTERS = 1_200
OPENING_CHARACTERS = 280
ANSWERED_CHARACTERS = 200

StateCounts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Answered:
    """What a comment answers. `opening` is '' for a text that is gone."""

    comment_id: int
    author_name: str
    opening: str
    state: str


@dataclass(frozen=True)
class DeskItem:
    """A comment as moderators see it.

    `opening` is set where the text is long. `website` is set where it may be linked.
    `by_person` and `by_mail` count the other comments of the same person and those
    with the same mail address, which proves nothing, by the name of their state.
    `decision` is the newest one.
    """

    comment: Comment
    opening: str
    website: str
    facts: PostingFacts | None
    subject_url: str
    public_url: str
    answered: Answered | None
    by_person: StateCounts
    by_mail: StateCounts
    decision: Decision | None
    acts: tuple[Act, ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether the newest decision is a moderator's that still stands."""
        decision = self.decision
        if decision is None or not decision.batch:
            return False
        return self.comment.state == decision.to_state


def desk_items(site: Site, comments: Sequence[Comment]) -> list[DeskItem]:
    """The comments, in their order, with all that the desk shows about them."""
    prefetch_related_objects(comments, "thread", "parent", "facts", "person")
    by_person = _counts_by_person(comments)
    by_mail = _counts_by_mail(site, comments)
    newest = newest_decisions(comments)
    return [
        _desk_item(
            comment,
            by_person.get(comment.person_id, Counter()),
            by_mail.get(_mail_hash(comment), Counter()),
            newest.get(comment.pk),
        )
        for comment in comments
    ]


def _desk_item(
    comment: Comment,
    by_person: Counter[str],
    by_mail: Counter[str],
    decision: Decision | None,
) -> DeskItem:
    is_published = comment.state == CommentState.PUBLISHED
    is_long = len(comment.source_text) > LONG_TEXT_CHARACTERS
    is_being_erased = comment.erase_at is not None
    return DeskItem(
        comment=comment,
        opening=text.excerpt_html(comment.body_html, OPENING_CHARACTERS)
        if is_long
        else "",
        website=comment.author_url if is_web_address(comment.author_url) else "",
        facts=_facts(comment),
        subject_url=quoted_subject(comment.thread),
        public_url=lasting_address(comment) if is_published else "",
        answered=_answered(comment.parent),
        by_person=_without_itself(by_person, comment),
        by_mail=_without_itself(by_mail, comment),
        decision=decision,
        acts=acts_for(comment.state, is_being_erased=is_being_erased),
    )


def _facts(comment: Comment) -> PostingFacts | None:
    """None for a comment that was erased."""
    return getattr(comment, "facts", None)


def _mail_hash(comment: Comment) -> str:
    facts = _facts(comment)
    return facts.mail_hash if facts else ""


def _answered(parent: Comment | None) -> Answered | None:
    if parent is None:
        return None
    opening = text.excerpt_html(parent.body_html, ANSWERED_CHARACTERS)
    return Answered(parent.pk, parent.author_name, opening, parent.state)


def _counts_by_person(
    comments: Iterable[Comment],
) -> dict[Hashable, Counter[str]]:
    ids = {one.person_id for one in comments if one.person_id is not None}
    rows = Comment.objects.filter(person_id__in=ids)
    return _counts(rows, "person_id")


def _counts_by_mail(
    site: Site, comments: Iterable[Comment]
) -> dict[Hashable, Counter[str]]:
    hashes = {_mail_hash(comment) for comment in comments} - {""}
    rows = Comment.objects.filter(facts__site=site, facts__mail_hash__in=hashes)
    return _counts(rows, "facts__mail_hash")


def _counts(rows: QuerySet[Comment], key: str) -> dict[Hashable, Counter[str]]:
    counts: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for value, state, n in rows.values_list(key, "state").annotate(n=Count("pk")):
        counts[value][state] = n
    return counts


def _without_itself(counts: Counter[str], comment: Comment) -> StateCounts:
    """Counts of the others, by the states' names, in the order of the states."""
    others = counts - Counter([comment.state])
    return tuple(
        (str(state.label), others[state.value])
        for state in CommentState
        if others[state.value]
    )
