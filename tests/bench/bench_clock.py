"""How fast deadlines are: run on demand with `pytest tests/bench/bench_clock.py`."""

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from allied.clock.counting import Mode, counting_days
from allied.clock.holidays_source import build_calendar
from allied.clock.ruler import Side, explain
from allied.clock.rules import due, due_many, plan_of, start_clock
from allied.clock.sentences import due_sentence

pytestmark = pytest.mark.bench

DEADLINES = 100_000
START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def company(country: str, subdivision: str | None, tz: str):
    years = range(2025, 2030)
    return build_calendar(country=country, subdivision=subdivision, years=years, tz=tz)


BAVARIA = company("DE", "BY", "Europe/Berlin")
US = company("US", None, "America/New_York")


@pytest.fixture
def say(request):
    """Writes a figure to the terminal."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    return lambda text: reporter.write_line(f" {text}")


@pytest.mark.parametrize("mode", Mode)
def test_a_hundred_thousand_deadlines_take_well_under_a_second(mode, say):
    starts = [START + timedelta(minutes=step * 5) for step in range(DEADLINES)]
    plan_of.cache_clear()
    counting_days.cache_clear()
    began = process_time()
    dues = due_many(starts, 10, BAVARIA, (US,), mode=mode)
    seconds = process_time() - began
    say(f"100,000 deadlines, mode {mode}: {seconds * 1000:.0f} ms")
    assert all(one.due_at > start for one, start in zip(dues, starts, strict=True))
    assert seconds < 0.6


def test_one_deadline_takes_a_few_microseconds(say):
    due(START, 10, BAVARIA, (US,), mode=Mode.BOTH)
    began = process_time()
    for _ in range(10_000):
        due(START, 10, BAVARIA, (US,), mode=Mode.BOTH)
    seconds = (process_time() - began) / 10_000
    say(f"one deadline: {seconds * 1_000_000:.1f} µs")
    assert seconds < 0.00002


def test_a_ruler_with_its_sentence_takes_a_few_milliseconds(say):
    clock = start_clock(START, 20, BAVARIA, (US,), mode=Mode.BOTH)
    sides = (Side("Northwind", BAVARIA), Side("Brightleaf", US))
    began = process_time()
    for step in range(100):
        explain(clock, sides, START + timedelta(days=step % 30))
        due_sentence(clock, sides)
    seconds = (process_time() - began) / 100
    say(f"one ruler and its sentence: {seconds * 1000:.2f} ms")
    assert seconds < 0.005
