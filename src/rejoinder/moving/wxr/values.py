"""What an export says, as values: text as in the file, "" where it says nothing.

Content, excerpts, descriptions, passwords, comments and meta values are kept to the
letter; the one-line facts beside them lose white space at their ends, which only
pretty-printing puts there. A number that is none, or too long for a database, is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Meta = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """The site that a file came from; `base_blog_url` is its public address."""

    file: str
    version: str
    title: str
    description: str
    language: str
    link: str
    base_site_url: str
    base_blog_url: str
    pub_date: str
    generator: str


@dataclass(frozen=True, slots=True)
class Author:
    """An account that signs items; `name` is the one that readers see."""

    id: int | None
    login: str
    mail: str
    name: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Term:
    """A category, tag, menu or whatever else sorts items.

    `element` is how the file wrote it: newer files may write the same category twice,
    once as wp:category and once as wp:term. `parent_slug` is a slug in all of them.
    """

    element: Literal["category", "tag", "term"]
    taxonomy: str
    id: int | None
    slug: str
    name: str
    parent_slug: str
    description: str
    meta: Meta


@dataclass(frozen=True, slots=True)
class TermRef:
    """What an item is sorted under. WXR 1.0 calls the taxonomy post_tag "tag"; here it
    is post_tag. `slug` is "" where the file gives a name only.
    """

    taxonomy: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A post, page, attachment, menu entry or an item of a plug-in's own type.

    `ordinal` counts the items of all files of a run from 0, `line` is where the item
    begins in its file. `parent_id` is None where WordPress writes 0. Dates are as
    written, "0000-00-00 00:00:00" among them.
    """

    ordinal: int
    line: int
    id: int | None
    type: str
    title: str
    link: str
    guid: str
    creator: str
    content: str
    excerpt: str
    status: str
    name: str
    parent_id: int | None
    menu_order: int
    password: str
    is_sticky: bool
    comment_status: str
    ping_status: str
    date: str
    date_gmt: str
    modified: str
    modified_gmt: str
    pub_date: str
    attachment_url: str
    terms: tuple[TermRef, ...]
    meta: Meta


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, pingback, trackback or editors' note on the item of that ordinal.

    `parent_id` and `user_id` are None where WordPress writes 0: answers nobody, had no
    account. `approved` is "1", "0", "spam", "trash" or "post-trashed".
    """

    item_ordinal: int
    id: int | None
    author: str
    mail: str
    url: str
    network_address: str
    date: str
    date_gmt: str
    content: str
    approved: str
    type: str
    parent_id: int | None
    user_id: int | None
    meta: Meta


Event = Channel | Author | Term | Item | Comment
