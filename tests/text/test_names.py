"""Names made comparable."""

from __future__ import annotations

import pytest

from rejoinder.text import fold_name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Admin", "ADMIN"),
        ("Admin", "Ａｄｍｉｎ"),
        ("Admin", "A\u200bd\u200dm\u200ci\u2060n\ufeff"),
        ("admin", "\u202eadmin\u202c"),
        ("admin", "ad\u00admin\u034f"),
        ("Ada  Lovelace", " ada\u00a0lovelace\t"),
        ("Ada Lovelace", "Ada\u2800Lovelace"),
        ("Zoë", "Zoe\u0308"),
        ("Straße", "STRASSE"),
        ("علی", "علي"),
        ("علی", "على"),
        ("کریم", "كريم"),
        ("کریم", "کـــریم"),
        ("ﻋﻠﻲ", "علي"),
        ("ﬁona", "Fiona"),
    ],
)
def test_names_that_look_alike_are_equal(name: str, other: str) -> None:
    assert fold_name(name) == fold_name(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Ada", "Ben"), ("Zoe", "Zoë"), ("Ada L", "AdaL"), ("علی", "عل")],
)
def test_names_that_differ_stay_different(name: str, other: str) -> None:
    assert fold_name(name) != fold_name(other)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b", "\u3164", "\u202e\u2066", "\u2800"]
)
def test_an_invisible_name_is_empty(name: str) -> None:
    assert fold_name(name) == ""
