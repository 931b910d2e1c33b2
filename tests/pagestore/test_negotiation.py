"""What a request's headers say about the copy it wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.pagestore.negotiation import (
    choose_encoding,
    etag_of,
    is_unmodified_since,
    matching_encoding,
)
from rejoinder.pagestore.pages import ENDINGS

ETAGS = {encoding: etag_of(encoding, '"1a2b"') for encoding in ENDINGS}


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate", "identity"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0, *", "identity"),
        ("identity", "identity"),
        ("br;q=0", "identity"),
        ("*;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("gzip;q=0.5, identity;q=0.8", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip ; q = 0.5 , br ; q = 0.4", "gzip"),
        ("br;q=1.001, gzip", "gzip"),
        ("br;q=x, gzip;q=0.001", "gzip"),
        ("br;q=0.0, gzip;q=1.000", "gzip"),
        (",,br,,", "br"),
    ],
)
def test_the_encoding_that_is_liked_best_is_sent(
    header: str | None, chosen: str
) -> None:
    assert choose_encoding(header) == chosen


@given(st.text(max_size=60))
def test_any_accept_encoding_chooses_what_we_have(header: str) -> None:
    assert choose_encoding(header) in ENDINGS


@given(st.sets(st.sampled_from(["br", "gzip", "deflate", "zstd", "compress"])))
def test_no_encoding_is_sent_that_was_not_named(named: set[str]) -> None:
    assert choose_encoding(", ".join(sorted(named))) in named | {"identity"}


def test_each_encoding_has_a_strong_etag_of_its_own() -> None:
    assert ETAGS == {"br": '"1a2b-br"', "gzip": '"1a2b-gzip"', "identity": '"1a2b"'}


@pytest.mark.parametrize(
    ("if_none_match", "found"),
    [
        ('"1a2b-br"', "br"),
        ('W/"1a2b-br"', "br"),
        ('"1a2b"', "identity"),
        ('"old", "1a2b-gzip"', "gzip"),
        ('"old","x,y" , W/"1a2b-gzip"', "gzip"),
        ('"1a2b", "1a2b-br"', "br"),
        ("*", "br"),
        (" * ", "br"),
        ('"1a2", "1a2b-", "-br"', None),
        ("1a2b-br", None),
        ('"1A2B"', None),
        ("", None),
        ('"', None),
    ],
)
def test_a_reader_who_has_any_copy_of_the_page_is_told_which(
    if_none_match: str, found: str | None
) -> None:
    assert matching_encoding(if_none_match, ETAGS, "br") == found


@given(st.text(max_size=60))
def test_a_condition_that_does_not_have_our_etag_never_holds(text: str) -> None:
    if "*" not in text and "1a2b" not in text:
        assert matching_encoding(text, ETAGS, "br") is None


@pytest.mark.parametrize(
    ("date", "is_unmodified"),
    [
        ("Wed, 18 Nov 2026 11:06:40 GMT", True),
        ("Wed, 18 Nov 2026 11:06:41 GMT", True),
        ("Wed, 18 Nov 2026 11:06:39 GMT", False),
        ("Wednesday, 18-Nov-26 11:06:40 GMT", True),
        ("Wed Nov 18 11:06:40 2026", True),
        ("yesterday", False),
        ("", False),
        ("Wed, 99 Nov 2026 11:06:40 GMT", False),
        ("Wed, 18 Nov 99999 11:06:40 GMT", False),
    ],
)
def test_a_page_is_unmodified_since_its_own_date(
    date: str, is_unmodified: bool
) -> None:
    assert is_unmodified_since(date, 1_795_000_000) is is_unmodified


@given(st.text(max_size=60))
def test_any_date_is_understood_or_not_there(text: str) -> None:
    is_unmodified_since(text, 1_795_000_000)
