"""What a stored page says to browsers and caches."""

from __future__ import annotations

import brotli

from rejoinder.pagestore.copies import (
    UNCONDITIONAL,
    Conditions,
    Copy,
    Manner,
    make_copy,
)
from tests.pagestore.pages import BODY, page

SECURITY = (("x-frame-options", "DENY"),)


def copy_of(encoding: str = "br", manner: Manner | None = None) -> Copy:
    return make_copy(page(), encoding, manner or Manner(SECURITY))


def test_a_copy_describes_its_own_bytes() -> None:
    copy = copy_of("br")
    headers = dict(copy.headers)
    assert brotli.decompress(copy.body) == BODY
    assert headers["content-length"] == str(len(copy.body))
    assert headers["content-encoding"] == "br"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-language"] == "en"
    assert headers["etag"].endswith('-br"')
    assert headers["last-modified"] == "Wed, 18 Nov 2026 11:06:40 GMT"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["x-frame-options"] == "DENY"
    assert len(headers) == len(copy.headers)


def test_plain_bytes_have_no_encoding() -> None:
    copy = copy_of("identity")
    assert copy.body == BODY
    assert "content-encoding" not in dict(copy.headers)


def test_nobody_shows_a_copy_again_without_asking() -> None:
    headers = dict(copy_of().headers)
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert "cdn-cache-control" not in headers
    assert "surrogate-key" not in headers


def test_a_cache_that_is_told_of_changes_keeps_the_page_by_its_tags() -> None:
    headers = dict(copy_of(manner=Manner(is_purged=True)).headers)
    assert headers["surrogate-key"] == "thread:1"
    assert "stale-while-revalidate" in headers["cdn-cache-control"]
    assert "stale" not in headers["cache-control"]


def test_who_has_the_page_in_another_encoding_is_told_that_it_is_good() -> None:
    etag = dict(copy_of("gzip").headers)["etag"]
    unchanged = copy_of("br").not_modified(Conditions(f"W/{etag}"))
    assert unchanged is not None
    assert dict(unchanged)["etag"] == etag
    assert dict(unchanged)["cache-control"] == "public, max-age=0, must-revalidate"


def test_a_date_counts_only_where_there_is_no_etag() -> None:
    date = dict(copy_of().headers)["last-modified"]
    assert copy_of().not_modified(Conditions(None, date)) is not None
    assert copy_of().not_modified(Conditions('"other"', date)) is None


def test_who_says_nothing_gets_the_page() -> None:
    assert copy_of().not_modified(UNCONDITIONAL) is None


def test_what_time_alone_makes_stale_is_asked_for_every_time() -> None:
    outdated = page(fresh_until=2_000_000_000.0)
    headers = dict(make_copy(outdated, "identity", Manner(is_purged=True)).headers)
    assert "cdn-cache-control" not in headers
