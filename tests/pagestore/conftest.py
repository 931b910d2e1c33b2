"""A page store, or an index alone, in a folder of the test's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.pagestore.index import Index
from rejoinder.pagestore.store import PageStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


@pytest.fixture
def store(folder: Path) -> PageStore:
    store = PageStore(folder)
    store.prepare("release 1")
    return store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite3"


@pytest.fixture
def index(file: Path) -> Index:
    index = Index(file)
    index.make()
    return index
