"""Every case of the reference vectors for working time (`methods.md` section 4)."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from allied.clock.calendar import WorkingCalendar
from allied.clock.counting import Mode, counted_calendars, counting_days
from allied.clock.hours import elapsed_office_time
from allied.clock.pauses import Pause, PauseReason
from allied.clock.progress import consumed
from allied.clock.rules import due, due_of, paused_days, start_clock
from tests.clock.calendars import UAE_HALF_FRIDAY, at, calendar_of, named, on

VECTORS = json.loads((Path(__file__).parent / "vectors/04_working_time.json").read_text())
CASES = {case["id"]: case for case in VECTORS["cases"]}


def cases_of(method: str) -> list:
    return [pytest.param(c, id=c["id"]) for c in CASES.values() if c["method"] == method]


def calendar_in(case: dict) -> WorkingCalendar:
    half = {int(k): time.fromisoformat(v) for k, v in case.get("half_weekday_close", {}).items()}
    assert case["workdays"] == "Mon-Fri"
    return WorkingCalendar(
        tz=case["tz"],
        opens=time.fromisoformat(case.get("open", "09:00")),
        closes=time.fromisoformat(case.get("close", "17:00")),
        half_weekdays=half,
        holidays=named(case["holidays_in_range"]),
    )


def test_every_vector_belongs_to_a_test_here():
    methods = {case["method"] for case in CASES.values()}
    assert methods == {"sla_due", "sla_pause", "elapsed_hours", "annual_counts"}
    assert len(CASES) == 13


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("case", cases_of("sla_due"))
def test_a_deadline_falls_on_the_reference_instant(case, mode):
    given, wanted = case["input"], case["expected"][mode]
    owner, partner = calendar_in(given["owner"]), calendar_in(given["partner"])
    found = due(at(given["start"]), given["n_working_days"], owner, [partner], mode=mode)
    assert found.day0 == on(wanted["day0"])
    assert found.due_date == on(wanted["due_date"])
    assert found.due_at == at(wanted["due_instant_utc"])
    assert found.due_at.tzinfo is UTC
    assert found.due_local.isoformat() == wanted["due_local"]


@pytest.mark.parametrize("case", cases_of("sla_pause"))
def test_a_pause_moves_the_deadline_as_in_the_reference(case):
    given, wanted = case["input"], case["expected"]
    owner = calendar_of(given["owner"])
    day0 = on(given["day0"])
    start = datetime.combine(day0, time(10), owner.zone)
    clock = start_clock(start, given["n"], owner, mode=Mode(given["mode"]))
    pauses = [acknowledged(owner, on(first), on(last)) for first, last in given["pauses"]]
    assert clock.day0 == day0
    assert due_of(clock).due_date == on(wanted["due_without_pause"])
    assert due_of(clock, pauses).due_date == on(wanted["due_with_pause"])
    assert len(paused_days(clock, pauses)) == wanted["paused_working_days"]
    end_of_old_due_date = clock.closing(on(wanted["due_without_pause"]))
    assert consumed(clock, end_of_old_due_date, pauses) == wanted["elapsed_by_2026-12-04"]


def acknowledged(owner: WorkingCalendar, first: date, last: date) -> Pause:
    begins, ends = (datetime.combine(day, time(0), owner.zone) for day in (first, last))
    return Pause(
        begins=begins,
        ends=ends,
        reason=PauseReason.EXTERNAL_BODY,
        acknowledge_by=ends,
        acknowledged_at=begins,
    )


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("case", cases_of("elapsed_hours"))
def test_office_hours_add_up_to_the_reference(case, mode):
    given = case["input"]
    cast = {key: calendar_of(key) for key in ("JP", "US", "GB-ENG")} | {"AE": UAE_HALF_FRIDAY}
    found = elapsed_office_time(
        at(given["start"]), at(given["end"]), cast[given["A"]], [cast[given["B"]]], mode=mode
    )
    assert found / timedelta(hours=1) == pytest.approx(
        case["expected"][mode], abs=case["tolerance"]
    )


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("pair", CASES["working-days-2026"]["expected"])
def test_a_year_has_the_reference_number_of_counting_days(pair, mode):
    case = CASES["working-days-2026"]
    owner, partner = map(calendar_of, pair.split("+"))
    year = case["input"]["year"]
    found = counting_days(mode, counted_calendars(mode, owner, [partner]))
    counted = found.count(date(year - 1, 12, 31), date(year, 12, 31))
    assert counted == case["expected"][pair][mode]
