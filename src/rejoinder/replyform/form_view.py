"""The reply form as a template sees it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rejoinder import text
from rejoinder.discussion import rules
from rejoinder.discussion.errors import (
    CommentNotFound,
    ParentHidden,
    UnusableFields,
)
from rejoinder.discussion.models import Comment, Thread
from rejoinder.discussion.queries import (
    comment_address,
    find_visible_comment,
    quoted_subject,
)
from rejoinder.errors import Refusal
from rejoinder.replyform.fields import REMEMBER_FIELD, TRAP_FIELD, Fields
from rejoinder.replyform.tokens import made_token
from rejoinder.replyform.writer import Writer

EXCERPT_CHARACTERS = 300


@dataclass(frozen=True)
class Answered:
    """The comment that is being answered, shown above the box."""

    number: int
    name: str
    excerpt: str
    back_url: str


@dataclass(frozen=True)
class FormView:
    """Everything `replyform/_form.html` shows. `mistakes` are sentences by field."""

    thread: Thread
    action_url: str
    subject_url: str
    is_open: bool
    needs_account: bool
    writer: Writer
    fields: Fields
    answered: Answered | None = None
    mistakes: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    made_token: str = ""
    offers_to_remember: bool = True
    is_required: bool = True
    remember_field: str = REMEMBER_FIELD
    trap_field: str = TRAP_FIELD


def form_for(
    thread: Thread,
    writer: Writer,
    now: datetime,
    *,
    answering: int | None = None,
) -> FormView:
    """The empty form below a thread, filled in with what is known of the writer.

    `answering` makes it the form of one reader: the page shows what is answered, and
    carries when it was made. A comment that is not there is not answered.
    """
    answers = _answered(thread, answering) is not None
    fields = Fields(parent=str(answering) if answers else "")
    if writer.guest is not None:
        guest = writer.guest
        fields = replace(
            fields, author=guest.name, email=guest.mail, url=guest.url, remember=True
        )
    form = _form(thread, writer, fields, now)
    if answering is None:
        return form
    return replace(form, made_token=made_token("", now))


def form_again(
    thread: Thread,
    writer: Writer,
    fields: Fields,
    now: datetime,
    refusal: Refusal | None = None,
) -> FormView:
    """The form given back with everything in it, after a preview or a refusal.

    An answer to what is gone becomes a comment of its own: sent again as it was, it
    would be refused for ever.
    """
    if isinstance(refusal, ParentHidden):
        fields = replace(fields, parent="")
    form = _form(thread, writer, fields, now)
    return replace(
        form,
        mistakes=_mistakes(refusal),
        summary=str(refusal) if refusal else "",
        made_token=made_token(fields.comment, now),
    )


def _form(thread: Thread, writer: Writer, fields: Fields, now: datetime) -> FormView:
    site = thread.site
    return FormView(
        thread=thread,
        action_url=reverse("replyform:post-comment", args=[thread.pk]),
        subject_url=quoted_subject(thread),
        is_open=rules.is_open(thread, site, now),
        needs_account=site.accounts_only and writer.user is None,
        writer=writer,
        fields=fields,
        answered=_answered(thread, fields.parent_number),
        offers_to_remember=site.offer_to_remember,
        is_required=site.name_and_mail_required,
    )


def _answered(thread: Thread, number: int | None) -> Answered | None:
    if number is None:
        return None
    try:
        comment: Comment = find_visible_comment(thread=thread, number=number)
    except CommentNotFound:
        return None
    return Answered(
        number=number,
        name=comment.author_name or _("Anonymous"),
        excerpt=text.excerpt(text.plain_text(comment.body_html), EXCERPT_CHARACTERS),
        back_url=comment_address(comment),
    )


def _mistakes(refusal: Refusal | None) -> dict[str, str]:
    if isinstance(refusal, UnusableFields):
        return {mistake.field: str(mistake) for mistake in refusal.mistakes}
    if refusal is not None and refusal.field:
        return {refusal.field: str(refusal)}
    return {}
