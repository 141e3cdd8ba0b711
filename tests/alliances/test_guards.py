"""The walls in the database: each is knocked at with plain SQL, and each missing one is seen."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError, InternalError

from allied.alliances import guards
from allied.alliances.models import PrivateNote, Signature, SignOff
from allied.people.doors import acting_as
from allied.people.scope import Unscoped
from allied.record.models import Entry

REFUSED = (IntegrityError, InternalError, DatabaseError)


def note(cast, by, now, alliance=None):
    return PrivateNote.objects.create(
        alliance=alliance or cast.alliance,
        owner_id=by.organisation_id,
        audience="ours",
        text="walk away at 12 %",
        by=by,
        written_at=now,
        changed_at=now,
    )


def sign_off(cast, by, now, alliance=None):
    return SignOff.objects.create(
        alliance=alliance or cast.alliance,
        owner_id=by.organisation_id,
        audience="joint",
        subject_kind="thesis",
        subject_id=cast.alliance.pk,
        revision=1,
        digest="d",
        right="thesis.sign",
        opened_at=now,
    )


def test_every_wall_stands_after_migrate(db):
    assert guards.missing() == []


def test_a_missing_wall_is_named(db):
    name = "allied_entry_fixed_update"
    table = "" if connection.vendor == "sqlite" else " ON allied_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{table}")
    assert guards.missing() == [name]
    guards.install()
    assert guards.missing() == []


def test_a_hollow_wall_is_named(db):
    name = "allied_entry_fixed_update"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON allied_entry BEGIN SELECT 1; END"
            )
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NEW; END $$"
            )
    assert guards.missing() == [name]
    guards.install()
    assert guards.missing() == []


@pytest.mark.postgres
def test_a_door_in_the_second_wall_is_named(db):
    if connection.vendor != "postgresql":
        pytest.skip("row-level security stands on PostgreSQL only")
    with connection.cursor() as cursor:
        cursor.execute("CREATE POLICY aside ON allied_privatenote USING (true)")
        cursor.execute("DROP POLICY allied_entry_select ON allied_entry")
    assert guards.missing() == [
        "policy allied_entry_select on allied_entry",
        "policy aside on allied_privatenote",
    ]


@pytest.mark.parametrize("column", ["owner_id", "alliance_id", "audience"])
def test_an_audience_is_fixed_at_birth(cast, now, column):
    row = note(cast, cast.maya, now)
    values = {"owner_id": cast.bright.pk, "alliance_id": cast.other.pk, "audience": "joint"}
    with pytest.raises(REFUSED, match=r"R1|note_is_private"), transaction.atomic():
        PrivateNote.objects.in_system_scope("test").filter(pk=row.pk).update(
            **{column: values[column]}
        )


def test_a_row_belongs_to_a_party_of_its_alliance(cast, now):
    with pytest.raises(REFUSED, match="R0"), transaction.atomic():
        note(cast, cast.zed, now)


def test_a_joint_row_points_only_at_joint_rows_of_its_alliance(cast, now):
    elsewhere = sign_off(cast, cast.zed, now, alliance=cast.other)
    with pytest.raises(REFUSED, match="R2"), transaction.atomic():
        Signature.objects.create(
            alliance=cast.alliance,
            owner=cast.north,
            audience="joint",
            sign_off=elsewhere,
            person=cast.maya,
            role="sponsor",
            signed=True,
            digest="d",
            at=now,
        )


def test_no_entry_of_the_record_is_changed_or_removed(cast):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance)
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic():
        rows.update(kind="forged")
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_rows_are_not_reached_without_saying_for_whom(cast):
    for read in (Entry.objects.all, Entry.objects.first, Entry.objects.count):
        with pytest.raises(Unscoped):
            read()


def test_a_private_note_is_read_by_its_own_side_only(cast, now):
    row = note(cast, cast.maya, now)
    readers = {
        name
        for name, who in cast.everybody().items()
        if PrivateNote.objects.visible_to(who).filter(pk=row.pk).exists()
    }
    assert readers == {"maya", "tomas", "ingrid", "jonas"}


def test_the_joint_record_is_read_by_everybody_with_a_seat(cast):
    readers = {
        name
        for name, who in cast.everybody().items()
        if Entry.objects.visible_to(who).filter(alliance=cast.alliance).exists()
    }
    assert readers == set(cast.everybody()) - {"zed", "nobody", "host"}


@pytest.mark.postgres
class TestTheSecondWall:
    """PostgreSQL answers for the acting organisation even when a query forgets to ask for whom."""

    @pytest.fixture(autouse=True)
    def _only_there(self):
        if connection.vendor != "postgresql":
            pytest.skip("row-level security exists on PostgreSQL only")

    def test_a_forgotten_condition_shows_nothing_of_the_other_side(self, cast, now):
        note(cast, cast.maya, now)
        note(cast, cast.zed, now, alliance=cast.other)
        for who, seen in [(cast.maya, 1), (cast.daniel, 0), (cast.zed, 1), (cast.host, 0)]:
            with acting_as(who):
                assert PrivateNote.objects.in_system_scope("test").count() == seen

    def test_without_anybody_acting_nothing_is_read(self, cast, now):
        note(cast, cast.maya, now)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE allied_app")
            assert PrivateNote.objects.in_system_scope("test").count() == 0
            cursor.execute("RESET ROLE")

    def test_nobody_writes_a_row_for_the_other_side(self, cast, now):
        with (
            pytest.raises(REFUSED, match="row-level security"),
            transaction.atomic(),
            acting_as(cast.maya),
        ):
            note(cast, cast.daniel, now)

    def test_nobody_changes_a_private_row_of_the_other_side(self, cast, now):
        row = note(cast, cast.maya, now)
        with acting_as(cast.daniel):
            rows = PrivateNote.objects.in_system_scope("test").filter(pk=row.pk)
            assert rows.update(text="changed") == 0

    def test_the_acting_organisation_ends_with_its_scope(self, cast, now):
        note(cast, cast.maya, now)
        with acting_as(cast.maya):
            with acting_as(cast.daniel):
                assert PrivateNote.objects.in_system_scope("test").count() == 0
            assert PrivateNote.objects.in_system_scope("test").count() == 1
