"""Read your own writes: whoever has changed something sees it on the next page.

A cookie says on which machine and when. A page that was made before is made anew for
that reader, who is the only one in such a hurry.
"""

from __future__ import annotations

import math

COOKIE = "rejoinder_posted"
#: Until then every page that changed has been renewed, or removed.
COOKIE_SECONDS = 60
#: Clocks of two machines differ by this much at most, if anybody looks after them.
CLOCKS_DIFFER_SECONDS = 5.0


def cookie_value(node: str, now: float) -> str:
    """What the cookie holds: this machine's name and its time in milliseconds."""
    return f"{node}.{math.ceil(now * 1000)}"


def is_new_enough(made_at: float, cookie: str, node: str) -> bool:
    """Whether a page whose making began at `made_at` shows what was written then.

    A cookie that is not ours asks for nothing.
    """
    name, _, milliseconds = cookie.rpartition(".")
    if (
        not (milliseconds.isascii() and milliseconds.isdigit())
        or len(milliseconds) > 15
    ):
        return True
    margin = 0 if name == node else CLOCKS_DIFFER_SECONDS
    return made_at > int(milliseconds) / 1000 + margin
