"""People come, go and are away while something is awaited: those who may act now are asked."""

from datetime import date

import pytest

from allied.alliances import commands as alliances
from allied.alliances.leaving import remove_person
from allied.alliances.models import Awaited, Role
from allied.rooms.governance import commands as governance
from allied.rooms.thesis import commands as thesis
from tests.conftest import Cast, organisation, person
from tests.rooms.governance import cases
from tests.rooms.thesis import stage

BOTH_SIDES = ["Ben Sato", "Hannah Cole", "Ingrid Vos", "Jonas Weber"]


def asked(act: str) -> list[str]:
    """Of whom this act is awaited, by name."""
    rows = Awaited.objects.in_system_scope("test").filter(act=act, done_at=None)
    return sorted(rows.values_list("person__name", flat=True))


def seat_of(cast: Cast, who):
    return cast.alliance.seats.get(person=who)


@pytest.fixture
def admin(cast):
    """Nora administers Northwind."""
    cast.nobody.administers_organisation = True
    cast.nobody.save()
    return cast.nobody


@pytest.fixture
def up(cast, now):
    """A thesis that waits for both sponsors."""
    found = stage.joint_thesis(cast, now)
    stage.put_up(cast, found, now)
    return found


@pytest.fixture
def decision(cast, now):
    """A decision that waits for security and legal of both companies."""
    cases.started(cast, now)
    return cases.raised(cast, now)


def test_who_takes_the_seat_of_a_leaver_is_asked_to_sign(cast, admin, up, now):
    assert asked("sign") == ["Rachel Kim", "Tomas Reijnders"]
    remove_person(by=admin, person=cast.tomas, now=now)
    assert asked("sign") == ["Rachel Kim"]
    new = person("Nina Newman", cast.north)
    alliances.give_seat(
        by=cast.maya, alliance=cast.alliance, person=new, role=Role.SPONSOR, now=now
    )
    assert asked("sign") == ["Nina Newman", "Rachel Kim"]
    thesis.sign_thesis(by=new, thesis=up, digest=stage.newest(up).digest, now=now)
    assert asked("sign") == ["Rachel Kim"]


def test_a_side_that_signed_is_not_asked_again_when_its_people_change(cast, up, now):
    thesis.sign_thesis(by=cast.tomas, thesis=up, digest=stage.newest(up).digest, now=now)
    new = person("Nina Newman", cast.north)
    alliances.give_seat(
        by=cast.maya, alliance=cast.alliance, person=new, role=Role.SPONSOR, now=now
    )
    assert asked("sign") == ["Rachel Kim"]


def test_a_signature_taken_back_asks_only_the_side_that_took_it(cast, now):
    home = organisation("Polar Freight", 4)
    sven = person("Sven Svensson", home)
    alliances.join_party(alliance=cast.alliance, organisation=home, by=sven, now=now)
    alliances.place_in_seat(
        by=sven, alliance=cast.alliance, person=sven, role=Role.SPONSOR, now=now
    )
    found = stage.joint_thesis(cast, now)
    digest = stage.put_up(cast, found, now).digest
    for who in (cast.tomas, cast.rachel):
        thesis.sign_thesis(by=who, thesis=found, digest=digest, now=now)
    thesis.withdraw_signature(by=cast.rachel, thesis=found, now=now)
    assert asked("sign") == ["Rachel Kim", "Sven Svensson"]


def test_whose_seat_ended_is_asked_no_more_and_who_follows_is(cast, decision, now):
    assert asked("answer") == BOTH_SIDES
    alliances.end_seat(by=cast.maya, seat=seat_of(cast, cast.jonas), now=now)
    assert asked("answer") == ["Ben Sato", "Hannah Cole", "Ingrid Vos"]
    alliances.give_seat(
        by=cast.maya,
        alliance=cast.alliance,
        person=cast.carl,
        role=Role.APPROVER,
        discipline="security",
        now=now,
    )
    assert asked("answer") == ["Ben Sato", "Carl Smit", "Hannah Cole", "Ingrid Vos"]


