"""What a screener reads and what it answers; screeners live in higher rooms.

They are named in settings.REJOINDER_SCREENERS by dotted path and asked in that order;
the first verdict ends the run. So discussion consults moderation without importing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from rejoinder.discussion.models import Thread
from rejoinder.people.models import Person, User
from rejoinder.sites.models import Site


@dataclass(frozen=True)
class Author:
    """Who speaks, as far as it is proven. Names and addresses are as typed.

    `user` is a signed-in account. `person` is set where somebody proved to be the
    same as before: that account's person, or a remembered guest's. Otherwise a new
    guest is made when the comment is kept, known again by `device_key` if given.
    """

    name: str
    mail: str
    url: str
    user: User | None = None
    person: Person | None = None
    device_key: str = ""


@dataclass(frozen=True)
class Circumstances:
    """How a text came in. `writing_seconds` is between a page made for this reader
    and the post, None where the page was everybody's or the text was not touched."""

    network_address: str = ""
    browser: str = ""
    writing_seconds: float | None = None
    trap_was_filled: bool = False


@dataclass(frozen=True)
class Draft:
    """A text that passed all refusals and is about to be kept.

    `link_count` counts links after bare ones were linked. `approved_before` counts
    this proven person's comments that were ever published here; `pair_approved`
    says whether the same name and mail address, proof of nothing, were.
    """

    site: Site
    thread: Thread
    author: Author
    source_text: str
    body_html: str
    link_count: int
    approved_before: int
    pair_approved: bool
    circumstances: Circumstances
    now: datetime


@dataclass(frozen=True)
class Verdict:
    """Why a draft is not published at once. `reason` is for people, one sentence."""

    state: Literal["held", "spam"]
    rule: str
    reason: str
    screener: str = ""


class Screener(Protocol):
    def __call__(self, draft: Draft) -> Verdict | None: ...


@cache
def _screener(dotted_path: str) -> Screener:
    screener: Screener = import_string(dotted_path)
    return screener


def first_verdict(draft: Draft) -> Verdict | None:
    """Ask the screeners in order. The verdict carries who gave it."""
    for dotted_path in settings.REJOINDER_SCREENERS:
        verdict = _screener(dotted_path)(draft)
        if verdict is not None:
            return Verdict(verdict.state, verdict.rule, verdict.reason, dotted_path)
    return None
