"""Discussion stands alone: no screener of a higher room is asked."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def no_screeners(settings: Settings) -> None:
    settings.REJOINDER_SCREENERS = []
