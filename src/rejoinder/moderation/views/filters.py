"""The desk's filter in the query of its address, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rejoinder.discussion.models import CommentState
from rejoinder.moderation.queries import EVERYTHING, Filter
from rejoinder.text import normalise_source

SHOWN = (
    CommentState.HELD.value,
    CommentState.PUBLISHED.value,
    CommentState.HIDDEN.value,
    CommentState.SPAM.value,
    EVERYTHING,
)
MAX_SEARCH_CHARACTERS = 200


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int
    url: str
    is_current: bool


def read_filter(query: Mapping[str, str]) -> Filter:
    """Whatever cannot be read is as if it were not there."""
    show = query.get("show", "")
    thread = query.get("thread", "")
    is_number = thread.isascii() and thread.isdigit() and len(thread) <= 18
    return Filter(
        show=show if show in SHOWN else CommentState.HELD.value,
        oldest_first=query.get("order") == "oldest",
        text=read_search(query),
        thread_id=int(thread) if is_number else None,
    )


def read_search(query: Mapping[str, str]) -> str:
    return normalise_source(query.get("q", "")).strip()[:MAX_SEARCH_CHARACTERS]


def query_of(wanted: Filter) -> str:
    """The query that reads as this filter; what is usual is left out."""
    pairs = {
        "show": "" if wanted.show == CommentState.HELD else wanted.show,
        "order": "oldest" if wanted.oldest_first else "",
        "q": wanted.text,
        "thread": "" if wanted.thread_id is None else str(wanted.thread_id),
    }
    return urlencode({name: value for name, value in pairs.items() if value})


def url_of(wanted: Filter, **changes: object) -> str:
    """The first page of the desk with this filter, changed."""
    query = query_of(replace(wanted, **changes))  # type: ignore[arg-type]  # its fields
    desk = reverse("moderation:queue")
    return f"{desk}?{query}" if query else desk


def tabs(wanted: Filter, counts: Mapping[str, int]) -> list[Tab]:
    labels = {state.value: str(state.label) for state in CommentState}
    labels[EVERYTHING] = _("All")
    return [
        Tab(
            name=name,
            label=labels[name],
            count=counts.get(name, 0),
            url=url_of(wanted, show=name),
            is_current=name == wanted.show,
        )
        for name in SHOWN
    ]
