"""The permission machine finds nothing in the product, and every leak that is put in on purpose."""

import pytest
from django.db import transaction
from django.db.models import Q

from allied.alliances.models import Awaited, PrivateNote
from allied.notices import writing
from allied.people import scope
from allied.rooms.exchange import outgoing
from allied.rooms.exchange.models import KeptWorkbook
from allied.web.pages import notes as note_pages
from allied.web.pages import search
from tests.conftest import cast_of_two
from tests.security.machine import Leak, Machine

STEPS = 20


def walk(seed: int) -> Machine:
    """One walk in a world of its own, which is undone."""
    with transaction.atomic():
        machine = Machine(cast_of_two(), seed)
        try:
            machine.walk(STEPS)
        finally:
            transaction.set_rollback(True)
    return machine


@pytest.mark.parametrize("seed", range(3))
def test_nobody_reads_what_the_oracle_does_not_allow(db, seed):
    machine = walk(seed)
    assert machine.read > 20
    assert len(machine.counted) > 4


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 200))
def test_nobody_reads_it_in_many_long_walks(db, seed):
    walk(seed)


class AudienceForgotten:
    """Rows of one's alliances, whoever's they are."""

    @staticmethod
    def put_in(monkeypatch):
        def visible_to(self, person):
            return self._rows().filter(scope.has_seat(person))

        monkeypatch.setattr(scope.ScopedManager, "visible_to", visible_to)


class RoleForgotten:
    """Everybody of one's company reads private rows."""

    @staticmethod
    def put_in(monkeypatch):
        def visible_to(self, person):
            mine = Q(audience="joint") | Q(audience="ours", owner_id=person.organisation_id)
            return self._rows().filter(mine, scope.has_seat(person))

        monkeypatch.setattr(scope.ScopedManager, "visible_to", visible_to)
        monkeypatch.setattr(note_pages, "require", lambda *a, **k: [])


class EndedSeatsCount:
    """A seat that ended still opens doors."""

    @staticmethod
    def put_in(monkeypatch):
        monkeypatch.setattr(scope.SeatHeld, "holds", "{now} IS NOT NULL")
        monkeypatch.setattr(note_pages, "require", lambda *a, **k: [])


class SearchLooksEverywhere:
    """The palette searches all notes."""

    @staticmethod
    def put_in(monkeypatch):
        def everything(person, text):
            rows = PrivateNote.objects.in_system_scope("seeded leak").filter(
                Q(title__icontains=text) | Q(text__icontains=text)
            )
            return [search.Option(str(n), "/", "lock", "") for n in rows]

        monkeypatch.setattr(search, "_notes", everything)


class ExportForgets:
    """The workbook carries the sheets that the other side kept."""

    @staticmethod
    def put_in(monkeypatch):
        class Everything:
            def visible_to(self, person):
                return KeptWorkbook.objects.in_system_scope("seeded leak")

        class Careless:
            objects = Everything()

        monkeypatch.setattr(outgoing, "KeptWorkbook", Careless)


class LettersAreNotAskedAgain:
    """A letter goes out although its reader lost the seat since."""

    @staticmethod
    def put_in(monkeypatch):
        class Everything:
            def visible_to(self, person):
                return Awaited.objects.in_system_scope("seeded leak").filter(person=person)

        class Careless:
            objects = Everything()

        monkeypatch.setattr(writing, "Awaited", Careless)


class OneCacheForAll:
    """The list of notes is kept per alliance, not per reader."""

    @staticmethod
    def put_in(monkeypatch):
        kept = {}
        real = note_pages.PrivateNote.objects.visible_to

        def visible_to(person):
            rows = real(person)
            if rows.exists():
                kept.setdefault("ids", set()).update(rows.values_list("pk", flat=True))
            return PrivateNote.objects.in_system_scope("seeded leak").filter(
                pk__in=kept.get("ids", ())
            )

        monkeypatch.setattr(note_pages.PrivateNote.objects, "visible_to", visible_to)


SEEDED = [
    AudienceForgotten,
    RoleForgotten,
    EndedSeatsCount,
    SearchLooksEverywhere,
    ExportForgets,
    LettersAreNotAskedAgain,
    OneCacheForAll,
]


@pytest.mark.leak_selftest
@pytest.mark.parametrize("leak", SEEDED, ids=lambda leak: leak.__name__)
def test_every_leak_put_in_on_purpose_is_found(db, monkeypatch, leak):
    leak.put_in(monkeypatch)
    for seed in range(12):
        try:
            walk(seed)
        except Leak:
            return
    pytest.fail(f"{leak.__name__} was not found in twelve walks")


def test_the_seeded_scope_stays_what_it_replaces():
    """The self-test would prove nothing if the names it patches were gone."""
    assert "ended_at" in scope.SeatHeld.holds
    assert callable(scope.ScopedManager.visible_to)
    assert callable(search._notes)
    assert outgoing.KeptWorkbook is KeptWorkbook
