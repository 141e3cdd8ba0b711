"""Up to which day the ruler of a decision is filled, on working days, on weekends and afterwards."""

from datetime import date
from types import SimpleNamespace

import pytest

from allied.rooms.governance.queries.decision import case_of, decisions_to_show
from allied.rooms.governance.queries.sides import sides_of
from allied.rooms.governance.queries.timing import timing_of
from allied.rooms.governance.telling import approved_words
from allied.rooms.governance.views.one import _today
from tests.rooms.governance.cases import answer, at, raised, started

CASES = [
    (at(4), date(2026, 3, 4)),  # a Wednesday
    (at(7), date(2026, 3, 7)),  # a Saturday: Friday is the last column that is filled
    (at(8), date(2026, 3, 7)),
    (at(9, 15), date(2026, 3, 9)),
]


def seen(cast, decision, now, who=None):
    who = who or cast.ingrid
    found = decisions_to_show(who, cast.alliance).get(pk=decision.pk)
    return case_of(found, who, sides_of(cast.alliance, who), now)


@pytest.mark.parametrize(("now", "until"), CASES)
def test_the_ruler_is_filled_up_to_today(cast, now, until):
    started(cast, at(2))
    decision = raised(cast, at(2))
    assert _today(timing_of(seen(cast, decision, now))) == until


def test_before_its_first_day_nothing_is_filled():
    ruler = SimpleNamespace(rows=[SimpleNamespace(is_reached=False, is_today=False)])
    run = SimpleNamespace(clock=SimpleNamespace(day0=date(2026, 3, 3)))
    assert _today(SimpleNamespace(ruler=ruler, run=run)) == date(2026, 3, 2)


def test_who_approved_is_said_by_company_and_by_colleague(cast):
    started(cast, at(2))
    decision = raised(cast, at(2))
    assert approved_words(seen(cast, decision, at(3))) == "Nobody has approved yet."
    for who in (cast.hannah, cast.ben, cast.jonas):
        answer(who, decision, at(3))
    words = approved_words(seen(cast, decision, at(4)))
    assert words == "Brightleaf and Jonas Weber have approved."
    theirs = approved_words(seen(cast, decision, at(4), cast.rachel))
    assert theirs == "Brightleaf has approved."
