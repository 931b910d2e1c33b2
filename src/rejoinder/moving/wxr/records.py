"""Which elements an export has, and the values made of them when they end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from rejoinder.moving.wxr import values
from rejoinder.moving.wxr.values import TermRef

#: What a database's integer holds, with room to spare; WordPress's ids are below it.
_NUMBER = re.compile(r"\s*(-?[0-9]{1,18})\s*")


@dataclass(frozen=True)
class Kind:
    """An element with elements of its own, each a field or a record again."""

    name: str
    steps: Mapping[str, str | Kind]


@dataclass(slots=True)
class Record:
    """An element that has begun and not ended. `weight` is its size in memory."""

    kind: Kind
    fields: dict[str, str] = field(default_factory=dict)
    meta: list[tuple[str, str]] = field(default_factory=list)
    refs: list[TermRef] = field(default_factory=list)
    ordinal: int = -1
    line: int = 0
    weight: int = 0

    def text(self, name: str) -> str:
        """To the letter."""
        return self.fields.get(name, "")

    def fact(self, name: str) -> str:
        """Without white space around it."""
        return self.fields.get(name, "").strip()

    def number(self, name: str) -> int | None:
        found = _NUMBER.fullmatch(self.fields.get(name, ""))
        return int(found[1]) if found else None

    def link(self, name: str) -> int | None:
        """The id of another thing, where 0 means none."""
        return self.number(name) or None


_Steps: TypeAlias = dict[str, str | Kind]


def _named(prefix: str, names: str) -> _Steps:
    """Fields that are called after their elements, less `prefix`."""
    return {prefix + name: name for name in names.split()}


def _meta_kind(element: str) -> _Steps:
    steps: _Steps = {"wp:meta_key": "key", "wp:meta_value": "value"}
    return {element: Kind("meta", steps)}


AUTHOR = Kind(
    "author", _named("wp:author_", "id login email display_name first_name last_name")
)
CATEGORY = Kind(
    "category",
    {
        "wp:term_id": "id",
        "wp:category_nicename": "slug",
        "wp:cat_name": "name",
        "wp:category_parent": "parent",
        "wp:category_description": "description",
        **_meta_kind("wp:termmeta"),
    },
)
TAG = Kind(
    "tag",
    {
        "wp:term_id": "id",
        **_named("wp:tag_", "slug name description"),
        **_meta_kind("wp:termmeta"),
    },
)
TERM = Kind(
    "term",
    {
        **_named("wp:term_", "id taxonomy slug name parent description"),
        **_meta_kind("wp:termmeta"),
    },
)
COMMENT = Kind(
    "comment",
    {
        **_named("wp:comment_", "id author author_email author_url author_IP"),
        **_named("wp:comment_", "date date_gmt content approved type parent user_id"),
        **_meta_kind("wp:commentmeta"),
    },
)
#: Its text is the term's name, its attributes say the rest.
TERM_REF = Kind("ref", {})
ITEM = Kind(
    "item",
    {
        **_named("", "title link guid pubDate"),
        "dc:creator": "creator",
        "content:encoded": "content",
        "excerpt:encoded": "excerpt",
        **_named("wp:", "post_id post_type post_name post_parent post_password status"),
        **_named("wp:", "post_date post_date_gmt post_modified post_modified_gmt"),
        **_named("wp:", "menu_order is_sticky comment_status ping_status"),
        **_named("wp:", "attachment_url"),
        "category": TERM_REF,
        "wp:comment": COMMENT,
        **_meta_kind("wp:postmeta"),
    },
)
CHANNEL = Kind(
    "channel",
    {
        **_named("", "title description language link pubDate generator"),
        **_named("wp:", "wxr_version base_site_url base_blog_url"),
        "wp:author": AUTHOR,
        "wp:category": CATEGORY,
        "wp:tag": TAG,
        "wp:term": TERM,
        "item": ITEM,
    },
)
RSS = Kind("rss", {"channel": CHANNEL})
DOCUMENT = Kind("document", {"rss": RSS})


def channel(record: Record, file: str) -> values.Channel:
    return values.Channel(
        file=file,
        version=record.fact("wxr_version"),
        title=record.fact("title"),
        description=record.fact("description"),
        language=record.fact("language"),
        link=record.fact("link"),
        base_site_url=record.fact("base_site_url"),
        base_blog_url=record.fact("base_blog_url"),
        pub_date=record.fact("pubDate"),
        generator=record.fact("generator"),
    )


def author(record: Record) -> values.Author:
    return values.Author(
        id=record.number("id"),
        login=record.fact("login"),
        mail=record.fact("email"),
        name=record.fact("display_name"),
        first_name=record.fact("first_name"),
        last_name=record.fact("last_name"),
    )


def _term_maker(
    element: Literal["category", "tag", "term"], taxonomy: str
) -> Callable[[Record], values.Term]:
    def make(record: Record) -> values.Term:
        return values.Term(
            element=element,
            taxonomy=taxonomy or record.fact("taxonomy"),
            id=record.number("id"),
            slug=record.fact("slug"),
            name=record.fact("name"),
            parent_slug=record.fact("parent"),
            description=record.text("description"),
            meta=tuple(record.meta),
        )

    return make


def item(record: Record) -> values.Item:
    return values.Item(
        ordinal=record.ordinal,
        line=record.line,
        id=record.number("post_id"),
        type=record.fact("post_type"),
        title=record.fact("title"),
        link=record.fact("link"),
        guid=record.fact("guid"),
        creator=record.fact("creator"),
        content=record.text("content"),
        excerpt=record.text("excerpt"),
        status=record.fact("status"),
        name=record.fact("post_name"),
        parent_id=record.link("post_parent"),
        menu_order=record.number("menu_order") or 0,
        password=record.text("post_password"),
        is_sticky=record.fact("is_sticky") == "1",
        comment_status=record.fact("comment_status"),
        ping_status=record.fact("ping_status"),
        date=record.fact("post_date"),
        date_gmt=record.fact("post_date_gmt"),
        modified=record.fact("post_modified"),
        modified_gmt=record.fact("post_modified_gmt"),
        pub_date=record.fact("pubDate"),
        attachment_url=record.fact("attachment_url"),
        terms=_refs_once(record.refs),
        meta=tuple(record.meta),
    )


def comment(record: Record, item_ordinal: int) -> values.Comment:
    return values.Comment(
        item_ordinal=item_ordinal,
        id=record.number("id"),
        author=record.fact("author"),
        mail=record.fact("author_email"),
        url=record.fact("author_url"),
        network_address=record.fact("author_IP"),
        date=record.fact("date"),
        date_gmt=record.fact("date_gmt"),
        content=record.text("content"),
        approved=record.fact("approved"),
        type=record.fact("type"),
        parent_id=record.link("parent"),
        user_id=record.link("user_id"),
        meta=tuple(record.meta),
    )


def meta_pair(record: Record) -> tuple[str, str] | None:
    key = record.text("key")
    return (key, record.text("value")) if key else None


def term_ref(record: Record, name: str) -> TermRef:
    """A reference as written; `""` as its taxonomy where the file gives none."""
    taxonomy = record.fact("domain")
    # WXR 1.0 says "tag".
    taxonomy = "post_tag" if taxonomy == "tag" else taxonomy
    return TermRef(taxonomy=taxonomy, slug=record.fact("nicename"), name=name.strip())


#: Of the elements of a channel that say all by themselves.
MAKERS: dict[str, Callable[[Record], values.Event]] = {
    "author": author,
    "category": _term_maker("category", "category"),
    "tag": _term_maker("tag", "post_tag"),
    "term": _term_maker("term", ""),
}


def _refs_once(refs: list[TermRef]) -> tuple[TermRef, ...]:
    """Without the poorer of two that mean the same.

    WXR 1.0 wrote each twice: once by its name alone and once with its slug. What has
    only a name is a category.
    """
    with_slug = {(ref.taxonomy, ref.name) for ref in refs if ref.slug}
    with_taxonomy = {ref.name for ref in refs if ref.taxonomy}
    kept: dict[TermRef, None] = {}
    for ref in refs:
        if not ref.taxonomy:
            if ref.name in with_taxonomy or not (ref.name or ref.slug):
                continue
            kept[TermRef("category", ref.slug, ref.name)] = None
        elif ref.slug or (ref.taxonomy, ref.name) not in with_slug:
            kept[ref] = None
    return tuple(kept)
