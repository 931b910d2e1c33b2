"""Which function of the rooms' `tags` made a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMS = {
    r"site:\d+:layout": "layout",
    r"site:\d+:comments": "comments",
    r"site:\d+:pages": "page_tree",
    r"site:\d+:lists": "lists",
    r"site:\d+:front": "front",
    r"site:\d+:sitemap": "sitemap",
    r"site:\d+:\d{4}-\d\d-\d\d": "in_period",
    r"thread:\d+": "thread",
    r"thread:\d+:page:\d+": "thread_page",
    r"thread:\d+:filled:\d+": "filled_page",
    r"thread:\d+:count": "thread_count",
    r"list:section:\d+": "in_section",
    r"list:tag:\d+": "with_tag",
    r"list:writer:\d+": "by_writer",
    r"article:\d+": "article",
    r"page:\d+": "plain_page",
    r"address:\d+": "address",
    r"tag:\d+": "tag",
    r"writer:\d+": "writer",
    r"picture:\d+": "picture",
    r"file:\d+": "file",
}
NAMES = frozenset(_FORMS.values())


def name_of(tag: str) -> str:
    for form, name in _FORMS.items():
        if re.fullmatch(form, tag):
            return name
    raise AssertionError(f"nobody's tag: {tag}")


def names_of(tags: Iterable[str]) -> set[str]:
    return {name_of(tag) for tag in tags}
