"""The sheet of risks: what comes onto the register, and what is refused at its cell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from allied.people.models import Person
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.exchange.outcome import Unimportable
from tests.rooms.exchange.stage import CLEAN, as_raw, book_of, bring, entries, raw_of


def on_register(alliance, person):
    return list(Risk.objects.visible_to(person).filter(alliance=alliance).order_by("number"))


def with_risk(**changed):
    book = book_of(raw_of(CLEAN))
    first, *others = book.risks
    return as_raw(replace(book, risks=(replace(first, **changed), *others)))


def test_every_row_becomes_a_joint_risk_with_its_control(cast, demo):
    alliance = bring(cast.maya, activate_demo=True).alliance
    first, second, third = on_register(alliance, cast.maya)
    assert [one.ref for one in (first, second, third)] == ["R-1", "R-2", "R-3"]
    assert (first.score, first.area) == (16, "single-points-of-failure")
    assert (second.score, second.area, second.holder.name) == (10, "data-sharing", "Nina Falk")
    (control,) = Control.objects.visible_to(cast.maya).filter(risk=first)
    assert control.text == "Train two deputies and write the runbook"
    assert control.due.isoformat() == "2026-11-15"
    partner = Person.objects.with_address("jonas.wirth@kestrel.example")
    assert len(on_register(alliance, partner)) == 3


def test_an_owner_who_is_not_here_yet_leaves_the_risk_with_our_side(cast):
    alliance = bring(cast.maya).alliance
    assert {one.holder for one in on_register(alliance, cast.maya)} == {None}
    assert {one.side for one in on_register(alliance, cast.maya)} == {cast.north}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"probability_level": None},
            "Risks!C2: this risk has an impact but no probability: accepted is a whole number "
            "from 1 to 5 or a percentage such as 30%, or both cells empty",
        ),
        (
            {"impact_level": None},
            "Risks!D2: this risk has a probability but no impact: accepted is",
        ),
        (
            {"impact_level": None, "impact_amount": Decimal(90_000), "impact_currency": "USD"},
            "Risks!D2: the amount is in USD, the alliance in EUR: accepted is",
        ),
    ],
)
@pytest.mark.parametrize("rehearse", [True, False])
def test_half_a_rating_is_refused_at_its_cell_and_nothing_is_written(cast, changed, says, rehearse):
    before = entries()
    with pytest.raises(Unimportable) as refusal:
        bring(cast.maya, with_risk(**changed), rehearse=rehearse)
    assert next(str(one) for one in refusal.value.problems).startswith(says)
    assert entries() == before
    assert not Risk.objects.in_system_scope("test").exists()


def test_a_rehearsal_counts_the_risks_and_writes_none(cast):
    done = bring(cast.maya, rehearse=True)
    assert done.registered == 3
    assert not Risk.objects.in_system_scope("test").exists()


def test_a_long_sheet_of_risks_comes_in_with_few_statements(cast, django_assert_max_num_queries):
    book = book_of(raw_of(CLEAN))
    many = tuple(replace(book.risks[0], risk=f"Risk {n}") for n in range(40))
    raw = as_raw(replace(book, risks=many))
    with django_assert_max_num_queries(330):
        alliance = bring(cast.maya, raw).alliance
    assert len(on_register(alliance, cast.maya)) == 40
