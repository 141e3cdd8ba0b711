"""The lint of the annex by mutation: a sound sheet has no findings, one change fires exactly one rule."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from allied.cli.main import main
from allied.rooms.agreement.annex.kpis import KpiContent
from allied.rooms.agreement.annex.lint import BOOK, Sheet, lint
from allied.rooms.agreement.annex.terms import built_in
from tests.rooms.agreement.annex.stage import annex, change, kpi
from tests.rooms.diligence.stage import Browser, plain

NORTH = UUID("00000000-0000-4000-8000-00000000000a")
BRIGHT = "00000000-0000-4000-8000-00000000000b"
SOUND = KpiContent(
    name="Stores",
    unit="stores",
    formula="Count",
    source="Scans",
    target=Decimal(1),
    side=NORTH,
    confirmers=(str(NORTH), BRIGHT),
)


def sheet(content=SOUND, parties=2, **terms) -> Sheet:
    return Sheet(kpis=(("V1", content),), terms={**built_in(), **terms}, parties=parties)


def test_a_sound_sheet_has_no_findings():
    assert lint(sheet()) == ()


@pytest.mark.parametrize(
    ("mutated", "rule", "item"),
    [
        (sheet(replace(SOUND, formula="")), "E32", "V1"),
        (sheet(replace(SOUND, source="")), "E32", "V1"),
        (sheet(replace(SOUND, side=None)), "E32", "V1"),
        (sheet(replace(SOUND, target=None)), "E32", "V1"),
        (sheet(replace(SOUND, confirmers=())), "E33", "V1"),
        (sheet(replace(SOUND, confirmers=(str(NORTH),))), "E33", "V1"),
        (sheet(change_steps=()), "E34", ""),
    ],
)
def test_one_change_fires_exactly_one_rule(mutated, rule, item):
    assert [(one.rule, one.item) for one in lint(mutated)] == [(rule, item)]


def test_alone_nobody_else_can_confirm():
    assert lint(sheet(replace(SOUND, confirmers=()), parties=1)) == ()


def test_every_rule_says_what_it_looks_for():
    assert [one.id for one in BOOK.rules] == ["E32", "E33", "E34"]
    assert all(one.looks_for for one in BOOK.rules)


def test_findings_stand_on_the_page_and_on_the_command_line(cast, capsys, monkeypatch):
    kpi(cast, formula="")
    change(cast, "change_steps", [])
    assert [one.rule for one in annex(cast).findings] == ["E32", "E34"]
    text = plain(Browser(cast.maya, cast).open("/annex"))
    assert "Nothing says how a change is made. Write the steps of a change." in text
    assert "V1 “Stores stocked” has no formula. Write a formula." in text
    monkeypatch.setattr("allied.cli.take.start", lambda: None)
    assert main(["lint", cast.alliance.name, "--as", cast.maya.email]) == 1
    out = capsys.readouterr().out
    assert "E34 change_steps: Nothing says how a change is made." in out