def test_a_deputy_is_asked_from_the_first_day_away_to_the_last(cast, decision, now):
    alliances.change_seat(
        by=cast.maya,
        seat=seat_of(cast, cast.jonas),
        deputy=cast.carl,
        absent_from=date(2026, 3, 4),
        absent_until=date(2026, 3, 5),
        now=now,
    )
    assert asked("answer") == BOTH_SIDES
    cases.fire(cases.at(4))
    assert asked("answer") == sorted([*BOTH_SIDES, "Carl Smit"])
    cases.fire(cases.at(6))
    assert asked("answer") == BOTH_SIDES


def test_a_deputy_of_somebody_away_today_is_asked_at_once_and_after_escalation(cast, now):
    cases.started(cast, now)
    decision = cases.raised(cast, now)
    governance.escalate_decision(by=cast.maya, decision=decision, reason="No time", now=now)
    due = set(Awaited.objects.in_system_scope("test").values_list("due_at", flat=True))
    alliances.change_seat(
        by=cast.maya,
        seat=seat_of(cast, cast.jonas),
        deputy=cast.carl,
        absent_from=now.date(),
        absent_until=now.date(),
        now=now,
    )
    assert "Carl Smit" in asked("answer")
    carls = Awaited.objects.in_system_scope("test").get(person=cast.carl)
    assert carls.due_at in due


def test_a_forum_that_names_a_leaver_waits_for_nobody_who_is_gone(cast, admin, now):
    cases.started(cast, now)
    cases.change(cast, "roadmap", now, written=True)
    cases.raised(cast, now, key="roadmap")
    before = asked("answer")
    assert "Daniel Okafor" in before
    other = person("Dora Deal", cast.bright)
    alliances.give_seat(
        by=cast.daniel, alliance=cast.alliance, person=other, role=Role.ALLIANCE_MANAGER, now=now
    )
    cast.rachel.administers_organisation = True
    cast.rachel.save()
    remove_person(by=cast.rachel, person=cast.daniel, now=now)
    assert "Daniel Okafor" not in asked("answer")


class TestVerdictsOnAssumptions:
    """Two weeks before the 20th of May both managers are asked for their verdict on the first test."""

    @pytest.fixture(autouse=True)
    def due(self, cast, up, now):
        for sponsor in (cast.tomas, cast.rachel):
            thesis.sign_thesis(by=sponsor, thesis=up, digest=stage.newest(up).digest, now=now)
        self.thesis, self.before, self.later = up, cases.at(5, month=5), cases.at(8, month=5)

    def manager(self, cast, now):
        new = person("Nina Newman", cast.north)
        alliances.give_seat(
            by=cast.maya, alliance=cast.alliance, person=new, role=Role.ALLIANCE_MANAGER, now=now
        )
        return new

    def test_who_becomes_manager_is_asked_for_what_is_awaited_already(self, cast):
        cases.fire(self.later)
        assert asked("judge") == ["Daniel Okafor", "Maya Lindqvist"]
        self.manager(cast, self.later)
        assert asked("judge") == ["Daniel Okafor", "Maya Lindqvist", "Nina Newman"]

    def test_and_not_for_what_is_not_awaited_yet(self, cast):
        self.manager(cast, self.before)
        assert asked("judge") == []
        cases.fire(self.later)
        assert asked("judge") == ["Daniel Okafor", "Maya Lindqvist", "Nina Newman"]

    def test_who_takes_the_place_of_the_last_manager_is_asked_and_the_other_no_longer(self, cast):
        cases.fire(self.later)
        self.manager(cast, self.later)
        alliances.give_seat(
            by=cast.maya,
            alliance=cast.alliance,
            person=cast.maya,
            role=Role.CONTRIBUTOR,
            now=self.later,
        )
        seat = cast.alliance.seats.get(person=cast.maya, role=Role.ALLIANCE_MANAGER)
        alliances.end_seat(by=cast.maya, seat=seat, now=self.later)
        assert asked("judge") == ["Daniel Okafor", "Nina Newman"]

    def test_a_side_that_has_judged_is_not_asked_again(self, cast):
        cases.fire(self.later)
        said = {"verdict": "validated", "reason": "Seen in twelve stores"}
        thesis.judge_assumption(by=cast.maya, thesis=self.thesis, item="a1", now=self.later, **said)
        self.manager(cast, self.later)
        assert asked("judge") == ["Daniel Okafor"]
