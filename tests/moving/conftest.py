from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.sites.models import Site
from tests.moving.old_sites import OldSite
from tests.moving.uploads import put_picture
from tests.newsroom.conftest import media_folder

__all__ = ["media_folder"]  # found by name


@pytest.fixture
def old_site(site: Site, tmp_path: Path) -> OldSite:
    """A site at https://river.example that is being brought along."""
    return OldSite(site, tmp_path)


@pytest.fixture
def uploads(old_site: OldSite, tmp_path: Path) -> Path:
    """The copy of the uploads folder, with one picture and one document in it."""
    folder = tmp_path / "uploads"
    old_site.uploads = folder
    put_picture(folder, "2013/01/bridge.jpg")
    (folder / "2013/01/plan.pdf").write_bytes(b"%PDF-1.4 a plan")
    return folder
