"""Exports that nobody would write, and that come all the same: any state, order,
orphan, circle, deep chain, number twice, field that is missing, and any text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.conftest import SHARED_DATA
from tests.moving.posts import (
    ZERO,
    Post,
    author,
    category,
    comment,
    menu,
    tag,
)
from tests.moving.wxr_files import export

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAUGHTY = SHARED_DATA / "unicode" / "blns.json"


def _naughty() -> list[str]:
    """The strings of the collection, if it is here, as far as XML can carry them."""
    if not _NAUGHTY.is_file():
        return ["", "undefined", "<script>alert(1)</script>", "田中さん", "\u202etest"]
    return [_NOT_IN_XML.sub("", words) for words in json.loads(_NAUGHTY.read_text())]


TEXTS = st.one_of(
    st.sampled_from(_naughty()),
    st.text(max_size=60).map(lambda text: _NOT_IN_XML.sub("", text)),
    st.sampled_from(
        [
            "One.\n\nTwo <b>bold",
            "<!-- wp:paragraph --><p>Block</p><!-- /wp:paragraph -->",
            'A [caption id="attachment_9"]<img src="/x.jpg" /> words[/caption]',
            "[gallery] [unknown a=1] [[escaped]]",
            "before<!--more-->after<!--nextpage-->page two",
            '<a href="https://river.example/?p=3">there</a>',
            "https://www.youtube.com/watch?v=x",
        ]
    ),
)
WORDS = st.sampled_from(
    ["", "a", "news", "%d8%b3", "page", "feed", "2013", "comment-page-2"]
)
NUMBERS = st.integers(0, 6)
DATES = st.sampled_from(
    [
        ZERO,
        "",
        "2013-01-11 15:00:00",
        "2013-01-12 15:00:00",
        "2012-12-31 23:59:59",
        "9999-12-31 23:59:59",
        "0001-01-01 00:00:00",
        "2031-01-01 00:00:00",
        "nonsense",
    ]
)


@st.composite
def comments(draw: st.DrawFn) -> str:
    return comment(
        draw(st.one_of(NUMBERS, st.just(""), st.integers(1, 10**17))),
        draw(TEXTS),
        name=draw(TEXTS)[:300],
        mail=draw(st.sampled_from(["", "ben@example.org", "x" * 120])),
        url=draw(st.sampled_from(["", "https://example.org", "javascript:alert(1)"])),
        address=draw(st.sampled_from(["", "192.0.2.1", "y" * 80])),
        parent=draw(NUMBERS),
        approved=draw(
            st.sampled_from(["1", "0", "spam", "trash", "post-trashed", "", "odd"])
        ),
        type=draw(
            st.sampled_from(["", "comment", "pingback", "trackback", "note", "review"])
        ),
        date=draw(DATES),
        user=draw(st.sampled_from([0, 0, 2, 77])),
        meta_values=draw(st.lists(st.tuples(WORDS, TEXTS), max_size=2)),
    )


@st.composite
def chains(draw: st.DrawFn) -> list[str]:
    """Answers to answers, deeper than any path, in any order."""
    length = draw(st.integers(12, 30))
    chain = [comment(100 + n, f"{n}", parent=99 + n if n else 0) for n in range(length)]
    return draw(st.permutations(chain))


@st.composite
def posts(draw: st.DrawFn) -> Post:
    said = draw(st.lists(comments(), max_size=6))
    if draw(st.integers(0, 9)) == 0:
        said += draw(chains())
    taxonomies = st.sampled_from(["category", "post_tag", "post_format", "nav_menu"])
    return Post(
        number=draw(st.one_of(NUMBERS, st.none())),
        title=draw(TEXTS),
        content=draw(TEXTS),
        excerpt=draw(TEXTS),
        type=draw(
            st.sampled_from(
                ["post", "post", "page", "page", "attachment", "nav_menu_item", "thing"]
            )
        ),
        status=draw(
            st.sampled_from(
                [
                    *("publish", "publish", "draft", "pending", "private", "future"),
                    *("trash", "inherit", "auto-draft", "", "odd"),
                ]
            )
        ),
        name=draw(WORDS),
        link=draw(
            st.one_of(
                st.none(),
                st.sampled_from(
                    [
                        "",
                        "https://river.example/",
                        "https://river.example/a/",
                        "https://river.example/?p=3",
                        "https://elsewhere.example/a/",
                        "https://river.example/%d8%b3/",
                        "http://[broken/",
                    ]
                ),
            )
        ),
        date=draw(DATES),
        date_gmt=draw(st.one_of(st.none(), DATES)),
        creator=draw(st.sampled_from(["", "ada", "ben", "ADA"])),
        password=draw(st.sampled_from(["", "", "secret"])),
        parent=draw(NUMBERS),
        menu_order=draw(st.integers(-1, 3)),
        is_sticky=draw(st.booleans()),
        comment_status=draw(st.sampled_from(["open", "closed", ""])),
        guid=draw(WORDS),
        attachment_url=draw(st.sampled_from(["", "https://river.example/x.jpg"])),
        terms=tuple(
            draw(
                st.lists(
                    st.tuples(taxonomies, st.sampled_from(["", "a", "news"]), TEXTS),
                    max_size=3,
                )
            )
        ),
        meta=tuple(draw(st.lists(st.tuples(WORDS, TEXTS), max_size=2))),
        comments=tuple(said),
    )


@dataclass(frozen=True)
class Export:
    """A whole file; its text is too long to be told when a test fails."""

    text: str = field(repr=False)


@st.composite
def exports(draw: st.DrawFn) -> Export:
    slugs = st.sampled_from(["", "a", "news", "water"])
    heads = st.one_of(
        st.builds(author, st.sampled_from(["", "ada", "ben"]), NUMBERS, TEXTS),
        st.builds(category, slugs, TEXTS, slugs, NUMBERS),
        st.builds(tag, slugs, TEXTS, NUMBERS),
        st.builds(menu, slugs, TEXTS),
    )
    head = "".join(draw(st.lists(heads, max_size=5)))
    made = draw(st.lists(posts(), max_size=6))
    return Export(export(*(post.xml() for post in made), head=head))
