"""Signed words that a form carries: when it was made, and that it was confirmed.

Neither is a secret. The first says how long somebody had to type; the second that a
page of ours was answered, for browsers that send neither Sec-Fetch-Site nor Origin.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core import signing

from rejoinder.web.requests import SiteRequest

_MADE = "rejoinder.replyform.made"
_CONFIRMED = "rejoinder.replyform.confirmed"
CONFIRMATION_SECONDS = 24 * 3600
LONGEST_WRITING_SECONDS = 24 * 3600


def made_token(text: str, now: datetime) -> str:
    """For a page made for one reader: when, and what stood in its box."""
    return signing.dumps([now.timestamp(), _digest(text)], salt=_MADE)


def writing_seconds(token: str, text: str, now: datetime) -> float | None:
    """Seconds between that page and the post.

    None where the token is missing, foreign or old, and where the text was already
    in the box: whoever sends a preview back unchanged has typed nothing.
    """
    try:
        made_at, digest = signing.loads(token, salt=_MADE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    seconds = now.timestamp() - float(made_at)
    if digest == _digest(text) or not 0 <= seconds <= LONGEST_WRITING_SECONDS:
        return None
    return seconds


def confirmation_token(request: SiteRequest, thread_id: int) -> str:
    """Bound to this browser's cookies: a token fetched by somebody else does not let
    them speak with the rights of whoever is signed in here."""
    return signing.dumps([thread_id, _cookies(request)], salt=_CONFIRMED)


def is_confirmed(request: SiteRequest, thread_id: int, token: str) -> bool:
    try:
        signed = signing.loads(token, salt=_CONFIRMED, max_age=CONFIRMATION_SECONDS)
    except signing.BadSignature:
        return False
    return bool(signed == [thread_id, _cookies(request)])


def _cookies(request: SiteRequest) -> str:
    ours = {k: v for k, v in request.COOKIES.items() if k.startswith("rejoinder_")}
    ours.pop("rejoinder_csrf", None)  # may be set by the page that carries the token
    return _digest(repr(sorted(ours.items())))


def _digest(text: str) -> str:
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=12
    ).hexdigest()
