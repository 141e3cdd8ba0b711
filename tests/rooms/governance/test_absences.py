"""Deputies of people who are away: from midnight to midnight where the holder works."""

from datetime import UTC, date, datetime, timedelta

import pytest

from allied.alliances import commands as alliances
from allied.kit.errors import Refused
from allied.rooms.governance import models
from allied.rooms.governance.as_rules import staffing_of
from allied.rooms.governance.commands import record_meeting
from tests.rooms.governance.cases import answer, at, awaited, change, fire, raised, started, state

SUMMER = date(2026, 7, 14)
COUNCIL = "forum:council"


def utc(day, hour, minute=0, month=7):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def away(cast, who, deputy, now, days=(SUMMER, SUMMER)):
    by = cast.maya if who.organisation_id == cast.north.pk else cast.daniel
    alliances.change_seat(
        by=by,
        seat=cast.alliance.seats.get(person=who),
        deputy=deputy,
        absent_from=days[0],
        absent_until=days[1],
        now=now,
    )


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Europe/Amsterdam", utc(13, 22), utc(14, 21, 59)),  # UTC+2 in July
        ("America/New_York", utc(14, 4), utc(15, 3, 59)),  # UTC-4
        ("Pacific/Auckland", utc(13, 12), utc(14, 11, 59)),  # UTC+12
        ("UTC", utc(14, 0), utc(14, 23, 59)),
    ],
)
def test_a_day_away_is_a_day_of_the_holders_organisation(cast, now, zone, first, last):
    cast.north.time_zone = zone
    cast.north.save()
    away(cast, cast.ingrid, cast.jonas, now)

    def acts(moment):
        staffing = staffing_of(cast.alliance, moment)
        return str(cast.jonas.pk) in staffing.holders(str(cast.north.pk), "approver:legal")

    minute = timedelta(minutes=1)
    assert [acts(first - minute), acts(first), acts(last), acts(last + minute)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_deputy_is_asked_when_the_day_begins_there_and_not_before(cast, now):
    started(cast, now)
    raised(cast, now)
    days = (date(2026, 3, 4), date(2026, 3, 4))
    away(cast, cast.hannah, cast.rachel, now, days)  # New York: UTC-5 until the 8th of March
    assert "rachel" not in awaited(cast)
    fire(utc(4, 4, 59, month=3))
    assert "rachel" not in awaited(cast)
    fire(utc(4, 5, month=3))
    assert "rachel" in awaited(cast)
    fire(utc(5, 4, 59, month=3))
    assert "rachel" in awaited(cast)
    fire(utc(5, 5, month=3))
    assert "rachel" not in awaited(cast)


@pytest.fixture
def roadmap(cast, now):
    """A roadmap change, which the council answers: Maya and Daniel are its members."""
    started(cast, now)
    change(cast, "roadmap", now, written=True)
    return raised(cast, now, key="roadmap", by=cast.tomas)


def test_the_deputy_of_an_absent_member_answers_for_the_forum(cast, now, roadmap):
    assert awaited(cast) == {"maya", "daniel"}
    away(cast, cast.daniel, cast.ben, now, (date(2026, 3, 2), date(2026, 3, 6)))
    assert awaited(cast) == {"maya", "daniel", "ben"}
    answer(cast.maya, roadmap, at(3))
    answer(cast.ben, roadmap, at(3))
    assert state(roadmap) == "approved"


def test_the_deputy_of_a_seat_that_nobody_holds_answers(cast, now):
    started(cast, now)
    decision = raised(cast, now)
    seat = cast.alliance.seats.get(person=cast.ingrid)
    alliances.change_seat(by=cast.maya, seat=seat, deputy=cast.tomas, now=now)
    alliances.end_seat(by=cast.maya, seat=seat, now=now)
    assert "tomas" in awaited(cast)
    for who in (cast.tomas, cast.jonas, cast.hannah, cast.ben):
        answer(who, decision, now)
    assert state(decision) == "approved"


def test_the_deputy_steps_back_when_the_seat_is_filled(cast, now):
    started(cast, now)
    raised(cast, now)
    seat = cast.alliance.seats.get(person=cast.ingrid)
    alliances.change_seat(by=cast.maya, seat=seat, deputy=cast.tomas, now=now)
    alliances.end_seat(by=cast.maya, seat=seat, now=now)
    alliances.give_seat(
        by=cast.maya,
        alliance=cast.alliance,
        person=cast.carl,
        role="approver",
        discipline="legal",
        now=now,
    )
    assert "tomas" not in awaited(cast)
    assert "carl" in awaited(cast)


class TestTheQuorum:
    """The council wants two of each side; a deputy counts for the member who was away."""

    def meet(self, cast, decision, *present):
        return record_meeting(
            by=cast.maya,
            decision=decision,
            forum=self.council(cast),
            held_on=date(2026, 3, 4),
            option="A",
            present=present,
            stand_ins=[cast.tomas],
            now=at(4),
        )

    def council(self, cast):
        row = models.Forum.objects.visible_to(cast.maya).get(key="council")
        row.content = row.content | {"quorum": 1}
        return row

    def test_a_deputy_counts_on_the_day_of_the_meeting(self, cast, now, roadmap):
        away(cast, cast.daniel, cast.ben, now, (date(2026, 3, 4), date(2026, 3, 4)))
        self.meet(cast, roadmap, cast.maya, cast.ben)
        row = models.Sitting.objects.in_system_scope("test").get()
        assert str(cast.ben.pk) in row.stand_ins

    def test_a_deputy_of_somebody_who_was_not_away_does_not(self, cast, now, roadmap):
        away(cast, cast.daniel, cast.ben, now, (date(2026, 3, 5), date(2026, 3, 6)))
        with pytest.raises(Refused, match="Brightleaf had 0 of the 1 person"):
            self.meet(cast, roadmap, cast.maya, cast.ben)


def test_a_meeting_of_today_is_written_down_late_in_the_evening(cast, roadmap):
    """22:30 of the 4th in New York is the 5th in UTC; the day of the meeting is still the 4th."""
    late = utc(5, 3, 30, month=3)
    said = {"decision": roadmap, "option": "A", "present": [cast.maya, cast.daniel]}
    row = models.Forum.objects.visible_to(cast.maya).get(key="council")
    row.content = row.content | {"quorum": 1}
    with pytest.raises(Refused, match="not in the future"):
        record_meeting(by=cast.daniel, forum=row, held_on=date(2026, 3, 5), now=late, **said)
    record_meeting(by=cast.daniel, forum=row, held_on=date(2026, 3, 4), now=late, **said)
