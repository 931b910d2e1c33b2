"""What all tests share: one site, the cast, and the folder of real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from rejoinder.sites.models import Site
from tests.databases import django_db_setup, prepared_site
from tests.people import Cast

__all__ = ["django_db_setup"]  # found by name

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def shared_data() -> Path:
    """Real files of other systems; they stand beside the project, not in it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of other systems' real files is not here")
    return SHARED_DATA


@pytest.fixture
def site(db: None) -> Site:
    """As a start leaves it: with its tree, groups and workflow. See databases.py."""
    # Tests that commit leave an empty database behind.
    return Site.objects.first() or prepared_site()


@pytest.fixture
def cast(site: Site) -> Cast:
    return Cast(site)


@pytest.fixture
def client() -> Client:
    """A browser that names its host, as all do; Django's own test client does not."""
    return Client(headers={"host": "testserver"})
