"""A copy of the whole database at one moment: VACUUM INTO on SQLite, pg_dump on PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from allied.kit.errors import Refused

HEADS = "SELECT origin, size, root FROM allied_log ORDER BY origin"

type Head = dict[str, Any]


def _heads(rows: Sequence[Sequence[Any]]) -> list[Head]:
    return [{"origin": origin, "size": size, "root": root} for origin, size, root in rows]


def heads_of_file(path: Path) -> list[Head]:
    """The head of each log in an SQLite file."""
    database = sqlite3.connect(path)
    try:
        return _heads(database.execute(HEADS).fetchall())
    except sqlite3.DatabaseError as error:
        raise Refused(
            "broken_backup", f"The copy of the database cannot be read: {error}."
        ) from error
    finally:
        database.close()


def live_heads() -> list[Head]:
    """The head of each log in the installation's own database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(HEADS)
        return _heads(cursor.fetchall())


def copy_sqlite(copy: Path) -> list[Head]:
    """One consistent copy while others write; returns the heads that are in it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    return heads_of_file(copy)


def copy_postgres(copy: Path) -> list[Head]:
    """pg_dump of exactly the moment whose heads are returned."""
    from django.db import connection, transaction

    tool = tool_named("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(HEADS)
        heads = _heads(cursor.fetchall())
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        options = ["--format=custom", "--no-owner", "--enable-row-security"]
        command = [tool, *options, f"--snapshot={snapshot}", f"--file={copy}"]
        _call(command, surroundings(connection.settings_dict))
    return heads


def tool_named(name: str) -> str:
    """Where one of PostgreSQL's own programs lies."""
    path = shutil.which(name)
    if path is None:
        raise Refused(
            "no_tool",
            f"{name} was not found. Install the client programs of PostgreSQL in the server's "
            "version or a newer one, then run this again.",
        )
    return path


def surroundings(chosen: dict[str, Any]) -> dict[str, str]:
    """How PostgreSQL's programs reach the database; a password never stands in a command line."""
    known = {name: chosen.get(name.upper(), "") for name in ("user", "password", "host", "port")}
    known |= {"database": chosen["NAME"]}
    known |= {k: v for k, v in chosen.get("OPTIONS", {}).items() if isinstance(v, str | int)}
    found = {f"PG{name.upper()}": str(value) for name, value in known.items() if value}
    # Even the owner of the tables passes the second wall in a system scope only.
    found["PGOPTIONS"] = f"{found.get('PGOPTIONS', '')} -c app.system=backup".strip()
    return found


def restore_postgres(copy: Path, chosen: dict[str, Any]) -> None:
    """Read a dump into an empty database, whole or not at all."""
    import psycopg

    from allied.alliances import guards

    tool = tool_named("pg_restore")
    reached = {k.lower(): v for k, v in chosen.items() if k in {"USER", "PASSWORD", "HOST", "PORT"}}
    found = {name: value for name, value in reached.items() if value}
    with psycopg.connect(dbname=chosen["NAME"], **found, **chosen["OPTIONS"]) as database:
        tables = database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if (counted := tables.fetchone()) and counted[0]:
            raise Refused(
                "not_empty", "The database already holds tables; restore into an empty one."
            )
        database.execute(guards.ROLE.encode())
    command = [tool, "--no-owner", "--single-transaction", "--exit-on-error"]
    _call([*command, f"--dbname={chosen['NAME']}", str(copy)], surroundings(chosen))
    guards.install()


def _call(command: list[str], surrounding: dict[str, str]) -> None:
    done = subprocess.run(
        command, env={**os.environ, **surrounding}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no words"]
        raise Refused("tool_failed", f"{Path(command[0]).name} ended with: {said[0]}")
