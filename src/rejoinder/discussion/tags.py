"""What of threads and comments can change, as tags of the change log.

A comment belongs to one page of its thread for ever, so it makes that page stale, what
counts the thread, and lists of the newest: a handful, however long the thread is.
"""

from __future__ import annotations


def thread(thread_id: int) -> str:
    """The thread as a whole: title, address, open or closed; and all that is in it,
    where many comments change at once."""
    return f"thread:{thread_id}"


def thread_page(thread_id: int, number: int) -> str:
    """What is shown on one page, and on branches of it that go on elsewhere."""
    return f"thread:{thread_id}:page:{number}"


def filled_page(thread_id: int, number: int) -> str:
    """Whether anything is on that page: pages beside it lead there if so."""
    return f"thread:{thread_id}:filled:{number}"


def thread_count(thread_id: int) -> str:
    """How many published comments there are, and so which are the newest."""
    return f"thread:{thread_id}:count"


def comments(site_id: int) -> str:
    """The newest comments of a site."""
    return f"site:{site_id}:comments"
