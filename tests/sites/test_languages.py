from __future__ import annotations

import pytest

from rejoinder.sites.languages import direction_of


@pytest.mark.parametrize("language", ["fa", "he", "ar-EG", "ur_PK", "pa-Arab", "yi"])
def test_these_run_from_right_to_left(language: str) -> None:
    assert direction_of(language) == "rtl"


@pytest.mark.parametrize(
    "language", ["en", "de-CH", "", "az-Latn", "ur-Latn", "hi", "zh-Hans", "ar-Latn"]
)
def test_these_run_from_left_to_right(language: str) -> None:
    assert direction_of(language) == "ltr"
