"""Obligations: who may, how they are settled, and when they wait for their owner."""

from datetime import UTC, date, datetime, timedelta

import pytest

from allied.alliances import awaiting
from allied.alliances import commands as alliances
from allied.clock import timers
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.commands import ObligationContent
from allied.rooms.agreement.reading.models import Obligation
from allied.rooms.diligence.holdings import joint_items
from tests.conftest import NOON
from tests.rooms.agreement.reading.stage import fresh, kinds, owe

pytestmark = pytest.mark.django_db
WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}
DUE = date(2026, 3, 10)


def asked(cast, row):
    ids = awaiting.asked_of(row.pk, "fulfil")
    return {name for name, who in cast.everybody().items() if who.pk in ids}


def on(day):
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)


def fulfil(row, by, reason="Sent by mail", version=None, now=NOON):
    return commands.fulfil_obligation(
        by=by, obligation=row, reason=reason, version=version or row.version, now=now
    )


def test_who_may_write_one_down(cast):
    for name, person in cast.everybody().items():
        if name in WRITERS:
            owe(cast, by=person)
        else:
            with pytest.raises(NotAllowed):
                owe(cast, by=person)
    numbers = (
        Obligation.objects.visible_to(cast.daniel)
        .order_by("number")
        .values_list("number", flat=True)
    )
    assert list(numbers) == list(range(1, len(WRITERS) + 1))
    assert not Obligation.objects.visible_to(cast.zed).exists()


def test_it_is_owed_by_a_person_a_company_or_ones_own_side(cast):
    assert owe(cast, holder=cast.ben).side == cast.bright
    row = owe(cast, side=cast.bright)
    assert (row.side, row.holder) == (cast.bright, None)
    assert owe(cast).side == cast.north
    for wrong in ({"holder": cast.olga}, {"holder": cast.zed}, {"side": cast.rival}):
        with pytest.raises(Refused) as refused:
            owe(cast, **wrong)
        assert refused.value.field == "owner"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"due": None}, "due"),
        ({"clause": "x" * 301}, "clause"),
    ],
)
def test_what_does_not_fit_is_refused(cast, wrong, field):
    with pytest.raises(Refused) as refused:
        owe(cast, **wrong)
    assert refused.value.field == field


def test_a_life_in_the_record(cast):
    row = owe(cast, holder=cast.carl)
    said = ObligationContent(
        text="Send the forecast by mail", due=date(2026, 3, 20), holder=cast.ben, clause="4.2"
    )
    row = commands.change_obligation(by=cast.daniel, obligation=row, said=said, version=1, now=NOON)
    assert (
        commands.change_obligation(
            by=cast.daniel, obligation=row, said=said, version=2, now=NOON
        ).version
        == 2
    )
    row = fulfil(row, cast.ben, now=on(date(2026, 3, 22)))
    assert (row.state, row.reason) == ("done", "Sent by mail")
    row = commands.reopen_obligation(
        by=cast.maya, obligation=row, reason="The file was empty", version=3, now=NOON
    )
    row = commands.drop_obligation(
        by=cast.maya, obligation=row, reason="Replaced by the portal", version=4, now=NOON
    )
    assert row.state == "dropped"
    names = ("added", "changed", "done", "reopened", "dropped")
    assert kinds() == [f"agreement.obligation.{name}" for name in names]


def test_its_owner_fulfils_it_others_need_the_right_to_keep_the_agreement(cast):
    carl = owe(cast, holder=cast.carl)
    with pytest.raises(NotAllowed):
        fulfil(owe(cast, holder=cast.ben), cast.carl)
    with pytest.raises(NotAllowed):
        fulfil(carl, cast.olga)
    assert fulfil(carl, cast.carl).state == "done"
    assert fulfil(owe(cast, holder=cast.carl), cast.daniel).state == "done"


def test_settling_needs_words_and_the_newest_version(cast):
    row = owe(cast)
    with pytest.raises(Refused, match="Say what shows"):
        fulfil(row, cast.maya, reason="  ")
    with pytest.raises(Outdated):
        fulfil(row, cast.maya, version=7)
    row = fulfil(row, cast.maya)
    with pytest.raises(Refused, match="done already"):
        fulfil(row, cast.maya)
    with pytest.raises(Refused, match="is open"):
        commands.reopen_obligation(
            by=cast.maya, obligation=owe(cast), reason="x", version=1, now=NOON
        )


def test_on_its_day_it_waits_for_its_owner_until_it_is_settled(cast):
    row = owe(cast, holder=cast.ben)
    timers.fire_due(on(DUE - timedelta(days=1)))
    assert asked(cast, row) == set()
    timers.fire_due(on(DUE))
    assert asked(cast, row) == {"ben"}
    fulfil(row, cast.ben)
    assert asked(cast, row) == set()


def test_without_an_owner_it_waits_for_the_managers_of_the_side(cast):
    row = owe(cast, side=cast.bright)
    timers.fire_due(on(DUE))
    assert asked(cast, row) == {"daniel"}


def test_a_moved_day_waits_anew(cast):
    row = owe(cast, holder=cast.ben)
    timers.fire_due(on(DUE))
    said = ObligationContent(text=row.text, due=DUE + timedelta(days=10), holder=cast.ben)
    row = commands.change_obligation(
        by=cast.maya, obligation=row, said=said, version=1, now=on(DUE)
    )
    assert asked(cast, row) == set()
    timers.fire_due(on(DUE + timedelta(days=10)))
    assert asked(cast, row) == {"ben"}


def test_when_its_owner_leaves_it_waits_for_the_managers(cast):
    row = owe(cast, holder=cast.ben)
    timers.fire_due(on(DUE))
    seat = cast.alliance.seats.get(person=cast.ben)
    alliances.end_seat(by=cast.daniel, seat=seat, now=on(DUE))
    assert asked(cast, fresh(row)) == {"daniel"}


def test_one_that_is_due_already_waits_at_the_next_beat(cast):
    row = owe(cast, due=NOON.date() - timedelta(days=3), holder=cast.ben)
    timers.fire_due(NOON)
    assert asked(cast, row) == {"ben"}


def test_an_open_one_hangs_on_its_owner_alone(cast):
    row = owe(cast, holder=cast.ben)
    (item,) = [one for one in joint_items(cast.alliance, NOON) if one.kind == "obligation"]
    assert item.label.startswith("O-1 ")
    assert item.people == (str(cast.ben.pk),)
    fulfil(row, cast.ben)
    assert "obligation" not in {one.kind for one in joint_items(cast.alliance, NOON)}
