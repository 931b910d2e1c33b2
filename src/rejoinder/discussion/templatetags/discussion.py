"""What the templates of a thread need."""

from __future__ import annotations

from django import template

from rejoinder.discussion.queries.addresses import quoted_subject
from rejoinder.discussion.queries.shown import ThreadPage

register = template.Library()


@register.filter
def at(mapping: dict[int, str], key: int) -> str:
    """The value of a key, '' for none."""
    return mapping.get(key, "")


@register.simple_tag
def anchor_of(page: ThreadPage, number: int) -> str:
    """The way to a comment: within this page where it is on it, else its own."""
    if number in page.numbers:
        return f"#comment-{number}"
    return f"{quoted_subject(page.thread)}comment/{number}/"
