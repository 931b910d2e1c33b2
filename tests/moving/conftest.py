from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.sites.models import Site
from tests.moving.old_sites import OldSite
from tests.newsroom.conftest import media_folder

__all__ = ["media_folder"]  # found by name


@pytest.fixture
def old_site(site: Site, tmp_path: Path) -> OldSite:
    """A site at https://river.example that is being brought along."""
    return OldSite(site, tmp_path)
