"""The sentence in which an export is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.errors import Malformed
from tests.moving.wxr_files import read, write


def sentence(*paths: Path, repair: bool = False) -> str:
    with pytest.raises(Malformed) as refused:
        read(*paths, repair=repair)
    return str(refused.value)


def refused(folder: Path, text: str | bytes, *, repair: bool = False) -> str:
    return sentence(write(folder, text), repair=repair)
