"""Whom a step waits for: who owns it today, deputies while somebody is away, managers where nobody acts."""

from dataclasses import replace
from datetime import date

import pytest

from allied.alliances import commands as alliances
from allied.alliances import reseating
from allied.alliances.models import Role
from tests.conftest import NOON
from tests.rooms.conflict.stage import SHORT, at, awaited, fact, fire, raised, signed_ladder

pytestmark = pytest.mark.django_db


def away(cast, who, deputy, first, last):
    by = cast.maya if who.organisation_id == cast.north.pk else cast.daniel
    alliances.change_seat(
        by=by,
        seat=cast.alliance.seats.get(person=who),
        deputy=deputy,
        absent_from=date(2026, 3, first),
        absent_until=date(2026, 3, last),
        now=NOON,
    )


def test_when_people_change_the_step_waits_for_who_sits_there_now(cast):
    raised(cast)
    assert awaited(cast, "resolve") == {"maya", "daniel"}
    alliances.place_in_seat(
        by=cast.carl,
        alliance=cast.alliance,
        person=cast.carl,
        role=Role.OPERATIONAL_LEAD,
        now=NOON,
    )
    reseating.look_again(cast.alliance, by=cast.maya, now=NOON)
    assert awaited(cast, "resolve") == {"carl", "daniel"}


def test_the_deputy_of_an_absent_owner_is_asked_while_the_absence_lasts(cast):
    signed_ladder(cast)
    raised(cast)
    away(cast, cast.daniel, cast.ben, 4, 5)
    assert awaited(cast, "resolve") == {"maya", "daniel"}, "not before the first day"
    fire(at(4, 5))  # midnight in New York
    assert awaited(cast, "resolve") == {"maya", "daniel", "ben"}
    fire(at(6, 4))
    assert awaited(cast, "resolve") == {"maya", "daniel", "ben"}, "the last day away still runs"
    fire(at(6, 5))
    assert awaited(cast, "resolve") == {"maya", "daniel"}


def test_a_deputy_is_asked_for_words_as_well(cast):
    made = raised(cast)
    away(cast, cast.daniel, cast.ben, 2, 6)
    fact(cast, made)
    assert awaited(cast, "check") == {"daniel", "ben"}


def test_the_deputy_of_a_seat_that_nobody_holds_owns_the_step(cast):
    signed_ladder(cast, replace(SHORT, steps=SHORT.steps[2:]))
    raised(cast)
    assert awaited(cast, "resolve") == {"tomas", "rachel"}
    seat = cast.alliance.seats.get(person=cast.tomas)
    alliances.change_seat(by=cast.maya, seat=seat, deputy=cast.ingrid, now=NOON)
    alliances.end_seat(by=cast.maya, seat=seat, now=NOON)
    assert awaited(cast, "resolve") == {"ingrid", "rachel"}


def test_a_deputy_without_a_seat_is_not_asked(cast):
    signed_ladder(cast)
    alliances.end_seat(by=cast.maya, seat=cast.alliance.seats.get(person=cast.carl), now=NOON)
    away(cast, cast.maya, cast.carl, 2, 6)
    raised(cast)
    assert awaited(cast, "resolve") == {"maya", "daniel"}
