"""What must stand before anybody is served: guards, database settings, migrations."""

import sqlite3

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from allied.alliances import guards
from allied.people.doors import APP_ROLE

SAFE_SQLITE = (3, 51, 3)
BACKPORTS = {(3, 50, 7), (3, 44, 6)}
# The first safe release of each series that had CVE-2025-8713, as the server numbers itself.
SAFE_POSTGRES = {13: 130_022, 14: 140_019, 15: 150_014, 16: 160_010, 17: 170_006}


def findings() -> list[str]:
    """Everything that is wrong, one sentence each; empty when all is well."""
    connection.ensure_connection()
    settings = _sqlite() if connection.vendor == "sqlite" else _postgres()
    waiting = pending()
    if waiting:
        return [*settings, f"{len(waiting)} migrations are pending: run allied migrate"]
    return [*settings, *(f"missing in the database: {name}" for name in guards.missing())]


def cautions() -> list[str]:
    """What stands, but weaker than it could; nobody is kept from serving by it."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls, "
            "current_setting('server_version_num')::int FROM pg_roles WHERE rolname = current_user"
        )
        name, passes, version = cursor.fetchone()
    found = []
    if passes:
        found.append(
            f"the database user {name} passes row-level security: the second wall stands only "
            "where somebody acts; use a user without SUPERUSER and BYPASSRLS"
        )
    if version < SAFE_POSTGRES.get(version // 10_000, 0):
        found.append("this PostgreSQL tells statistics of hidden rows (CVE-2025-8713): update it")
    return found


def pending() -> list[str]:
    """The migrations that were not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0])


def _sqlite() -> list[str]:
    version = sqlite3.sqlite_version_info
    found = []
    if version < SAFE_SQLITE and version not in BACKPORTS:
        found.append(
            f"SQLite {'.'.join(map(str, version))} can lose committed rows; 3.51.3 or newer is needed"
        )
    wanted = {"journal_mode": ("wal", "memory"), "synchronous": ("2",), "foreign_keys": ("1",)}
    for name, good in wanted.items():
        if (value := _pragma(name)) not in good:
            found.append(f"SQLite runs with {name}={value}; {good[0]} is needed")
    return found


def _postgres() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [APP_ROLE]
        )
        row = cursor.fetchone()
        if row is None:
            return [f"the role {APP_ROLE} does not exist: run allied migrate"]
        if row[0]:
            return [f"the role {APP_ROLE} passes row-level security"]
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [APP_ROLE])
        if not cursor.fetchone()[0]:
            return [f"the database user cannot act as {APP_ROLE}: GRANT {APP_ROLE} TO it"]
    return []
