"""Every change through the JSON door is made against the version that was read, or not at all."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from allied.alliances import commands, gates, notes, organisations
from allied.alliances.models import Alliance, PrivateNote, Seat, Stage
from allied.people.models import Person
from allied.rooms.diligence import commands as diligence
from allied.rooms.diligence.models import Checklist
from allied.rooms.selection import commands as selection
from allied.rooms.selection.models import Rater, Screening, ScreeningCriterion
from tests.api.test_joint import bearer
from tests.rooms.selection.stage import prepared

TEST = "test"


@dataclass
class Change:
    """One change: how it is asked for, what a colleague does meanwhile, and what stands."""

    method: str
    path: str
    body: dict[str, Any]
    read: int
    meanwhile: Any
    stands: Any
    afterwards: int


def note(cast, now):
    row = notes.write_note(by=cast.maya, alliance=cast.alliance, text="one", now=now)
    rows = PrivateNote.objects.in_system_scope(TEST).filter(removed_at__isnull=True)
    change = {"title": "", "text": "two", "version": 1}
    return Change(
        "delete",
        f"{{here}}/notes/{row.pk}",
        {},
        1,
        lambda: notes.change_note(by=cast.tomas, note=row, now=now, **change),
        rows.exists,
        2,
    )


def seat(cast, now):
    row = Seat.objects.in_system_scope(TEST).get(person=cast.tomas)
    rows = Seat.objects.in_system_scope(TEST).filter(pk=row.pk)
    return Change(
        "put",
        f"{{here}}/seats/{row.pk}",
        {"deputy": str(cast.carl.pk)},
        1,
        lambda: commands.change_seat(by=cast.maya, seat=row, deputy=cast.jonas, now=now),
        lambda: rows.get().deputy == cast.jonas,
        2,
    )


def stage(cast, now):
    rows = Alliance.objects.in_system_scope(TEST).filter(pk=cast.alliance.pk)
    move = {"alliance": cast.alliance, "stage": Stage.SELECTION, "now": now}
    return Change(
        "put",
        "{here}/stage",
        {"stage": "launch"},
        1,
        lambda: gates.reach_stage(by=cast.daniel, **move),
        lambda: rows.get().stage == Stage.SELECTION,
        2,
    )


def administration(cast, now):
    Person.objects.filter(pk__in=[cast.maya.pk, cast.carl.pk]).update(administers_organisation=True)
    rows = Person.objects.filter(pk=cast.carl.pk)
    person = rows.get()

    def again():
        organisations.end_administration(by=cast.maya, person=person, now=now)
        Person.objects.filter(pk=person.pk).update(rights_version=2)
        organisations.name_administrator(by=cast.maya, person=person, now=now)

    cast.maya.refresh_from_db()
    read = person.standing
    return Change(
        "delete",
        f"people/{person.pk}/administration",
        {},
        read,
        again,
        lambda: rows.get().administers_organisation,
        read + 2,
    )


def rater(cast, now):
    screening = prepared(cast, now)
    rows = Rater.objects.in_system_scope(TEST).filter(screening=screening, person=cast.tomas)
    read = Screening.objects.in_system_scope(TEST).get(pk=screening.pk).version
    meanwhile = {"screening": screening, "people": [cast.jonas], "now": now}
    return Change(
        "delete",
        f"{{here}}/selection/{screening.pk}/raters/{rows.get().pk}",
        {},
        read,
        lambda: selection.ask_raters(by=cast.maya, **meanwhile),
        lambda: rows.get().withdrawn_at is None,
        read + 1,
    )


def criterion(cast, now):
    screening = prepared(cast, now)
    rows = ScreeningCriterion.objects.in_system_scope(TEST).filter(screening=screening)
    row = rows.order_by("position").first()

    def reword():
        found = rows.get(pk=row.pk)
        found.version += 1
        found.save(update_fields=["version"])

    return Change(
        "delete",
        f"{{here}}/selection/{screening.pk}/criteria/{row.key}",
        {},
        row.version,
        reword,
        lambda: rows.get(pk=row.pk).removed_at is None,
        row.version + 1,
    )


def checklist(cast, now):
    rows = Checklist.objects.in_system_scope(TEST)
    choice = {"alliance": cast.alliance, "packs": ["pharma"], "now": now}
    return Change(
        "put",
        "{here}/checklists/joint",
        {"packs": []},
        0,
        lambda: diligence.open_checklist(by=cast.daniel, **choice),
        lambda: rows.get().packs == ["pharma"],
        1,
    )


CHANGES = [note, seat, stage, administration, rater, criterion, checklist]


@pytest.fixture
def ask(cast):
    def knock(change, version=None):
        where = change.path.format(here=f"alliances/{cast.alliance.pk}")
        headers = bearer(cast.maya)
        if version is not None:
            headers["if-match"] = f'"{version}"'
        return Client().generic(
            change.method.upper(),
            f"/api/v1/{where}",
            json.dumps(change.body),
            content_type="application/json",
            headers=headers,
        )

    return knock


@pytest.mark.parametrize("made", CHANGES, ids=lambda made: made.__name__)
def test_a_change_against_an_outdated_version_changes_nothing(cast, ask, now, made):
    change = made(cast, now)
    missing = ask(change)
    assert (missing.status_code, missing.json()["code"]) == (412, "if_match")
    change.meanwhile()
    stale = ask(change, change.read)
    assert (stale.status_code, stale.json()["code"]) == (412, "outdated")
    assert re.search(r"changed .*since you", stale.json()["detail"])
    assert change.stands()
    fresh = ask(change, change.afterwards)
    assert fresh.status_code in (200, 204), fresh.content
    assert not change.stands()


def test_the_version_to_name_is_in_the_answers(cast, ask, now):
    change = seat(cast, now)
    answer = ask(change, 1)
    assert (answer.headers["ETag"], answer.json()["version"]) == ('"2"', 2)
    moved = ask(stage(cast, now), 1)
    assert moved.headers["ETag"] == '"2"'
    chosen = ask(checklist(cast, now), 0)
    assert (chosen.headers["ETag"], chosen.json()["version"]) == ('"1"', 1)


def test_only_colleagues_read_the_version_of_a_person(cast):
    def versions(who):
        found = Client().get("/api/v1/people", headers=bearer(who)).json()["items"]
        return {one["name"]: one["version"] for one in found}

    assert versions(cast.maya)["Carl Smit"] == 2
    assert versions(cast.maya)["Daniel Okafor"] is None
    assert versions(cast.daniel)["Carl Smit"] is None


def test_a_seat_that_ended_is_not_changed(cast, now):
    row = Seat.objects.in_system_scope(TEST).get(person=cast.carl)
    commands.end_seat(by=cast.maya, seat=row, now=now)
    with pytest.raises(commands.Refused, match="no longer has this seat"):
        commands.change_seat(by=cast.maya, seat=row, deputy=cast.jonas, now=now)


@pytest.mark.parametrize("given", ["9" * 5000, "-1", "1.0", "", "*"])
def test_what_is_no_version_is_refused(cast, given):
    answer = Client().put(
        f"/api/v1/alliances/{cast.alliance.pk}/stage",
        json.dumps({"stage": "launch"}),
        content_type="application/json",
        headers=bearer(cast.maya) | {"If-Match": given},
    )
    assert (answer.status_code, answer.json()["code"]) == (412, "if_match")
