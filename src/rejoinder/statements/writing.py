"""One row written at a time.

No signal of Django's is sent and no default of the database asked for: what stands on
the row in memory is what is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert_row(row: models.Model) -> None:
    """Insert a new row, and give it the key that it has now if it had none."""
    database = connections[DEFAULT_DB_ALIAS]
    model = type(row)
    is_numbered = row.pk is None
    fields = _fields_to_insert(model, is_numbered)
    values = [field.get_db_prep_save(getattr(row, n), database) for n, field in fields]
    with database.cursor() as cursor:
        cursor.execute(_insertion(model, is_numbered, database.vendor), values)
        if is_numbered:
            is_returned = database.vendor == "postgresql"
            row.pk = cursor.fetchone()[0] if is_returned else cursor.lastrowid
    row._state.adding = False
    row._state.db = DEFAULT_DB_ALIAS


def update_row(row: models.Model, *names: str) -> None:
    """Write these fields of a row that exists."""
    database = connections[DEFAULT_DB_ALIAS]
    fields = _fields_to_update(type(row), names)
    values = [field.get_db_prep_save(getattr(row, n), database) for n, field in fields]
    with database.cursor() as cursor:
        cursor.execute(_update(type(row), names, database.vendor), values)


#: Of a model, each with the name by which it stands on a row in memory.
Fields = Sequence[tuple[str, Any]]


@cache
def _fields_to_insert(model: type[models.Model], is_numbered: bool) -> Fields:
    fields = model._meta.local_concrete_fields
    return [(f.attname, f) for f in fields if not (is_numbered and f is model._meta.pk)]


@cache
def _insertion(model: type[models.Model], is_numbered: bool, vendor: str) -> str:
    columns = [_column(field) for _, field in _fields_to_insert(model, is_numbered)]
    marks = ", ".join(["%s"] * len(columns))
    table = _quoted(model._meta.db_table)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our models' names
    if is_numbered and vendor == "postgresql":
        return f"{statement} RETURNING {_column(_key(model))}"
    return statement


@cache
def _fields_to_update(model: type[models.Model], names: tuple[str, ...]) -> Fields:
    """The key comes last, as in the statement."""
    by_name = {field.name: field for field in model._meta.local_concrete_fields}
    fields = [*(by_name[name] for name in names), _key(model)]
    return [(field.attname, field) for field in fields]


@cache
def _update(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    *columns, key = [_column(field) for _, field in _fields_to_update(model, names)]
    settings = ", ".join(f"{column} = %s" for column in columns)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {settings} WHERE {key} = %s"  # noqa: S608 - our models' names


def _key(model: type[models.Model]) -> Any:
    key = model._meta.pk
    assert key is not None  # noqa: S101 - every model of ours has one
    return key


def _column(field: Any) -> str:
    return _quoted(field.column)


def _quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
