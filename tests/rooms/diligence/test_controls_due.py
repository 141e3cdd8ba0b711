"""Three days before it is due a control waits for who does it: in My week, in a letter, for whoever sits there then."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from allied.alliances.commands import end_seat, give_seat
from allied.alliances.models import Awaited, Role
from allied.clock import timers
from allied.kit.errors import NotAllowed
from allied.notices import posting
from allied.notices.models import Notice
from allied.rooms.diligence import commands
from allied.rooms.diligence.commands.registering import NewRisk
from allied.rooms.diligence.content import ControlContent
from allied.rooms.diligence.making import NOWHERE
from allied.rooms.diligence.watching import PLACE, REVIEW
from tests.conftest import NOON
from tests.rooms.diligence.stage import (
    BACKEND,
    Browser,
    content,
    control,
    fresh,
    plain,
    private,
    risk,
)

DUE = NOON.date() + timedelta(days=8)
BEFORE, NEAR = NOON + timedelta(days=4), NOON + timedelta(days=5)


def asked(subject, verb=PLACE) -> list[str]:
    rows = Awaited.objects.in_system_scope("test").filter(
        subject_id=subject.pk, act=verb, done_at__isnull=True
    )
    return sorted(rows.values_list("person__name", flat=True))


def names(*people) -> list[str]:
    return sorted(person.name for person in people)


def due(cast, *, on=DUE, holder=None, risk_holder=None, ours=False):
    made = (private if ours else risk)(cast, holder=risk_holder)
    return made, control(cast, made, due=on, holder=holder)


def test_nobody_is_asked_long_before_the_day_and_the_owner_shortly_before_it(cast):
    _, one = due(cast, holder=cast.ben, risk_holder=cast.carl)
    timers.fire_due(BEFORE)
    assert asked(one) == []
    timers.fire_due(NEAR)
    assert asked(one) == names(cast.ben)
    (act,) = Awaited.objects.in_system_scope("test").filter(subject_id=one.pk)
    assert act.due_at.date() == DUE


@pytest.mark.parametrize("sides", ["north", "bright"])
def test_without_an_owner_the_one_of_the_risk_is_asked_else_the_managers_of_its_side(cast, sides):
    _, first = due(cast, risk_holder=cast.carl)
    carried = risk(cast, side=getattr(cast, sides))
    second = control(cast, carried, due=DUE)
    timers.fire_due(NEAR)
    assert asked(first) == names(cast.carl)
    assert asked(second) == names({"north": cast.maya, "bright": cast.daniel}[sides])


def test_the_day_is_that_of_the_side_that_carries_the_risk(cast):
    """New York begins its day five hours after UTC, Amsterdam one hour before."""
    _, theirs = due(cast, holder=cast.ben, risk_holder=cast.ben)
    _, ours = due(cast, holder=cast.carl, risk_holder=cast.carl)
    midnight = NOON.replace(hour=0) + timedelta(days=5)
    timers.fire_due(midnight)
    assert (asked(ours), asked(theirs)) == (names(cast.carl), [])
    timers.fire_due(midnight + timedelta(hours=6))
    assert asked(theirs) == names(cast.ben)


def put_in_place(cast, made, one):
    commands.place_control(by=cast.maya, control=one, evidence="Test of 4 March", now=NEAR)


def removed(cast, made, one):
    commands.remove_control(by=cast.maya, control=one, now=NEAR)


def moved(cast, made, one):
    said = ControlContent(text=one.text, due=DUE + timedelta(days=30))
    commands.change_control(by=cast.maya, control=one, said=said, version=1, now=NEAR)


def without_a_day(cast, made, one):
    said = ControlContent(text=one.text, due=None)
    commands.change_control(by=cast.maya, control=one, said=said, version=1, now=NEAR)


def closed(cast, made, one):
    commands.close_risk(by=cast.maya, risk=made, reason="The line is sold", now=NEAR)


def happened(cast, made, one):
    commands.realise_risk(
        by=cast.maya, risk=made, happened_on=NOON.date(), cost=Decimal(1), now=NEAR
    )


@pytest.mark.parametrize(
    "end", [put_in_place, removed, moved, without_a_day, closed, happened], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("already", [True, False], ids=["asked", "not yet asked"])
def test_it_waits_for_nobody_any_more_once(cast, end, already):
    made, one = due(cast, holder=cast.ben)
    if already:
        timers.fire_due(NEAR)
    end(cast, made, one)
    timers.fire_due(NEAR + timedelta(days=1))
    assert asked(one) == []


def test_a_control_that_failed_waits_again(cast):
    _, one = due(cast, holder=cast.ben)
    put_in_place(cast, None, one)
    commands.unplace_control(by=cast.maya, control=fresh_of(one), reason="Flat", now=NEAR)
    timers.fire_due(NEAR)
    assert asked(one) == names(cast.ben)


def fresh_of(one):
    row = fresh(one)
    row.risk = one.risk
    return row


def test_a_risk_that_is_open_again_asks_for_its_controls_again(cast):
    made, one = due(cast, holder=cast.ben)
    closed(cast, made, one)
    commands.reopen_risk(by=cast.maya, risk=made, reason="Bought back", now=NEAR)
    timers.fire_due(NEAR)
    assert asked(one) == names(cast.ben)


def test_another_owner_of_the_risk_is_asked_instead(cast):
    made, one = due(cast, risk_holder=cast.carl)
    timers.fire_due(NEAR)
    commands.change_risk(
        by=cast.maya, risk=made, said=content(cast), version=fresh(made).version,
        holder=cast.ben, now=NEAR,
    )  # fmt: skip
    timers.fire_due(NEAR)
    assert asked(one) == names(cast.ben)


def test_controls_that_come_in_with_their_risks_are_watched_too(cast):
    new = NewRisk(content(cast), cast.ben, ControlContent(text="Loggers", due=DUE), NOWHERE)
    commands.register_risks(by=cast.maya, alliance=cast.alliance, given=[new], now=NOON)
    timers.fire_due(NEAR)
    rows = Awaited.objects.in_system_scope("test").filter(act=PLACE)
    assert [(row.person, row.title) for row in rows] == [(cast.ben, "R-1 Loggers")]


def test_when_its_owner_leaves_the_seat_the_managers_of_the_side_are_asked(cast, now):
    """The review of the same risk moves with it, and comes back to nobody who left."""
    made = risk(cast, holder=cast.carl, review_on=DUE)
    one = control(cast, made, due=DUE)
    timers.fire_due(NEAR)
    assert asked(one) == asked(made, REVIEW) == names(cast.carl)
    seat = cast.alliance.seats.get(person=cast.carl)
    end_seat(by=cast.maya, seat=seat, now=NEAR)
    assert asked(one) == asked(made, REVIEW) == names(cast.maya)
    give_seat(by=cast.maya, alliance=cast.alliance, person=cast.carl, role=Role.CONTRIBUTOR, now=NEAR)  # fmt: skip
    assert asked(one) == asked(made, REVIEW) == names(cast.carl)


def test_a_change_of_seats_asks_nobody_before_the_day(cast):
    _, one = due(cast, holder=cast.carl)
    end_seat(by=cast.maya, seat=cast.alliance.seats.get(person=cast.olga), now=BEFORE)
    assert asked(one) == []


def test_a_private_control_waits_for_its_own_side_alone(cast):
    _, one = due(cast, ours=True)
    timers.fire_due(NEAR)
    (row,) = Awaited.objects.visible_to(cast.maya).filter(act=PLACE)
    assert (row.audience, asked(one)) == ("ours", names(cast.maya))
    assert not Awaited.objects.visible_to(cast.daniel).filter(act=PLACE).exists()


def test_who_does_it_puts_it_in_place_although_the_risk_is_not_theirs(cast):
    _, one = due(cast, holder=cast.carl)
    other = control(cast, risk(cast), due=DUE)
    commands.place_control(by=cast.carl, control=one, evidence="Seen working", now=NEAR)
    with pytest.raises(NotAllowed):
        commands.place_control(by=cast.carl, control=other, evidence="Seen", now=NEAR)
    with pytest.raises(NotAllowed):
        commands.remove_control(by=cast.carl, control=fresh_of(one), now=NEAR)


def week(person) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.get("/").content.decode()


def test_it_stands_in_the_week_of_its_owner_and_opens_where_it_is(cast):
    today = timezone.now()
    made = risk(cast, now=today - timedelta(days=9))
    one = control(
        cast, made, holder=cast.carl, due=today.date() - timedelta(days=2),
        now=today - timedelta(days=8),
    )  # fmt: skip
    timers.fire_due(today)
    page = week(cast.carl)
    assert "Controls to put in place" in page
    assert "R-1 Loggers on each route" in page
    assert "Loggers on each route" not in plain(week(cast.hannah))
    at = f"/controls/{one.pk}"
    assert f"{at}" in page
    browser = Browser(cast.carl, cast)
    answer = browser.client.get(browser.base + at)
    assert answer.status_code == 302
    assert answer.headers["location"].endswith(f"/risks/{made.pk}#control-{one.pk}")
    shown = browser.open(f"/risks/{made.pk}")
    assert f'id="control-{one.pk}"' in shown
    assert "In place" in plain(shown)
    browser.send(f"/risks/{made.pk}/controls/{one.pk}/placing", {"evidence": "Report 7"})
    assert "Controls to put in place" not in week(cast.carl)


def test_the_address_of_a_private_control_does_not_exist_for_the_partner(cast):
    one = control(cast, private(cast))
    Browser(cast.daniel, cast).open(f"/controls/{one.pk}", status=404)
    Browser(cast.carl, cast).open(f"/controls/{one.pk}", status=404)


def test_a_letter_tells_its_owner(cast):
    today = timezone.now()
    made = risk(cast, now=today - timedelta(days=9))
    control(cast, made, holder=cast.ben, due=today.date() - timedelta(days=2),
            now=today - timedelta(days=8))  # fmt: skip
    timers.fire_due(today)
    posting.make_digests(weekday_evening(today))
    letters = Notice.objects.in_system_scope("test").filter(person=cast.ben)
    assert letters.exists()
    for pk in letters.values_list("pk", flat=True):
        posting.deliver(str(pk), now=weekday_evening(today))
    (body,) = [letter.body for letter in mail.outbox if letter.to == [cast.ben.email]]
    assert "R-1 Loggers on each route" in body


def weekday_evening(moment):
    evening = moment.replace(hour=20)
    while evening.weekday() > 4:
        evening += timedelta(days=1)
    return evening


def test_a_due_day_in_the_past_is_asked_for_at_once(cast):
    _, one = due(cast, on=date(2026, 1, 5), holder=cast.ben)
    timers.fire_due(NOON)
    assert asked(one) == names(cast.ben)
