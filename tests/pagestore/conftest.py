"""A page store in a folder of the test's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.pagestore.store import PageStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


@pytest.fixture
def store(folder: Path) -> PageStore:
    store = PageStore(folder)
    store.prepare("release 1")
    return store
