from __future__ import annotations

import pytest

from tests.people import Cast


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Everybody, since accounts are looked for here by their mail addresses."""
    return cast.everybody()
