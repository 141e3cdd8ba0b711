"""Statements whose words are composed once.

Django composes the words of a query anew at each call, which takes longer than the database takes to answer.
A function under `prepared` is called once with stand-ins for its arguments; later calls put their own values
where the stand-ins were. The function stays an ordinary one that builds its query through `visible_to`.

It may use its arguments as values in conditions only: a branch on them would be frozen as the stand-in took it.
Keyword arguments shape the statement and may be branched on. While `CHECKED` (all tests run so) each call
composes the words anew as well and must find the same words and values.
"""

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import FETCH_RAISE, DateTimeField, Field, Model, QuerySet, UUIDField

CHECKED = False
# Beyond, the words are composed at each call: what is no shape but a value must not fill the memory.
MOST_SHAPES = 256
READ_OF_A_ROW = ("id", "organisation_id")
LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)
KINDS: dict[type, "Field[Any, Any]"] = {UUID: UUIDField(), datetime: DateTimeField()}


def prepared[T](build: Callable[..., "QuerySet[Any, T]"]) -> Callable[..., list[T]]:
    """The rows of the query that the function builds; its words are composed once for each shape.

    Positional arguments are values: ids (UUID), moments (datetime), collections of ids, and rows, of which
    only the id and the organisation can be used. Keyword arguments are hashable and part of the shape.
    """
    known: dict[object, _Statement[T]] = {}

    @wraps(build)
    def rows_of(*values: Any, **shape: Any) -> list[T]:
        given = [leaf for value in values for leaf in _leaves(value)]
        if any(leaf is None for leaf in given):
            return list(build(*values, **shape))
        key = (tuple(_form(value) for value in values), tuple(shape.items()))
        statement = known.get(key)
        if statement is None:
            if len(known) >= MOST_SHAPES:
                return list(build(*values, **shape))
            statement = known[key] = _composed(build, values, shape)
        if CHECKED:
            fresh = build(*values, **shape)
            same = _words(fresh.query.get_compiler(fresh.db)) == statement.words(given)
            assert same, f"{build.__name__} froze something"
        return statement.rows(given)

    return rows_of


@dataclass(frozen=True)
class _Statement[T]:
    """The words of one query, and for each of its parameters the argument that stands there, or its value."""

    made: "QuerySet[Any, T]"
    compiler: Any
    sql: str
    params: Sequence[tuple[int | None, Any]]

    def words(self, given: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
        """The statement with these arguments in their places."""
        said = [_as_stored(value) for value in given]
        return self.sql, tuple(
            value if place is None else said[place] for place, value in self.params
        )

    def rows(self, given: Sequence[Any]) -> list[T]:
        """What the database answers, as the query that was composed would have read it."""
        if not self.sql:
            return []
        words = self.words(given)
        # A copy, because another thread may use the same words with its own connection.
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: words
        asked = self.made.all()
        asked.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]  # composed already
        return list(asked)


def _composed[T](
    build: Callable[..., "QuerySet[Any, T]"], values: Sequence[Any], shape: dict[str, Any]
) -> _Statement[T]:
    moments = (LONG_AGO + timedelta(seconds=n) for n in range(len(values) + 1))
    doubles = [_double(value, moments) for value in values]
    made = build(*doubles, **shape)
    if made._known_related_objects:  # type: ignore[attr-defined]  # what walking a relation leaves behind
        raise TypeError(f"{build.__name__} walks a relation from an argument: filter by its id")
    compiler = made.query.get_compiler(made.db)
    sql, params = _words(compiler)
    places = {
        _as_stored(leaf): place
        for place, leaf in enumerate(leaf for double in doubles for leaf in _leaves(double))
    }
    return _Statement(made, compiler, sql, [(_place(each, places), each) for each in params])


def _place(value: Any, places: dict[Any, int]) -> int | None:
    return places.get(value) if isinstance(value, Hashable) else None


def _words(compiler: Any) -> tuple[str, tuple[Any, ...]]:
    """The statement, or no words where no row can match whatever the database holds."""
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)


def _leaves(value: Any) -> Iterable[Any]:
    """The single values of one argument, in a fixed order."""
    if isinstance(value, Model):
        return [getattr(value, name) for name in _names(type(value))]
    return [value] if isinstance(value, UUID | datetime) or value is None else tuple(value)


def _form(value: Any) -> object:
    """What the words depend on: of a row its model, of a collection how many, of a value nothing."""
    if isinstance(value, Model):
        return type(value)
    return None if isinstance(value, UUID | datetime) else len(value)


def _double(value: Any, moments: Iterator[datetime]) -> Any:
    """Something of the same kind that stands nowhere else; of a row nothing more can be read."""
    if isinstance(value, Model):
        names = _names(type(value))
        double = type(value).from_db(None, names, [uuid4() for _ in names], fetch_mode=FETCH_RAISE)
        return double
    if isinstance(value, UUID):
        return uuid4()
    return next(moments) if isinstance(value, datetime) else [uuid4() for _ in value]


def _names(model: type[Model]) -> list[str]:
    return [f.attname for f in model._meta.concrete_fields if f.attname in READ_OF_A_ROW]


def _as_stored(value: Any) -> Any:
    return KINDS[type(value)].get_db_prep_value(value, connection)
