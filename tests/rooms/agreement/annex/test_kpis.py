"""KPIs: defined, changed and retired by both sides, complete or named as short, proposed from what is there."""

from dataclasses import replace
from decimal import Decimal

import pytest

from allied.alliances.gates import Standing, gate
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import OURS
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.kpis import Direction, Perspective
from allied.rooms.agreement.annex.proposals import proposals_for
from allied.rooms.agreement.annex.queries import kpis_of
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.thesis import commands as thesis
from tests.conftest import NOON
from tests.rooms.agreement.annex.stage import annex, change, content, kinds, kpi, signed, size


def changed(cast, row, **values):
    return commands.change_kpi(
        by=cast.daniel,
        kpi=row,
        version=row.version,
        content=replace(content_of(row), **values),
        now=NOON,
    )


def test_a_kpi_gets_the_next_key_of_its_group_or_the_one_that_was_wished(cast):
    assert kpi(cast).key == "V1"
    assert kpi(cast, name="On time", perspective=Perspective.EXECUTION).key == "E1"
    assert kpi(cast, name="Trust", key="r_1").key == "R_1"
    assert kinds(cast) == ["kpi.defined"] * 3


@pytest.mark.parametrize("key", ["1V", "V-1", "V 1", "É1", "V" * 21, "<b>", "⟦x⟧"])
def test_a_key_that_is_no_key_says_what_one_is(cast, key):
    with pytest.raises(Refused, match="such as V1") as refused:
        kpi(cast, key=key)
    assert refused.value.field == "key"


def test_a_key_is_never_given_twice_not_even_after_retirement(cast):
    row = kpi(cast)
    commands.retire_kpi(by=cast.maya, kpi=row, reason="Replaced", now=NOON)
    with pytest.raises(Refused, match="is or was"):
        kpi(cast, key="V1")
    assert kpi(cast).key == "V2"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"unit": "x" * 41}, "unit"),
        ({"formula": "x" * 2001}, "formula"),
        ({"source": "\ud800"}, "source"),
        ({"target": Decimal("1e15")}, "target"),
        ({"target": Decimal("NaN")}, "target"),
        ({"red": Decimal(9000)}, "red"),
        ({"confirmers": ("00000000-0000-4000-8000-000000000000",)}, "confirmers"),
        ({"proves": "nothing"}, "proves"),
    ],
)
def test_a_definition_that_cannot_be_kept_names_its_field(cast, values, field):
    before = size(cast)
    with pytest.raises(Refused) as refused:
        kpi(cast, **values)
    assert refused.value.field == field
    assert size(cast) == before


def test_only_a_party_owns_it_and_only_its_people_look_after_it(cast):
    with pytest.raises(Refused, match="one of the parties"):
        kpi(cast, side=cast.rival.pk)
    with pytest.raises(Refused, match="has a seat"):
        kpi(cast, side=cast.north.pk, holder=cast.daniel.pk)
    with pytest.raises(Refused, match="has a seat"):
        kpi(cast, side=cast.north.pk, holder=cast.nobody.pk)
    assert kpi(cast, side=cast.north.pk, holder=cast.carl.pk).holder_id == cast.carl.pk


def test_a_change_is_told_in_words_and_counts_up(cast):
    row = changed(cast, kpi(cast), target=Decimal(7000))
    assert (row.version, row.target) == (2, Decimal(7000))
    assert kinds(cast)[-1] == "kpi.changed"


def test_an_outdated_change_is_refused_and_the_same_again_is_no_change(cast):
    row = kpi(cast)
    changed(cast, row, target=Decimal(7000))
    with pytest.raises(Outdated):
        changed(cast, row, target=Decimal(8000))
    before = size(cast)
    row.refresh_from_db()
    assert changed(cast, row).version == 2
    assert size(cast) == before


def test_figures_are_kept_to_four_places(cast):
    row = kpi(cast, target=Decimal("0.123456"), red=None)
    assert row.target == Decimal("0.1235")


