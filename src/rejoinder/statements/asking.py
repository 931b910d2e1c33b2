"""Questions to the database: a query of the ORM with places for values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
)

Answer = TypeVar("Answer")


class Given(Expression):
    """Stands in a Question where a value will be given by this name.

    `field` says of what kind it is: it becomes what the database wants as that field
    would make it.
    """

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def prepared(self, value: object, database: BaseDatabaseWrapper) -> Any:
        return self.output_field.get_db_prep_value(value, database)


@dataclass(frozen=True)
class _Statement:
    """`converters` are by column: what the ORM does to what the database answers."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, Expression, Sequence[Callable[..., Any]]], ...]
    take: Callable[[Sequence[Any]], Any]


class Question(Generic[Answer]):
    """A query that is made into SQL when it is first asked, and then asked again.

    `query` makes a QuerySet of whole rows or of `values_list`. It must be the same
    each time: what differs is a `Given`.
    """

    def __init__(self, query: Callable[[], models.QuerySet[Any, Answer]]) -> None:
        self._query = query
        self._statements: dict[str, _Statement] = {}

    def first(self, **given: object) -> Answer | None:
        """The first answer; the query should say that it wants no more (`[:1]`)."""
        database = connections[DEFAULT_DB_ALIAS]
        statement = self._statements.get(database.vendor)
        if statement is None:
            statement = self._statements[database.vendor] = _made(self._query())
        parameters = [
            part.prepared(given[part.name], database)
            if isinstance(part, Given)
            else part
            for part in statement.parameters
        ]
        with database.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            row = cursor.fetchone()
        if row is None:
            return None
        values = list(row)
        for column, expression, converters in statement.converters:
            for convert in converters:
                values[column] = convert(values[column], expression, database)
        answer: Answer = statement.take(values)
        return answer


def _made(query: models.QuerySet[Any, Any]) -> _Statement:
    compiler = query.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    converters = compiler.get_converters(columns)
    return _Statement(
        sql,
        tuple(parameters),
        tuple((at, column, by) for at, (by, column) in converters.items()),
        _taker(query),
    )


def _taker(query: models.QuerySet[Any, Any]) -> Callable[[Sequence[Any]], Any]:
    """What makes an answer of a row, as iterating over the query would."""
    kind = query._iterable_class
    if kind is FlatValuesListIterable:
        return lambda values: values[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or query.query.select_related:
        raise TypeError("A question is about rows of one model, or values_list.")
    model = query.model
    names = [field.attname for field in model._meta.concrete_fields]
    return lambda values: model.from_db(DEFAULT_DB_ALIAS, names, values)
