"""Own checks: one side's question to itself, beside the joint gate and never part of it."""

from datetime import timedelta

import pytest
from django.test import Client

from allied.alliances import gates
from allied.alliances.gates import Check
from allied.alliances.models import PrivateNote, Stage
from allied.alliances.notes import write_note
from allied.kit.errors import Refused
from tests.api.test_joint import bearer

BACKEND = "allied.people.backends.WithHome"


def wrote_down(person, standing, now):
    """Our side wrote a note about this alliance."""
    notes = PrivateNote.objects.visible_to(person).filter(alliance=standing.alliance)
    yield Check(
        id="own.note",
        says=f"{notes.count()} notes are written",
        holds=notes.exists(),
        route="notes",
        offer="Write down what you would not say aloud.",
    )


@pytest.fixture
def asked(monkeypatch):
    """One own check at the first stage and one at a stage whose gate asks nothing jointly."""
    own = {Stage.STRATEGY: [wrote_down], Stage.EVOLVE: [wrote_down]}
    monkeypatch.setattr(gates, "_OWN_CHECKS", own)


def page(person, alliance, query=""):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.get(f"/alliances/{alliance.pk}/{query}").content.decode()


def own(person, cast, now):
    found = gates.own_gates(person, cast.alliance, now=now)
    return [(gate.stage, [(c.id, c.holds) for c in gate.checks]) for gate in found]


def note_of(cast, person, now):
    write_note(by=person, alliance=cast.alliance, text="They need us more", now=now)


def test_it_is_declared_once_however_often_its_room_is_loaded(monkeypatch):
    monkeypatch.setattr(gates, "_OWN_CHECKS", {})
    for _ in range(2):
        gates.own_gate_of(Stage.SELECTION)(wrote_down)
    assert gates._OWN_CHECKS[Stage.SELECTION] == [wrote_down]


def test_each_side_reads_its_own_answer(cast, now, asked):
    note_of(cast, cast.maya, now)
    stages = [Stage.STRATEGY, Stage.EVOLVE]
    for who, holds in ((cast.tomas, True), (cast.daniel, False), (cast.hannah, False)):
        assert own(who, cast, now) == [(stage, [("own.note", holds)]) for stage in stages]


@pytest.mark.parametrize("name", ["olga", "carl", "zed", "nobody", "host"])
def test_who_reads_joint_things_only_meets_none(cast, now, asked, name):
    note_of(cast, cast.maya, now)
    assert own(cast.everybody()[name], cast, now) == []


def test_the_joint_gates_are_the_same_whatever_a_side_keeps(cast, now, asked):
    before = gates.gates(cast.alliance, now=now)
    note_of(cast, cast.maya, now)
    assert gates.gates(cast.alliance, now=now) == before
    assert all(c.id != "own.note" for gate in before for c in gate.checks)


def test_an_own_check_is_waived_no_more_than_one_that_never_existed(cast, now, asked):
    until = now.date() + timedelta(days=9)
    said = []
    for check in ("own.note", "own.never"):
        with pytest.raises(Refused) as refusal:
            gates.waive_check(
                by=cast.maya, alliance=cast.alliance, stage=Stage.STRATEGY, check=check,
                reason="Later", until=until, now=now,
            )  # fmt: skip
        said.append((refusal.value.code, refusal.value.sentence))
    assert said[0] == said[1]


def test_the_overview_shows_them_apart_and_offers_the_next_step(cast, now, asked):
    html = page(cast.maya, cast.alliance)
    assert "Only Northwind sees this check; the gate does not count it" in html
    assert "0 notes are written" in html
    assert "Write down what you would not say aloud." in html
    there = page(cast.maya, cast.alliance, "?gate=evolve")
    assert "Gate: Evolve or exit" in there, "a stage with own checks only has its place too"
    note_of(cast, cast.maya, now)
    html = page(cast.maya, cast.alliance)
    assert "1 notes are written" in html
    assert "Write down what you would not say aloud." not in html


def test_the_partners_overview_does_not_move(cast, now, asked):
    before = page(cast.olga, cast.alliance)
    note_of(cast, cast.maya, now)
    assert page(cast.olga, cast.alliance).count("note") == before.count("note")
    assert "0 notes are written" in page(cast.daniel, cast.alliance)
    assert "own.note" not in before
    assert "the gate does not count" not in before


def test_scripts_read_them_at_an_address_of_their_own(cast, now, asked):
    note_of(cast, cast.maya, now)
    here = f"/api/v1/alliances/{cast.alliance.pk}"
    for who, status in ((cast.maya, 200), (cast.daniel, 200), (cast.olga, 403), (cast.zed, 404)):
        assert Client().get(f"{here}/own-gates", headers=bearer(who)).status_code == status
    mine = Client().get(f"{here}/own-gates", headers=bearer(cast.maya)).json()
    assert mine[0]["stage"] == "strategy"
    assert mine[0]["checks"] == [
        {"id": "own.note", "says": "1 notes are written", "holds": True, "waived": ""}
    ]
    theirs = Client().get(f"{here}/own-gates", headers=bearer(cast.daniel)).json()
    assert theirs[0]["checks"][0]["holds"] is False
    joint = Client().get(f"{here}/gates", headers=bearer(cast.maya)).content.decode()
    assert "own.note" not in joint
