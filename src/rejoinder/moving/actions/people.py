"""Whoever signed articles there: writers here, and accounts without a password."""

from __future__ import annotations

import json

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rejoinder.errors import Refusal
from rejoinder.moving.actions.run import Run
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wxr import Author
from rejoinder.newsroom.actions import add_writer, update_writer
from rejoinder.newsroom.models import Writer
from rejoinder.people.actions import add_account
from rejoinder.people.models import User
from rejoinder.people.roles import Role

KIND = "person"
ONLY_A_NAME = "People known only by the name they signed with"
NO_ACCOUNT = "People without an account, since their mail address is none"


def import_people(run: Run) -> None:
    for channel, _value in run.staging.channels():
        for author in run.staging.authors(channel):
            _import_author(run, channel, author)


def writer_key(login: str) -> str:
    """Logins are not told apart by case, as in WordPress."""
    return login.strip().lower()


def _import_author(run: Run, channel: int, author: Author) -> None:
    book = run.book(channel, KIND)
    key = writer_key(author.login) or author.mail.lower()
    if not key:
        run.report.leave_out("people", "without a name to sign in by")
        return
    if not book.meet(key):
        run.report.leave_out("people", "twice in the files")
        return
    name = author_name(author)
    wanted = fingerprint(name, author.mail)
    fate = book.fate(key, wanted, _kept_hash)
    if run.report.count_fate("people", fate):
        if fate == "create" and author.mail and not _is_mail(author.mail):
            run.remarks[NO_ACCOUNT] += 1
        if run.is_dry:
            book.plan(key, wanted)
            return
        with transaction.atomic():
            writer = _keep(run, author, name, book.id_of(key))
            book.remember(
                key,
                object_id=writer.pk,
                wanted_hash=wanted,
                kept_hash=_kept_hash(writer.pk) or "",
                raw=json.dumps(list(map(str, _columns(author)))),
                now=run.now,
            )


def _columns(author: Author) -> tuple[object, ...]:
    return (author.id, author.login, author.mail, author.name)


def author_name(author: Author) -> str:
    full = f"{author.first_name} {author.last_name}".strip()
    named = title_text(author.name) or full or author.login or author.mail
    return " ".join(named.split())[:245]


def _keep(run: Run, author: Author, name: str, writer_id: int | None) -> Writer:
    if writer_id is not None:
        writer: Writer = Writer.objects.get(pk=writer_id)
        update_writer(writer=writer, name=name)
        return writer
    user = _account(run, author, name)
    return add_writer(site=run.site, name=name, slug=author.login, user=user)


def _account(run: Run, author: Author, name: str) -> User | None:
    """An account that nobody can use until an owner sends its link.

    Somebody who works here under the same mail address is taken for the same: both
    were named by the owner, here in person, there in the export.
    """
    if not author.mail:
        return None
    there = User.objects.filter(email=author.mail.strip().lower()).first()
    if there is not None:
        is_staff = there.role_on(run.site) not in {None, Role.READER}
        return there if is_staff else None
    try:
        return add_account(
            site=run.site, name=name, mail=author.mail, role=Role.AUTHOR, password=None
        )
    except Refusal:
        return None


def _is_mail(text: str) -> bool:
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def _kept_hash(writer_id: int) -> str | None:
    writer = Writer.objects.filter(pk=writer_id).first()
    if writer is None:
        return None
    return fingerprint(writer.name, writer.slug, writer.bio, writer.picture_id)


def writer_of(run: Run, channel: int, login: str) -> int | None:
    """The writer of this login, made where the file names one without telling more.

    0 in a dry run, None for nobody.
    """
    key = writer_key(login)
    if not key:
        return None
    book = run.book(channel, KIND)
    found = book.id_of(key)
    if found is not None:
        return found
    run.remarks[ONLY_A_NAME] += 1
    if run.is_dry:
        book.plan(key, "")
        return 0
    writer = add_writer(site=run.site, name=login.strip()[:245], slug=login)
    book.remember(
        key,
        object_id=writer.pk,
        wanted_hash="",
        kept_hash=_kept_hash(writer.pk) or "",
        raw="",
        now=run.now,
    )
    return writer.pk
