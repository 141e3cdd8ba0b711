"""A blueprint on real dates: the share in time, at best, and the cheapest way to the wished share."""

from dataclasses import replace
from datetime import date

import pytest

from allied.clock.counting import Mode, counting_days
from allied.clock.holidays_source import build_calendar
from allied.rooms.governance.latency import longest_period, share_on_time
from allied.rooms.governance.limits import limits as room_limits
from allied.rooms.governance.rights import Escalation, Joint, Member
from allied.rooms.governance.simulation import telling
from allied.rooms.governance.simulation.exact import share_on_time_by_gaps
from allied.rooms.governance.simulation.fixes import fixes
from allied.rooms.governance.simulation.forecasting import outlook
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.sessions import sittings, year_from
from allied.rooms.governance.simulation.translating import Around, Arrivals, quorate
from allied.rooms.governance.simulation.what_if import WhatIf, changed, rhythm_like
from allied.rooms.governance.starters import starter_blueprint
from tests.rooms.governance.simulation.vectors import expected, inputs

PARTIES = ("north", "bright")
MONDAY = date(2026, 3, 2)
PLACES = (("NL", "Europe/Amsterdam"), ("US", "America/New_York"))
YEARS = range(2025, 2029)


def calendars():
    return tuple(
        build_calendar(country=country, subdivision=None, years=YEARS, tz=zone)
        for country, zone in PLACES
    )


def around(**changes) -> Around:
    found = Around(
        year=year_from(MONDAY, counting_days(Mode.BOTH, calendars())),
        begins=MONDAY,
        parties=PARTIES,
        arrivals=(),
        limits=limits(),
        room=room_limits(),
    )
    return replace(found, **changes)


def blueprint(members: int = 3):
    people = tuple(
        Member(person=f"{party} {k}", party=party) for party in PARTIES for k in range(members)
    )
    found = starter_blueprint()
    return replace(found, forums=tuple(replace(forum, members=people) for forum in found.forums))


def row(of, key, **changes):
    rights = tuple(replace(one, **changes) if one.id == key else one for one in of.rights)
    return replace(of, rights=rights)


def test_irregular_gaps_as_the_vector_says():
    said, wanted = inputs("irregular-gaps"), expected("irregular-gaps")
    shares = [share_on_time_by_gaps(said["gaps"], sla) for sla in said["sla"]]
    assert shares == pytest.approx(wanted["p_hit"], abs=1e-9)


@pytest.mark.parametrize(
    ("sla", "lead", "quorum"), [(10, 0, 1), (10, 3, 0.9), (50, 3, 0.85), (0, 0, 1)]
)
def test_even_gaps_are_the_even_formula(sla, lead, quorum):
    found = share_on_time_by_gaps([21.0] * 12, sla, lead, quorum)
    assert found == pytest.approx(share_on_time(21, sla, lead, quorum), abs=1e-9)


def test_the_starter_roadmap_row_is_in_time_46_of_100_at_best():
    seen = outlook(blueprint(), around()).forecasts["roadmap"]
    assert seen.by_rhythm == pytest.approx(expected("seed-matrix-roadmap")["p_hit[lead][q]"][0][0])
    assert "At best 46% by the rhythm alone" in telling.at_best(seen)
    assert telling.lead(seen).startswith("Roadmap changes are decided in time in 3")
    assert seen.outcome.on_time < seen.best


def test_the_simulation_on_real_dates_agrees_with_the_exact_share():
    for right in outlook(blueprint(), around()).forecasts.values():
        spread = max(right.outcome.error, 0.01)
        assert right.outcome.on_time <= right.exact + 3 * spread
        if right.busy < 0.5:
            assert abs(right.outcome.on_time - right.exact) <= 4 * spread


def test_holidays_of_either_side_move_sessions_to_the_next_shared_day():
    met = sittings("FREQ=MONTHLY;BYMONTHDAY=27", MONDAY, around().year)
    assert date(2026, 4, 28) in met.dates  # 27 April is King's Day in the Netherlands
    assert met.moved >= 1
    thanks = sittings("FREQ=MONTHLY;BYDAY=4TH", MONDAY, around().year)
    assert date(2026, 11, 26) not in thanks.dates  # Thanksgiving in the United States


def test_calendars_that_never_meet_leave_every_forum_out():
    empty = replace(around().year, length=0)
    found = outlook(blueprint(), around(year=empty))
    assert found.run is None
    assert "does not meet in the coming year" in found.left_out["roadmap"]


LEFT_OUT = [
    ({"sla_days": None}, "has no SLA"),
    ({"forum": ""}, "has no forum"),
    ({"forum": "gone"}, "has no forum"),
    ({"as_needed": True}, "nothing says how soon"),
]


