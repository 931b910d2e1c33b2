"""WordPress's addresses with a query, without a database."""

from __future__ import annotations

import pytest

from rejoinder.newsroom.old_queries import OldQuery, feed_meant, read_old_query


@pytest.mark.parametrize(
    "query, names",
    [
        ({"p": "12"}, ("p=12", "page_id=12", "attachment_id=12")),
        ({"page_id": "12"}, ("page_id=12", "p=12", "attachment_id=12")),
        ({"attachment_id": "012"}, ("attachment_id=12", "p=12", "page_id=12")),
        ({"cat": "3"}, ("cat=3",)),
        ({"author": "2"}, ("author=2",)),
    ],
)
def test_number_is_a_name_of_rows(query: dict[str, str], names: tuple[str]) -> None:
    assert read_old_query(query) == OldQuery(names=names)


@pytest.mark.parametrize(
    "query, path",
    [
        ({"tag": "otters"}, "/tag/otters/"),
        ({"m": "2012"}, "/2012/"),
        ({"m": "201201"}, "/2012/01/"),
        ({"m": "20120131"}, "/2012/01/31/"),
        ({"feed": "rss2"}, "/feed/"),
        ({"feed": "atom"}, "/feed/atom/"),
        ({"feed": "rdf"}, "/feed/"),
        ({"feed": "comments-rss2"}, "/comments/feed/"),
        ({"feed": "comments-atom"}, "/comments/feed/atom/"),
        ({"tag": "otters", "feed": "rss2"}, "/tag/otters/feed/"),
        ({"m": "201201", "paged": "3"}, "/2012/01/page/3/"),
        ({"paged": "2"}, "/page/2/"),
    ],
)
def test_query_that_needs_no_row_has_a_path(query: dict[str, str], path: str) -> None:
    asked = read_old_query(query)

    assert asked is not None
    assert asked.path + asked.rest == path


@pytest.mark.parametrize(
    "query, rest",
    [
        ({"p": "12", "cpage": "2"}, "comment-page-2/"),
        ({"p": "12", "feed": "rss2"}, "feed/"),
        ({"cat": "3", "feed": "atom"}, "feed/atom/"),
        ({"cat": "3", "paged": "4"}, "page/4/"),
    ],
)
def test_part_of_what_a_number_names_hangs_below_it(
    query: dict[str, str], rest: str
) -> None:
    asked = read_old_query(query)

    assert asked is not None
    assert asked.rest == rest


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"utm_source": "x"},
        {"p": "x"},
        {"p": "-1"},
        {"p": "²"},
        {"p": "9" * 30},
        {"cat": ""},
        {"m": "20"},
        {"m": "2012011"},
        {"tag": "../admin"},
        {"paged": "1"},
        {"paged": "9" * 12},
        {"feed": "sitemap"},
    ],
)
def test_other_queries_say_nothing(query: dict[str, str]) -> None:
    assert read_old_query(query) is None


@pytest.mark.parametrize(
    "path, ours",
    [
        ("/feed/rss2/", "/feed/"),
        ("/feed/rdf", "/feed/"),
        ("/rss/", "/feed/"),
        ("/atom/", "/feed/atom/"),
        ("/feed/feed/", "/feed/"),
        ("/comments/feed/rss2/", "/comments/feed/"),
        ("/category/a/b/feed/rss2/", "/category/a/b/feed/"),
        ("/2012/01/x/feed/atom/", None),
        ("/2012/01/x/feed/", None),
        ("/2012/01/x/rss2/", "/2012/01/x/feed/"),
        ("/wp-rss2.php", "/feed/"),
        ("/wp-commentsrss2.php", "/comments/feed/"),
        ("/feed-me/", None),
        ("/x/feed", None),
    ],
)
def test_other_ways_to_name_a_feed(path: str, ours: str | None) -> None:
    assert feed_meant(path) == ours
