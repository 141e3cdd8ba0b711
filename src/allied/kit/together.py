"""Several questions to the database in one statement.

A page that reads ten small tables waits ten times. `together` puts its queries side by side in one statement,
each answered as one list, and gives for each of them what `list(query)` would have given.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, BooleanField, Field, FloatField, JSONField, QuerySet

MOST_IN_A_CALL = 100
"""SQLite takes few arguments in one call; the columns of a row come in parts."""


def together(*queries: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each query, in its order. One statement, and one more for each prefetch of a query."""
    asked = [_Question(query) for query in queries]
    open_ = [one for one in asked if one.sql]
    if open_:
        with connection.cursor() as cursor:
            words = ", ".join(f"({one.sql})" for one in open_)
            cursor.execute(
                f"SELECT {words}", list(chain.from_iterable(one.params for one in open_))
            )
            for one, said in zip(open_, cursor.fetchone(), strict=True):
                one.said = said
    return [one.rows() for one in asked]


@dataclass(frozen=True)
class _Column:
    """One column: its words in a list, and how what came out of the list becomes what was stored."""

    words: str
    read: Callable[[Any], Any] | None = None


class _Question:
    """One query as part of a statement, and what the database said to it."""

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        self.query = query.all()
        self.compiler: Any = self.query.query.get_compiler(query.db)
        self.said = self.sql = ""
        self.params: Sequence[Any] = ()
        self.columns: list[_Column] = []
        try:
            inner, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return
        self.columns = [_column(name, field) for name, field in self._selected()]
        self.sql = _list_of([one.words for one in self.columns], inner)

    def _selected(self) -> Iterator[tuple[str, "Field[Any, Any]"]]:
        """Name and field of each column; the compiler numbers those that have no name."""
        if self.compiler.has_extra_select:
            raise TypeError(
                "a distinct query that is ordered by what it does not read stands alone"
            )
        numbers = iter(range(1, len(self.compiler.select) + 1))
        for expression, _, alias in self.compiler.select:
            yield alias or f"col{next(numbers)}", expression.output_field

    def rows(self) -> list[Any]:
        """What the query would have read by itself."""
        found = [self._stored(row) for row in json.loads(self.said or "[]")]
        self.compiler.execute_sql = lambda *_, **__: [found]
        self.query.query.get_compiler = lambda *_, **__: self.compiler  # type: ignore[method-assign]  # answered already
        return list(self.query)

    def _stored(self, row: Iterable[Any]) -> tuple[Any, ...]:
        values = row if connection.vendor == "postgresql" else chain.from_iterable(row)
        return tuple(
            value if value is None or one.read is None else one.read(value)
            for one, value in zip(self.columns, values, strict=True)
        )


def _column(name: str, field: "Field[Any, Any]") -> _Column:
    quoted = connection.ops.quote_name(name)
    if isinstance(field, BinaryField):
        raise TypeError("a query that reads files stands alone")
    if connection.vendor == "postgresql":
        # As text: a list of it would change numbers, moments and documents.
        as_json = isinstance(field, JSONField)  # which Django itself reads from a text
        is_bool = isinstance(field, BooleanField)
        read = None if as_json else "true".__eq__ if is_bool else field.to_python
        return _Column(f"{quoted}::text", read)
    if isinstance(field, FloatField):
        # SQLite would write only 15 of its 17 digits.
        return _Column(f"iif({quoted} IS NULL, NULL, printf('%%!.17g', {quoted}))", float)
    return _Column(quoted)


def _list_of(columns: Sequence[str], inner: str) -> str:
    """All rows of a query as one list."""
    if connection.vendor == "postgresql":
        row = f"ARRAY[{', '.join(columns)}]"
        return f"SELECT json_agg({row})::text FROM ({inner}) asked"  # noqa: S608 - Django's own words
    cuts = range(0, len(columns), MOST_IN_A_CALL)
    parts = (f"json_array({', '.join(columns[at : at + MOST_IN_A_CALL])})" for at in cuts)
    return f"SELECT json_group_array(json_array({', '.join(parts)})) FROM ({inner}) asked"  # noqa: S608 - Django's own words
