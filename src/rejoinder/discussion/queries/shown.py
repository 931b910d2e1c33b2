"""What a page of a thread is made of, as plain values for templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from rejoinder.discussion.models import Thread


@dataclass(frozen=True)
class Viewer:
    """Who looks, as far as it matters to a thread: whose waiting comments are shown.

    The default is the reader with no cookie, for whom stored pages are made.
    """

    person_ids: frozenset[int] = frozenset()
    waiting_numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ShownComment:
    """A comment as it is shown.

    `level` is the indentation, 0 at the top, never above the site's depth minus 1.
    `kind` tells a comment from the placeholder of one that is gone but answered, and
    from the viewer's own that waits. `answers` names whom a reply answers.
    `mention` is what to call the trace of a page elsewhere, '' for what people said.
    """

    number: int
    level: int
    kind: Literal["comment", "placeholder", "waiting"]
    author_name: str
    author_url: str
    body_html: str
    written_at: datetime
    edited_at: datetime | None
    lasting_url: str
    answers_number: int | None = None
    answers_name: str = ""
    reply_url: str = ""
    is_from_account: bool = False
    mention: str = ""


@dataclass(frozen=True)
class ThreadPage:
    """One page of a thread. URLs are paths of the site; '' where there is none.

    `count` is of all published comments of the thread; None on pages that do not say
    it, so that one comment changes few of them; `last_number` is told with it.
    `older_url` and `newer_url` lead to the neighbouring pages in time, past empty
    ones. `finding_url` is where a comment is asked for by its number, and how its
    lasting address begins. `continued` has, for a branch too long for the page, the
    number of its last shown comment and where it goes on.
    """

    thread: Thread
    count: int | None
    comments: tuple[ShownComment, ...]
    waiting: tuple[ShownComment, ...]
    number: int
    last_number: int
    url: str
    is_open: bool
    finding_url: str
    older_url: str = ""
    newer_url: str = ""
    continued: dict[int, str] = field(default_factory=dict)
    is_branch: bool = False

    @cached_property
    def has_comments(self) -> bool:
        """Whether the thread has any, here or on pages beside this one."""
        return bool(self.comments or self.older_url or self.newer_url)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the comments on it, placeholders too."""
        return frozenset(comment.number for comment in self.comments)
