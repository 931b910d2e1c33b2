"""A migration is applied whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.state import ProjectState
from pytest_django import DjangoDbBlocker

from rejoinder.project.schema import WholeMigrations


@pytest.fixture
def own_database(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[BaseDatabaseWrapper]:
    """Apart from the one that all tests share, which a test cannot commit to."""
    connections.databases["own"] = {
        **connections.databases["default"],
        "ENGINE": "rejoinder.project.sqlite",
        "NAME": str(tmp_path / "own.sqlite3"),
        "OPTIONS": {},
    }
    with django_db_blocker.unblock():
        yield connections["own"]
    connections["own"].close()
    del connections["own"]
    del connections.databases["own"]


def test_migration_that_asks_for_no_transaction_is_whole_or_not_there(
    own_database: BaseDatabaseWrapper,
) -> None:
    def power_cut(*_: object) -> None:
        raise OSError("gone")

    migration = migrations.Migration("half", "work")
    migration.atomic = False
    migration.operations = [
        migrations.RunSQL("CREATE TABLE half_a_step (id integer)"),
        migrations.RunPython(power_cut),
    ]
    with pytest.raises(OSError, match="gone"):
        WholeMigrations(own_database).apply_migration(ProjectState(), migration)
    assert "half_a_step" not in own_database.introspection.table_names()
