"""The walls in the database itself: triggers on both databases, row-level security on PostgreSQL.

R1 alliance, owner and audience never change. R2 a joint row points only at joint rows of the same
alliance; an own row at joint rows of its alliance or at own rows of its owner. Entries, disclosures
and checkpoints are append-only; what a table seals (sealing.py) stands still from then on. They are
made again after every migrate, because SQLite rebuilds a table on AlterField and silently drops its
triggers; before it they are lifted, because SQLite rebuilds no table that a trigger elsewhere names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models

from allied.alliances.sealing import Seal
from allied.people.doors import APP_ROLE
from allied.people.scope import Scoped

# Never updated; disclosures may be deleted, because erasing is a right.
APPEND_ONLY = {
    "Entry": ("UPDATE", "DELETE"),
    "Disclosure": ("UPDATE",),
    "Checkpoint": ("UPDATE", "DELETE"),
    # Sealed answers: nobody swaps one after its commitment went into the record.
    "AlignmentSeal": ("UPDATE",),
    "AlignmentEnvelope": ("UPDATE",),
    "AlignmentAnswer": ("UPDATE",),
}

OUR_ORG = "(SELECT nullif(current_setting('app.organisation', true), ''))"
IN_SYSTEM = "(SELECT coalesce(current_setting('app.system', true), '') <> '')"


@dataclass(frozen=True)
class Guard:
    """One trigger: where it stands, when it fires, and what must not be true."""

    name: str
    table: str
    event: str
    forbidden: str
    says: str


def scoped_models() -> list[type[Scoped]]:
    """Every table whose rows have an audience."""
    found = apps.get_app_config("allied").get_models()
    return sorted((m for m in found if issubclass(m, Scoped)), key=lambda m: m._meta.db_table)


def _audience_is_fixed(model: type[Scoped]) -> Guard:
    table = model._meta.db_table
    changed = " OR ".join(
        f"NEW.{column} IS DISTINCT FROM OLD.{column}"
        for column in ("alliance_id", "owner_id", "audience")
    )
    return Guard(f"{table}_r1", table, "UPDATE", changed, "R1: audience is fixed at birth")


def _owner_is_a_party(model: type[Scoped]) -> Guard:
    table = model._meta.db_table
    no_party = (
        "NEW.alliance_id IS NOT NULL AND NEW.owner_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM allied_party p WHERE p.alliance_id = NEW.alliance_id "
        "AND p.organisation_id = NEW.owner_id)"
    )
    return Guard(f"{table}_r0", table, "INSERT", no_party, "R0: the owner is a party")


def _references_are_closed(model: type[Scoped]) -> Iterator[Guard]:
    table = model._meta.db_table
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey):
            continue
        target = field.related_model
        if not (isinstance(target, type) and issubclass(target, Scoped)):
            continue
        column, parent = field.column, target._meta.db_table
        key = target._meta.pk.column
        allowed = (
            f"SELECT 1 FROM {parent} t WHERE t.{key} = NEW.{column} AND ("
            "(t.audience = 'joint' AND NOT (t.alliance_id IS DISTINCT FROM NEW.alliance_id))"
            " OR (t.audience = 'ours' AND NEW.audience = 'ours' AND t.owner_id = NEW.owner_id))"
        )
        forbidden = f"NEW.{column} IS NOT NULL AND NOT EXISTS ({allowed})"
        for event in ("INSERT", "UPDATE"):
            yield Guard(
                f"{table}_r2_{field.name}_{event.lower()}",
                table,
                event,
                forbidden,
                f"R2: {field.name} points out of this audience",
            )


def _content_is_sealed(model: type[Scoped]) -> Iterator[Guard]:
    """Neither the sealed columns change, nor does a sealed row step back to an earlier state."""
    seal: Seal | None = getattr(model, "seal", None)
    if seal is None:
        return
    table = model._meta.db_table
    sealed = ", ".join(f"'{state}'" for state in seal.states)
    changed = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in seal.columns)
    forbidden = f"OLD.state IN ({sealed}) AND (NEW.state NOT IN ({sealed}) OR {changed})"
    yield Guard(f"{table}_sealed", table, "UPDATE", forbidden, seal.says)


def guards() -> list[Guard]:
    """All triggers that must stand."""
    found: list[Guard] = []
    for model in scoped_models():
        found += [_audience_is_fixed(model), _owner_is_a_party(model)]
        found += [*_references_are_closed(model), *_content_is_sealed(model)]
        for event in APPEND_ONLY.get(model.__name__, ()):
            table = model._meta.db_table
            found.append(
                Guard(
                    f"{table}_fixed_{event.lower()}",
                    table,
                    event,
                    "1 = 1",
                    "the record is append-only",
                )
            )
    return found


def _sqlite(guard: Guard) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"WHEN {guard.forbidden} BEGIN SELECT RAISE(ABORT, '{guard.says}'); END",
    ]


def _body(guard: Guard) -> str:
    back = "OLD" if guard.event == "DELETE" else "NEW"
    return (
        f" BEGIN IF {guard.forbidden} THEN RAISE EXCEPTION '{guard.says}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END "
    )


def _postgres(guard: Guard) -> list[str]:
    # The check itself must see every row, whatever the acting organisation may read.
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $${_body(guard)}$$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


# Rows that their owner takes back before anybody else has read them; everything else stays.
OWN_TO_DELETE = ("Rating",)


def _rules(model: type[Scoped]) -> dict[str, str]:
    """Per event what row-level security asks; an event without a rule is refused."""
    table = model._meta.db_table
    party = (
        f"EXISTS (SELECT 1 FROM allied_party p WHERE p.alliance_id = {table}.alliance_id "
        f"AND p.organisation_id = {OUR_ORG}::uuid)"
    )
    own = f"owner_id::text = {OUR_ORG}"
    reads = f"{IN_SYSTEM} OR (audience = 'joint' AND {party}) OR (audience = 'ours' AND {own})"
    adds = f"{IN_SYSTEM} OR ({own} AND (alliance_id IS NULL OR {party}))"
    rules = {"SELECT": f"USING ({reads})", "INSERT": f"WITH CHECK ({adds})"}
    fixed = APPEND_ONLY.get(model.__name__, ())
    if "UPDATE" not in fixed:
        rules["UPDATE"] = f"USING ({reads}) WITH CHECK ({reads})"
    if model.__name__ == "Disclosure":
        rules["DELETE"] = f"USING ({IN_SYSTEM})"
    if model.__name__ in OWN_TO_DELETE:
        rules["DELETE"] = f"USING ({IN_SYSTEM} OR ({own}))"
    return rules


def _policies(model: type[Scoped]) -> list[str]:
    table, rules = model._meta.db_table, _rules(model)
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    ]
    for event in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        name = f"{table}_{event.lower()}"
        statements.append(f"DROP POLICY IF EXISTS {name} ON {table}")
        if event in rules:
            statements.append(f"CREATE POLICY {name} ON {table} FOR {event} {rules[event]}")
    return statements


ROLE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
    CREATE ROLE {APP_ROLE} NOLOGIN NOBYPASSRLS NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
_GRANTS = (
    f"GRANT {APP_ROLE} TO CURRENT_USER",
    f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}",
    f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}",
    f"REVOKE UPDATE, DELETE ON allied_entry, allied_checkpoint FROM {APP_ROLE}",
)


def install(using: str = "default") -> None:
    """Make every wall again; safe to repeat."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if "allied_party" not in tables:
        return
    # On the way back through the migrations some tables are gone.
    wanted = [guard for guard in guards() if guard.table in tables]
    statements: list[str] = []
    if connection.vendor == "sqlite":
        statements = [line for guard in wanted for line in _sqlite(guard)]
    if connection.vendor == "postgresql":
        walled = [model for model in scoped_models() if model._meta.db_table in tables]
        statements = [line for guard in wanted for line in _postgres(guard)]
        statements += [line for model in walled for line in _policies(model)]
        statements += [ROLE, *_GRANTS]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def lift(using: str = "default") -> None:
    """Take the triggers away on SQLite, for the time of a migration; elsewhere they may stand."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for guard in guards():
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def missing(using: str = "default") -> list[str]:
    """The walls that do not stand as they were made, by name; empty when all do."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            return _missing_on_sqlite(cursor)
        return _missing_triggers(cursor) + _missing_rows_security(cursor)


def _missing_on_sqlite(cursor: Any) -> list[str]:
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    standing = {sql for (sql,) in cursor.fetchall()}
    return sorted(guard.name for guard in guards() if _sqlite(guard)[-1] not in standing)


def _missing_triggers(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT tgname, prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE tgenabled IN ('O', 'A')"
    )
    standing = set(cursor.fetchall())
    return sorted(guard.name for guard in guards() if (guard.name, _body(guard)) not in standing)


def _missing_rows_security(cursor: Any) -> list[str]:
    """Tables without their wall, or with a door in it that nobody here has made."""
    cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    walled = {name for (name,) in cursor.fetchall()}
    cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE permissive = 'PERMISSIVE'")
    standing = set(cursor.fetchall())
    tables = {model._meta.db_table for model in scoped_models()}
    wanted = {
        (model._meta.db_table, f"{model._meta.db_table}_{event.lower()}")
        for model in scoped_models()
        for event in _rules(model)
    }
    doors = {policy for policy in standing if policy[0] in tables} ^ wanted
    return [f"row-level security on {table}" for table in sorted(tables - walled)] + [
        f"policy {name} on {table}" for table, name in sorted(doors)
    ]
