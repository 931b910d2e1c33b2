"""The schema: whether it is the program's own, and bringing it up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.core.management.sql import (
    emit_post_migrate_signal,
    emit_pre_migrate_signal,
)
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from rejoinder.project.refusals import CannotStart
from rejoinder.project.steps import Steps

MigrationName = tuple[str, str]


@dataclass(frozen=True)
class SchemaState:
    """`missing`: on disk, not applied. `unknown`: ours, applied, not on disk.
    `fingerprint` stands for everything on disk."""

    missing: frozenset[MigrationName]
    unknown: frozenset[MigrationName]
    fingerprint: str = ""


def schema_state() -> SchemaState:
    """Compare names only: asking Django itself costs two seconds of every start."""
    on_disk = _names_on_disk()
    applied = _applied_names()
    # Other packages drop old files when they squash; only our own tell of a newer
    # program.
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith("rejoinder.")}
    unknown = {name for name in applied - on_disk if name[0] in ours}
    fingerprint = sha256(repr(sorted(on_disk)).encode()).hexdigest()
    return SchemaState(frozenset(on_disk - applied), frozenset(unknown), fingerprint)


def refuse_newer_schema(state: SchemaState) -> None:
    if state.unknown:
        app, name = sorted(state.unknown)[0]
        raise CannotStart(
            f"This site's database was made by a newer Rejoinder (it has {app} "
            f"{name}). Start that version; nothing was changed."
        )


def bring_up_to_date(steps: Steps) -> None:
    """Django's `migrate`, made safe to kill: run again, it goes on where it was."""
    with steps.step("Preparing the database"):
        executor = WholeMigrations(connection)
        targets = executor.loader.graph.leaf_nodes()
        executor.loader.check_consistent_history(connection)
        plan = executor.migration_plan(targets)
        executor.progress_callback = _progress(steps, len(plan))
        emit_pre_migrate_signal(0, False, connection.alias, plan=plan)
        executor.migrate(targets, plan)
        emit_post_migrate_signal(0, False, connection.alias, plan=plan)


def _names_on_disk() -> set[MigrationName]:
    return {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for folder in _migration_folders(config.label)
        for path in Path(folder).glob("[!_]*.py")
    }


def _migration_folders(label: str) -> list[str]:
    """Where Django looks for them; the modules themselves are not imported."""
    module, _is_set = MigrationLoader.migrations_module(label)
    spec = find_spec(module) if module else None
    return list(spec.submodule_search_locations or ()) if spec else []


def _applied_names() -> set[MigrationName]:
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return set()
    return set(recorder.migration_qs.values_list("app", "name"))


class WholeMigrations(MigrationExecutor):
    """Applies each migration in one transaction, and records it there.

    Django records most of them a moment later, and those that ask for no transaction
    step by step. Killed in between, it finds tables at the next start that it does not
    know of, and never gets past them.
    """

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        # Wagtail's 0070 asks for none, for SQLite before 3.26. What really needs none
        # (an index made concurrently) fails here at once, and in every test.
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            # Otherwise done on the way out, after our record.
            while editor.deferred_sql:
                editor.execute(editor.deferred_sql.pop(0))
            self.record_migration(migration)  # type: ignore[call-arg, arg-type]  # the stubs err
        if self.progress_callback:
            self.progress_callback("apply_success", migration)
        return state


def _progress(steps: Steps, total: int) -> Callable[..., None]:
    """What the executor calls: whenever a migration is applied, and in between."""
    done = 0

    def show(action: str, migration: Migration | None = None, *_more: object) -> None:
        nonlocal done
        done += action == "apply_success"
        steps.progress(f"Preparing the database: {done} of {total}")

    return show
