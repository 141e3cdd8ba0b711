"""The connection: as Django's, but asks nothing of the driver that pysqlite3 does not have."""

from typing import Any

from django.db.backends.sqlite3 import base, features, operations
from django.utils.functional import cached_property


class DatabaseFeatures(features.DatabaseFeatures):
    """pysqlite3's connection has no getlimit(); SQLite's own default is far above our batches."""

    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]  # a plain number in the stubs
        return 32_766


class DatabaseOperations(operations.DatabaseOperations):
    """Shows captured queries without asking the driver for its limits."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        return f"{sql} {params!r}" if params else str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite, with the features above."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
