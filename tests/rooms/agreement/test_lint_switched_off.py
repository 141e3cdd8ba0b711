"""Every rule of the lint, switched off one by one: what it finds is then found by nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from allied.kit.lint import Rulebook, Severity
from allied.rooms.agreement.annex.lint import BOOK as ANNEX
from allied.rooms.agreement.lint import BOOK as AGREEMENT
from allied.rooms.governance.lint import BOOK as GOVERNANCE
from allied.rooms.governance.rights import Deadlock, Escalation, Joint
from allied.rooms.thesis.lint import BOOK as THESIS
from tests.rooms.agreement.annex import test_lint_annex as annex
from tests.rooms.agreement.test_lint_agreement import LOSSES
from tests.rooms.governance import matrices as governance
from tests.rooms.thesis import test_lint_thesis as thesis

BOOKS = (THESIS, GOVERNANCE, ANNEX, AGREEMENT)
# The rules of the field by number: an error breaks a promise, a warning weakens it.
ASKED = (
    "E1 E2 E3 E4 E5 E6 W7 W8 W9 W10 W11 W12 W13 W14 E15 E16 E17 E18 E19 W20 E21 E22 E23 W24 W25 W26 "
    "W27 W28 W29 W30 W31 E32 E33 E34 E35 E36 W37 W38 W39 W40"
)
SHARP, SOUND, STAFFED = thesis.SHARP.content, governance.SOUND, governance.STAFFED
ROADMAP, DATA, COUNCIL = governance.ROADMAP, governance.DATA, governance.COUNCIL


def row(right, **changes):
    return governance.with_right(SOUND, right, **changes)


def forum(**changes):
    return governance.with_forum(SOUND, COUNCIL, **changes)


def idle():
    extra = replace(COUNCIL, id="idle", name="Idle board")
    return replace(SOUND, blueprint=replace(SOUND.blueprint, forums=(*SOUND.forums, extra)))


def vacant():
    seats = tuple(one for one in governance.SEATS if one.role != "approver:security")
    bare = replace(STAFFED, seats=seats)
    return governance.with_right(bare, DATA, deputy="", joint=Joint.YES)


CASES = {
    "E1": thesis.with_item("outcomes", 0, target=None),
    "E2": thesis.with_item("outcomes", 0, owner=""),
    "E3": thesis.with_content(scope=SHARP.scope[:3]),
    "E4": thesis.with_content(why_alliance=" "),
    "E5": thesis.with_content(contributions=SHARP.contributions[:1]),
    "E6": thesis.with_content(assumptions=()),
    "W7": thesis.with_content(outcomes=tuple(replace(thesis.GROCERS, id=str(n)) for n in range(8))),
    "W8": thesis.with_content(objective="Synergise our strategic assets"),
    "W9": thesis.with_item("outcomes", 0, due=date(2027, 8, 31)),
    "W10": thesis.with_item("assumptions", 0, threshold=""),
    "W11": thesis.with_item("risks", 0, mitigation=""),
    "W12": thesis.with_item("principles", 1, text="Speed over food safety"),
    "W13": thesis.with_item("outcomes", 0, measured_by=("k",)),
    "W14": thesis.with_item("outcomes", 0, benefits=("k",)),
    "E15": row(ROADMAP, owner=" ", owner_forum="", owner_seats=()),
    "E16": vacant(),
    "E17": row(ROADMAP, forum="nowhere"),
    "E18": row(ROADMAP, sla_days=None),
    "E19": row(ROADMAP, sla_days=2),
    "W20": row(ROADMAP, sla_days=4),
    "E21": row(ROADMAP, escalation=Escalation(to="council", sla_days=5)),
    "E22": row(ROADMAP, escalation=None, deadlock=Deadlock()),
    "E23": row(DATA, condition=""),
    "W24": row(DATA, convening_days=None),
    "W25": row(ROADMAP, deputy=""),
    "W26": idle(),
    "W27": row(ROADMAP, forum="steering", sla_days=90, owner_forum="council"),
    "W28": forum(members=governance.both(("n", "maya"), ("n", "priya"), ("b", "daniel"))),
    "W29": forum(quorum=None),
    "W30": row(ROADMAP, written=False, sla_days=13),
    "W31": row(ROADMAP, deadlock=Deadlock()),
    "E32": annex.sheet(replace(annex.SOUND, formula="")),
    "E33": annex.sheet(replace(annex.SOUND, confirmers=())),
    "E34": annex.sheet(change_steps=()),
    "W41": row(ROADMAP, written=False, sla_days=12),
    "W42": row(ROADMAP, escalation=Escalation(to="steering")),
    "W44": forum(quorum=3),
    **{loss[0]: loss[1] for loss in LOSSES},
}
# What one change brings with it: no end of a ladder is no tie-break either; a knife edge is not written.
ALSO = {"E22": {"W31"}, "W41": {"W30"}}


def book_of(id):
    return next(book for book in BOOKS if id in {rule.id for rule in book.rules})


def test_every_rule_of_the_field_is_there_by_its_number_and_severity():
    there = {rule.id for book in BOOKS for rule in book.rules}
    assert set(ASKED.split()) <= there
    assert there == set(CASES)


@pytest.mark.parametrize("id", CASES)
def test_a_rule_alone_finds_what_it_is_for(id):
    book, subject = book_of(id), CASES[id]
    seen = [one for one in book.findings(subject) if one.rule == id]
    assert seen
    for one in seen:
        assert one.severity is (Severity.ERROR if id.startswith("E") else Severity.WARNING)
        assert one.section
        assert one.message.endswith((".", "”", "”."))
        assert one.fix
    without = Rulebook(rule for rule in book.rules if rule.id != id)
    assert {one.rule for one in without.findings(subject)} == ALSO.get(id, set())
