"""Decisions about posting that need no database. `now` is passed in."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from rejoinder.discussion.models import (
    MAX_MAIL_CHARACTERS,
    MAX_NAME_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    MAX_URL_CHARACTERS,
    Thread,
    ThreadState,
)
from rejoinder.discussion.screening import Author
from rejoinder.errors import Malformed
from rejoinder.sites.models import Site

# What shows nothing: white space, controls, format characters, Hangul fillers. A text
# of these alone is empty to its readers.
_BLANK = re.compile(
    r"[\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)


def is_blank(text: str) -> bool:
    return not _BLANK.sub("", text)


def closes_at(thread: Thread, site: Site) -> datetime | None:
    """When age closes the thread; None: never."""
    if not site.close_after_days or not thread.closes_with_age:
        return None
    return thread.subject_since + timedelta(days=site.close_after_days)


def is_open(thread: Thread, site: Site, now: datetime) -> bool:
    """Whether comments are taken. `site` is the thread's."""
    if thread.state != ThreadState.OPEN or not thread.is_reachable:
        return False
    end = closes_at(thread, site)
    return end is None or now < end


def usable_url(typed: str) -> str:
    """The address as we keep it; '' for nothing typed. A missing scheme is https.

    Raises ValueError for what is no web address: javascript:, a bare word, a blank
    inside.
    """
    url = typed.strip()
    if not url:
        return ""
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) or re.match(
        r"[^/:]+:\d+(/|$)", url
    ):
        url = f"https://{url.lstrip('/')}"
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme.lower() not in {"http", "https"} or "." not in host:
        raise ValueError("not a web address")
    if re.search(r"[\s<>\"'`\\\x00-\x1f\x7f\u200e\u200f\u202a-\u202e]", url):
        raise ValueError("not a web address")
    return url


def find_mistakes(author: Author, source_text: str, site: Site) -> list[Malformed]:
    """Everything that is wrong with the fields, in the order of the form.

    A signed-in person's name and addresses are the account's and are not looked at.
    """
    mistakes = _text_mistakes(source_text)
    if author.user is None:
        mistakes += [*_name_mistakes(author, site), *_mail_mistakes(author, site)]
        mistakes += _url_mistakes(author)
    return mistakes


def _text_mistakes(text: str) -> list[Malformed]:
    if is_blank(text):
        return [Malformed(_("Please write a comment."), code="empty", field="comment")]
    return length_mistakes(text)


def length_mistakes(text: str) -> list[Malformed]:
    """Asked before any text is rendered: a long one takes long."""
    if len(text) <= MAX_TEXT_CHARACTERS:
        return []
    message = _(
        "The comment has %(length)d characters, %(most)d are the most. It is "
        "still in the box: please shorten it, or post it in parts."
    ) % {"length": len(text), "most": MAX_TEXT_CHARACTERS}
    return [Malformed(message, code="too-long", field="comment")]


def _name_mistakes(author: Author, site: Site) -> list[Malformed]:
    if is_blank(author.name):
        if site.name_and_mail_required or author.name:
            message = _("Please fill in a name.")
            return [Malformed(message, code="name-missing", field="author")]
    elif len(author.name) > MAX_NAME_CHARACTERS:
        message = _("A name has at most %(n)d characters.") % {"n": MAX_NAME_CHARACTERS}
        return [Malformed(message, code="name-too-long", field="author")]
    return []


def _mail_mistakes(author: Author, site: Site) -> list[Malformed]:
    if not author.mail:
        if site.name_and_mail_required:
            message = _("Please fill in a mail address. It is never shown.")
            return [Malformed(message, code="mail-missing", field="email")]
        return []
    if len(author.mail) > MAX_MAIL_CHARACTERS:
        message = _("A mail address has at most %(n)d characters.") % {
            "n": MAX_MAIL_CHARACTERS
        }
        return [Malformed(message, code="mail-too-long", field="email")]
    try:
        validate_email(author.mail)
    except ValidationError:
        message = _("This is not a mail address, such as name@example.org.")
        return [Malformed(message, code="mail-unusable", field="email")]
    return []


def _url_mistakes(author: Author) -> list[Malformed]:
    try:
        url = usable_url(author.url)
    except ValueError:
        message = _("This is not a web address, such as https://example.org.")
        return [Malformed(message, code="url-unusable", field="url")]
    if len(url) > MAX_URL_CHARACTERS:
        message = _("A web address has at most %(n)d characters.") % {
            "n": MAX_URL_CHARACTERS
        }
        return [Malformed(message, code="url-too-long", field="url")]
    return []


def wait_seconds(last_at: datetime | None, pause_seconds: int, now: datetime) -> int:
    """Whole seconds until the next comment may come; 0: at once.

    Never more than the pause: of two posts at once, the later one may be kept first.
    """
    if last_at is None:
        return 0
    left = pause_seconds - (now - last_at).total_seconds()
    return min(pause_seconds, max(0, math.ceil(left)))
