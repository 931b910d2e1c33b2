"""Many rows written at a time, where the ORM's own way is the slowest part of a job.

Plain functions without models: the caller's transaction, the caller's locks. Nothing
is announced and no default of the database is asked for: what stands on the row in
memory is what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

__all__ = ["insert_rows", "take_keys", "update_rows"]

Row = TypeVar("Row", bound=models.Model)


def take_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Primary keys for so many rows, which nobody else is given. Inside a transaction.

    So rows can point at each other before they are written. On SQLite the transaction
    has the only right to write, and AUTOINCREMENT goes on after the highest key that
    was ever used.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
                " FROM generate_series(1, %s)",
                [table, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        highest = (cursor.fetchone() or (0,))[0]
    return range(highest + 1, highest + 1 + count)


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model that have their keys.

    A multi-row INSERT of the ORM costs five times as much a row: it resolves every
    value as if it might be an expression.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = meta.local_concrete_fields
    names = ", ".join(_column(field) for field in fields)
    table = connection.ops.quote_name(meta.db_table)
    values = _prepared(rows, fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}) FROM STDIN"
            with cursor.cursor.copy(statement) as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our models' names
        cursor.executemany(statement, list(values))


def update_rows(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model that exist."""
    if not rows:
        return
    meta = rows[0]._meta
    by_name = {field.name: field for field in meta.local_concrete_fields}
    fields = [by_name[name] for name in names]
    key = meta.pk
    assert key is not None  # noqa: S101 - every model of ours has one
    settings = ", ".join(f"{_column(field)} = %s" for field in fields)
    table = connection.ops.quote_name(meta.db_table)
    statement = f"UPDATE {table} SET {settings} WHERE {_column(key)} = %s"  # noqa: S608 - our models' names
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(_prepared(rows, [*fields, key])))


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _prepared(
    rows: Iterable[models.Model], fields: Sequence[Any]
) -> Iterable[list[Any]]:
    getters = [(field.attname, field.get_db_prep_save) for field in fields]
    # The thread's own, looked up once: `connection` looks it up at every use.
    database = connections[DEFAULT_DB_ALIAS]
    for row in rows:
        yield [prepare(getattr(row, name), database) for name, prepare in getters]