def test_a_retired_kpi_stays_readable_and_changes_no_more(cast):
    row = kpi(cast)
    commands.retire_kpi(by=cast.daniel, kpi=row, reason="Replaced by V2", now=NOON)
    assert list(kpis_of(cast.alliance, cast.maya)) == []
    assert [one.key for one in kpis_of(cast.alliance, cast.maya, retired=True)] == ["V1"]
    with pytest.raises(Refused, match="was retired"):
        changed(cast, row, target=Decimal(1))
    with pytest.raises(Refused, match="was retired"):
        commands.retire_kpi(by=cast.maya, kpi=row, reason="Again", now=NOON)


@pytest.mark.parametrize("name", ["carl", "olga", "ingrid", "zed", "nobody", "host"])
def test_who_holds_no_such_seat_changes_and_retires_nothing(cast, name):
    row, who = kpi(cast), getattr(cast, name)
    before = size(cast)
    with pytest.raises(NotAllowed):
        commands.change_kpi(by=who, kpi=row, version=1, content=content(cast), now=NOON)
    with pytest.raises(NotAllowed):
        commands.retire_kpi(by=who, kpi=row, reason="x", now=NOON)
    assert size(cast) == before


OUTCOME = {
    "id": "o1",
    "name": "Faster to shelf",
    "kind": "speed",
    "measure": "Weeks from recipe to first store",
    "unit": "weeks",
    "baseline": "31",
    "target": "16",
}


def outcome(cast):
    made = thesis.start_thesis(by=cast.maya, alliance=cast.alliance, now=NOON)
    thesis.change_section(
        by=cast.maya,
        thesis=made,
        section="outcomes",
        content=[{**OUTCOME, "owner": str(cast.bright.pk)}],
        version=1,
        now=NOON,
    )


def proposals(cast, who):
    return proposals_for(who, cast.alliance, list(kpis_of(cast.alliance, who)))


def test_each_outcome_of_the_thesis_proposes_a_kpi_until_one_proves_it(cast):
    outcome(cast)
    [one] = proposals(cast, cast.daniel)
    assert (one.content.direction, one.content.perspective) == (
        Direction.LOWER,
        Perspective.EXECUTION,
    )
    assert one.content.side == cast.bright.pk
    assert set(one.content.confirmers) == {str(cast.north.pk), str(cast.bright.pk)}
    commands.define_kpi(
        by=cast.maya, alliance=cast.alliance, content=replace(one.content, name="Other"), now=NOON
    )
    assert proposals(cast, cast.daniel) == []
    proof = annex(cast).today.section("reporting").blocks[-1]
    assert proof.rows[0].cells[1] == "Faster to shelf"


def workbook(cast, **row):
    said = {"kpi": "Waste", "perspective": "execution", "unit": "%", "direction": "down"}
    return KeptWorkbook.objects.create(
        alliance=cast.alliance,
        owner=cast.north,
        audience=OURS,
        file_name="x.xlsx",
        file=b"",
        sha256="0" * 64,
        waiting={"Scorecard": [{**said, "target": {"decimal": "3.5"}, "readings": [], **row}]},
        by=cast.maya,
        at=NOON,
    )


def test_our_workbook_proposes_kpis_to_our_side_only(cast):
    workbook(cast)
    [one] = proposals(cast, cast.maya)
    assert (one.ours, one.content.name, one.content.target) == (True, "Waste", Decimal("3.5"))
    assert one.content.direction is Direction.LOWER
    assert proposals(cast, cast.daniel) == []
    assert proposals(cast, cast.olga) == []


def checks(cast):
    found = gate(Standing(cast.alliance), "agreement", now=NOON).checks
    ours = [one for one in found if one.id.startswith(("annex.", "kpi."))]
    return {one.id: (one.holds, one.says) for one in ours}


def test_the_gate_asks_for_a_signed_annex_without_drift_and_for_complete_kpis(cast):
    assert not any(holds for holds, _ in checks(cast).values())
    kpi(cast, formula="")
    assert checks(cast)["kpi.defined"][0]
    assert "(missing: V1)" in checks(cast)["kpi.complete"][1]
    row = kpis_of(cast.alliance, cast.maya).get()
    changed(cast, row, formula="Count")
    signed(cast)
    assert all(holds for holds, _ in checks(cast).values())
    change(cast, "sharing", [{"id": "a", "text": "All"}])
    holds, says = checks(cast)["annex.drift"]
    assert not holds
    assert says.startswith("The signed annex no longer says how you work: ")
