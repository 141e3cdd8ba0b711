"""An installation that holds rows is brought up to date: tables are rebuilt, every guard stands again."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from allied.alliances import guards, notes
from allied.alliances.models import PrivateNote
from tests.conftest import NOON

pytestmark = pytest.mark.slow


def before_the_last() -> str:
    """The name of the migration before the newest one."""
    graph = MigrationLoader(connection).graph
    (last,) = graph.leaf_nodes("allied")
    return graph.node_map[last].parents.copy().pop().key[1]


def test_going_back_one_migration_and_forward_again_loses_no_row_and_no_guard(committed_cast):
    cast = committed_cast
    note = notes.write_note(by=cast.maya, alliance=cast.alliance, text="Kept", now=NOON)
    try:
        call_command("migrate", "allied", before_the_last(), verbosity=0)
    finally:
        call_command("migrate", "allied", verbosity=0)
    assert guards.missing() == []
    assert PrivateNote.objects.visible_to(cast.maya).get() == note


def test_a_lifted_guard_is_missed_until_the_migration_has_passed(committed_cast):
    if connection.vendor != "sqlite":
        pytest.skip("triggers stand through a migration elsewhere")
    guards.lift()
    assert len(guards.missing()) == len(guards.guards())
    call_command("migrate", "allied", verbosity=0)
    assert guards.missing() == []


def test_the_short_way_to_the_tables_ends_where_the_long_way_does():
    loader = MigrationLoader(None, replace_migrations=False)
    short = [key for key, found in loader.disk_migrations.items() if found.replaces]
    assert short
    for key in short:
        long = loader.project_state(loader.disk_migrations[key].replaces[-1])
        assert len(long.models) > 50
        there = MigrationAutodetector(long, loader.project_state(key)).changes(loader.graph)
        back = MigrationAutodetector(loader.project_state(key), long).changes(loader.graph)
        assert (there, back) == ({}, {})
