from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.sites.models import Site
from tests.moving.old_sites import OldSite


@pytest.fixture
def old_site(site: Site, tmp_path: Path) -> OldSite:
    """A site at https://river.example that is being brought along."""
    return OldSite(site, tmp_path)
