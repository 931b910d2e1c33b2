"""The cookies by which we know a reader again. Whoever has none of them, whatever
other cookies there are, is answered with the page that everybody shares."""

from __future__ import annotations

import re

from rejoinder.pagestore import own_writes

SESSION = "rejoinder_session"
GUEST = "rejoinder_guest"
#: When this browser last changed something.
POSTED = own_writes.COOKIE
#: Django's, for a sentence that is shown on the next page.
MESSAGES = "messages"

OURS = (SESSION, GUEST, POSTED, MESSAGES)

#: Matches a Cookie header that has one of them. Python and nginx read it alike.
HAS_OURS = r"(?:^|;)\s*(?:" + "|".join(re.escape(name) for name in OURS) + r")\s*="

_has_ours = re.compile(HAS_OURS).search


def has_our_cookie(header: str) -> bool:
    """Whether a Cookie header has one of ours."""
    return _has_ours(header) is not None


def cookie_value(header: str, name: str) -> str:
    """The value of a cookie in a Cookie header; '' if it has none."""
    for pair in header.split(";"):
        key, _, value = pair.partition("=")
        if key.strip() == name:
            return value.strip()
    return ""
