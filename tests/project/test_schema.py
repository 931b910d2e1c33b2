"""Whether a database is this version's, told by names alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from rejoinder.project.checks import find_problems, find_schema_problems
from rejoinder.project.refusals import CannotStart
from rejoinder.project.schema import refuse_newer_schema, schema_state

pytestmark = pytest.mark.django_db


def test_database_of_this_version_lacks_nothing() -> None:
    state = schema_state()
    assert not state.missing
    assert not state.unknown
    assert not list(find_schema_problems())
    assert not list(find_problems())


def test_older_database_lacks_something() -> None:
    MigrationRecorder(connection).record_unapplied("work", "0001_initial")
    assert schema_state().missing == {("work", "0001_initial")}
    [problem] = find_schema_problems()
    assert "rejoinder serve" in problem.remedy


def test_newer_database_is_refused() -> None:
    MigrationRecorder(connection).record_applied("work", "0099_later")
    with pytest.raises(CannotStart, match="newer Rejoinder"):
        refuse_newer_schema(schema_state())
    assert list(find_schema_problems())


def test_old_step_of_another_package_is_no_newer_program() -> None:
    MigrationRecorder(connection).record_applied("wagtailcore", "0001_long_ago")
    assert not schema_state().unknown