@pytest.mark.parametrize(("changes", "says"), LEFT_OUT)
def test_a_row_that_cannot_be_simulated_says_why(changes, says):
    found = outlook(row(blueprint(), "roadmap", **changes), around())
    assert says in found.left_out["roadmap"]
    assert "delivery" in found.forecasts


def test_a_rhythm_nobody_can_read_and_one_that_has_ended_are_left_out():
    for rhythm in ("now and then", "FREQ=MONTHLY;UNTIL=20260101"):
        plan = blueprint()
        forums = tuple(
            replace(one, rhythm=rhythm) if one.id == "council" else one for one in plan.forums
        )
        found = outlook(replace(plan, forums=forums), around())
        assert "does not meet in the coming year" in found.left_out["roadmap"]


def test_quorum_counts_the_people_of_each_side():
    council = blueprint().forum("council")
    assert quorate(council, PARTIES, 0.9) == pytest.approx((0.9**3 + 3 * 0.9**2 * 0.1) ** 2)
    assert quorate(replace(council, quorum=0), PARTIES, 0.9) == 1.0
    alone = replace(council, members=council.members[:1])
    assert quorate(alone, PARTIES, 0.9) == pytest.approx(0.9)  # all of one; the other side has none


def test_the_cheapest_way_is_confirmed_by_the_simulation_and_nothing_cheaper_reaches_it():
    plan, here = blueprint(), around()
    now = outlook(plan, here)
    found = fixes(now, "roadmap", here, 0.8)
    way = found.cheapest
    assert way is not None
    assert way.confirmed
    assert way.share >= 0.8
    after = outlook(changed(plan, "roadmap", way.wish), here).forecasts["roadmap"]
    assert after.outcome.on_time == way.share
    assert {"written", "lead", "quorum", "rhythm", "sla"} <= {one.kinds[0] for one in found.ways}
    assert all(one.share < 0.8 for one in found.ways if one.cost < way.cost)


def test_a_full_agenda_is_cured_by_room():
    plan = row(blueprint(), "roadmap", sla_days=45, written=False)
    here = around(arrivals=(("roadmap", Arrivals(4.7, 50)),))
    now = outlook(plan, here)
    assert now.forecasts["roadmap"].busy > 0.85
    found = fixes(now, "roadmap", here, 0.8)
    assert "capacity" in {one.kinds[0] for one in found.ways}
    assert any("agenda" in said for _, _, said in telling.warnings(now, here))


@pytest.mark.parametrize("target", [0.5, 0.8, 0.95])
def test_the_later_promise_alone_always_reaches_the_target(target):
    plan, here = blueprint(), around()
    later = [
        one
        for one in fixes(outlook(plan, here), "roadmap", here, target).ways
        if "sla" in one.kinds
    ]
    assert later[0].share >= target


def test_the_design_rule_for_the_period():
    said, wanted = inputs("min-period-for-target"), expected("min-period-for-target")
    found = [longest_period(h, said["sla"], said["lead"]) for h in said["h"]]
    assert found == pytest.approx(wanted["T"], abs=1e-9)


def test_a_wish_changes_its_row_and_forum_only():
    plan = blueprint()
    wish = WhatIf(rhythm="FREQ=WEEKLY", sla_days=12, lead=0, quorum=1, written=True, minutes=90)
    found = changed(plan, "roadmap", wish)
    assert (found.right("roadmap").sla_days, found.right("roadmap").written) == (12, True)
    council = found.forum("council")
    assert (council.rhythm, council.notice_days, council.quorum, council.minutes_long) == (
        "FREQ=WEEKLY",
        0,
        1,
        90,
    )
    assert found.rights[1:] == plan.rights[1:]
    assert found.forum("teams") == plan.forum("teams")
    assert changed(plan, "roadmap", WhatIf()) == plan
    assert rhythm_like("fortnightly", "FREQ=MONTHLY;BYDAY=1TU") == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"


WARNED = [
    ("as_needed", {"as_needed": True, "forum": ""}),
    ("sometimes", {"joint": Joint.SOMETIMES, "condition": ""}),
    ("sla_short", {"sla_days": 10}),
    ("escalation_slow", {"escalation": Escalation(to="steering")}),
]


@pytest.mark.parametrize(("rule", "changes"), WARNED)
def test_what_the_method_warns_of(rule, changes):
    plan = row(blueprint(), "roadmap", **changes)
    here = around()
    assert (rule, "roadmap") in {(a, b) for a, b, _ in telling.warnings(outlook(plan, here), here)}


def test_nothing_is_warned_of_where_all_is_well():
    plan = row(
        blueprint(), "roadmap", sla_days=30, escalation=Escalation(to="sponsors", sla_days=5)
    )
    here = around()
    assert "roadmap" not in {key for _, key, _ in telling.warnings(outlook(plan, here), here)}
