"""Rows that the real commands made once per worker, put back at the start of each test that wants them.

Every test still has its own transaction, which is undone; only the commands are not run again.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

INTO = re.compile(r'INSERT (?:OR IGNORE )?INTO "(\w+)"')


@dataclass(frozen=True)
class Kept[T]:
    """What a function made in an empty database: its answer, and all rows in the order of their tables."""

    made: T
    statements: list[tuple[str, list[Any]]]

    @classmethod
    def of(cls, make: Callable[[], T]) -> "Kept[T]":
        """Run the function, note what it wrote, and undo it."""
        tables: dict[str, None] = {}

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if found := INTO.match(sql):
                tables[found.group(1)] = None
            return execute(sql, params, many, context)

        with transaction.atomic():
            with connection.execute_wrapper(note):
                made = make()
            statements = [_insertion(table) for table in tables]
            transaction.set_rollback(True)
        return cls(made, statements)

    def put_back(self) -> T:
        """The same rows again, and a copy of the answer that the test may change."""
        with connection.cursor() as cursor:
            for statement, values in self.statements:
                cursor.execute(statement, values)
        return copy.deepcopy(self.made)


def _insertion(table: str) -> tuple[str, list[Any]]:
    """One statement that inserts all rows that stand in a table now."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        columns = [connection.ops.quote_name(column.name) for column in described]
        # A plus keeps SQLite from making objects of the plain words and numbers that it holds.
        plus = "+" if connection.vendor == "sqlite" else ""
        cursor.execute(f'SELECT {", ".join(plus + column for column in columns)} FROM "{table}"')
        rows = cursor.fetchall()
    holes = ", ".join(["%s"] * len(rows[0]))
    places = ", ".join([f"({holes})"] * len(rows))
    values = [value for row in rows for value in row]
    return f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES {places}', values
