"""Posting a comment: every refusal in WordPress's order, then the screeners."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, Q

from rejoinder import text
from rejoinder.discussion import rules
from rejoinder.discussion.actions.keeping import (
    keep_comment,
    pair_hash,
    same_text_hash,
)
from rejoinder.discussion.actions.threads import locked
from rejoinder.discussion.errors import (
    AccountsOnly,
    DuplicateComment,
    ParentHidden,
    ThreadClosed,
    ThreadNotFound,
    TooFast,
    UnusableFields,
)
from rejoinder.discussion.models import (
    Comment,
    CommentState,
    Origin,
    PostingFacts,
    Thread,
)
from rejoinder.discussion.screening import (
    Author,
    Circumstances,
    Draft,
    first_verdict,
)
from rejoinder.discussion.signals import comment_posted
from rejoinder.people.models import Person
from rejoinder.sites.hashing import keyed_hash
from rejoinder.statements import Given, Question

# How far back the pause between two comments looks, as WordPress does.
PACE_WINDOW = timedelta(hours=1)


def post_comment(
    *,
    thread: Thread,
    parent_number: int | None,
    author: Author,
    source_text: str,
    circumstances: Circumstances,
    now: datetime,
    origin: Origin = Origin.FORM,
) -> Comment:
    """Take a comment: published, held or spam as the screeners say.

    Raises ThreadNotFound, ParentHidden, ThreadClosed, AccountsOnly, UnusableFields,
    DuplicateComment or TooFast; then nothing was written.
    """
    source = text.normalise_source(source_text)
    author = _tidied(author)
    # Rendering takes longest, so it is done before the lock of the transaction.
    mistakes = rules.find_mistakes(author, source, thread.site)
    body = "" if mistakes else text.render_comment(source)
    with transaction.atomic():
        thread = _thread_as_it_is(thread)
        parent = _visible_parent(thread, parent_number)
        _check_open(thread, author, now)
        if mistakes:
            raise UnusableFields(mistakes)
        author = replace(_still_there(author), url=rules.usable_url(author.url))
        _check_not_said_already(thread, parent, author, source)
        _check_pace(thread, author, circumstances, now)
        draft = _draft(thread, author, source, body, circumstances, now)
        verdict = first_verdict(draft)
        comment = keep_comment(
            thread=thread,
            parent=parent,
            author=author,
            source_text=source,
            body_html=body,
            state=CommentState(verdict.state) if verdict else CommentState.PUBLISHED,
            written_at=now,
            circumstances=circumstances,
            approved_before=draft.approved_before,
            origin=origin,
            is_locked=True,
        )
        comment_posted.send(sender=Comment, comment=comment, verdict=verdict, now=now)
    return comment


def _tidied(author: Author) -> Author:
    """An account speaks under its own name, whatever the form carried."""
    if author.user is not None:
        mail = author.user.email or ""
        return replace(author, name=author.user.name, mail=mail, url="")
    return replace(
        author,
        name=" ".join(text.normalise_source(author.name).split()),
        mail=text.normalise_source(author.mail).strip(),
        url=text.normalise_source(author.url).strip(),
    )


def _still_there(author: Author) -> Author:
    """A remembered guest goes with their last comment, which may have been erased
    since this post began. Then they speak as a new one; the text is not lost."""
    if author.person is None or author.user is not None:
        return author
    person = Person.objects.select_for_update(no_key=True).filter(pk=author.person.pk)
    return replace(author, person=person.first())


def _thread_as_it_is(thread: Thread) -> Thread:
    try:
        fresh = locked(thread.pk)
    except Thread.DoesNotExist as error:
        raise ThreadNotFound from error
    if not fresh.is_reachable:
        raise ThreadNotFound
    fresh.site = thread.site  # read already: others wait for this transaction
    return fresh


def _visible_parent(thread: Thread, number: int | None) -> Comment | None:
    if number is None:
        return None
    parent = Comment.objects.filter(thread=thread, number=number).first()
    if parent is None or parent.state != CommentState.PUBLISHED:
        raise ParentHidden
    return parent


def _check_open(thread: Thread, author: Author, now: datetime) -> None:
    if not rules.is_open(thread, thread.site, now):
        raise ThreadClosed
    if thread.site.accounts_only and author.user is None:
        raise AccountsOnly


_same_text = Question(
    lambda: (
        Comment.objects.filter(
            thread=Given("thread", BigIntegerField()),
            same_text_hash=Given("hash", CharField()),
            erase_at=None,
        )
        .exclude(state__in=[CommentState.ERASED, CommentState.WITHDRAWN])
        .order_by("pk")
        .values_list("number", flat=True)[:1]
    )
)


def _check_not_said_already(
    thread: Thread, parent: Comment | None, author: Author, source: str
) -> None:
    earlier = _same_text.first(
        thread=thread.pk, hash=same_text_hash(author, parent, source)
    )
    if earlier is not None:
        raise DuplicateComment(earlier)


def _last_post(also: Q) -> Question[datetime]:
    """When the newest comment under this mail address, or of `also`, was posted."""
    who = Q(mail_hash=Given("mail", CharField())) & ~Q(mail_hash="")
    return Question(
        lambda: (
            PostingFacts.objects.filter(
                who | also,
                site=Given("site", BigIntegerField()),
                posted_at__gt=Given("since", DateTimeField()),
            )
            .order_by("-posted_at")
            .values_list("posted_at", flat=True)[:1]
        )
    )


_last_of_account = _last_post(Q(comment__person=Given("person", BigIntegerField())))
_last_of_network = _last_post(
    Q(network_hash=Given("network", CharField())) & ~Q(network_hash="")
)


def _check_pace(
    thread: Thread, author: Author, circumstances: Circumstances, now: datetime
) -> None:
    site = thread.site
    if author.user is not None and author.user.may("judge", site):
        return
    mail, since = keyed_hash("mail", author.mail.lower()), now - PACE_WINDOW
    if author.user is not None and author.person is not None:
        last = _last_of_account.first(
            site=site.pk, since=since, mail=mail, person=author.person.pk
        )
    else:
        network = keyed_hash("network", circumstances.network_address)
        last = _last_of_network.first(
            site=site.pk, since=since, mail=mail, network=network
        )
    wait = rules.wait_seconds(last, site.seconds_between_comments, now)
    if wait:
        raise TooFast(wait)


def _draft(
    thread: Thread,
    author: Author,
    source: str,
    body: str,
    circumstances: Circumstances,
    now: datetime,
) -> Draft:
    return Draft(
        site=thread.site,
        thread=thread,
        author=author,
        source_text=source,
        body_html=body,
        link_count=text.count_links(body),
        approved_before=_approved_before(author),
        pair_approved=_pair_approved(thread, author),
        circumstances=circumstances,
        now=now,
    )


def _approved_before(author: Author) -> int:
    """Comments of the proven person that are published, counted to 100 at most."""
    if author.person is None:
        return 0
    mine = Comment.objects.filter(person=author.person, state=CommentState.PUBLISHED)
    return mine.values("pk")[:100].count()


_approved_pair = Question(
    lambda: PostingFacts.objects.filter(
        site=Given("site", BigIntegerField()),
        name_and_mail_hash=Given("pair", CharField()),
        comment__state=CommentState.PUBLISHED,
    ).values_list("pk", flat=True)[:1]
)


def _pair_approved(thread: Thread, author: Author) -> bool:
    pair = pair_hash(author)
    if not pair:
        return False
    return _approved_pair.first(site=thread.site.pk, pair=pair) is not None
