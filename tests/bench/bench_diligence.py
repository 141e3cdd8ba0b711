"""How fast the register is: run on demand with `pytest -m bench tests/bench/bench_diligence.py`."""

from datetime import date, timedelta
from random import Random
from time import process_time

import pytest

from allied.rooms.diligence.absences import Absence, gaps_in_cover, next_quarter
from allied.rooms.diligence.built_in import areas_with, packs
from allied.rooms.diligence.bus_factor import bus_factor
from allied.rooms.diligence.cut_points import cut_points, ties_of
from allied.rooms.diligence.heat import heat_map
from allied.rooms.diligence.loss import LossRisk
from allied.rooms.diligence.loss_curve import loss_curve
from allied.rooms.diligence.ordering import in_order
from allied.rooms.diligence.single_points import load_of, sole_owners, systems_in_need
from tests.rooms.diligence.cases import LIMITS, item, rated

pytestmark = pytest.mark.bench

ITEMS, PEOPLE, RISKS = 5_000, 400, 2_000
TODAY = date(2026, 11, 28)


@pytest.fixture
def say(request):
    """Writes a figure to the terminal."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    return lambda text: reporter.write_line(f" {text}")


def crowd():
    draw = Random(7)
    people = [f"person {n}" for n in range(PEOPLE)]
    return [
        item(
            f"item {n}",
            *draw.sample(people, draw.choice([1, 1, 2, 3])),
            critical=draw.random() < 0.2,
            systems=(f"system {draw.randrange(60)}",) if draw.random() < 0.5 else (),
        )
        for n in range(ITEMS)
    ]


def leave():
    draw = Random(8)
    start = next_quarter(TODAY).first
    for n in range(PEOPLE * 3):
        first = start + timedelta(days=draw.randrange(90))
        yield Absence(f"person {n % PEOPLE}", first, first + timedelta(days=draw.randrange(14)))


def test_single_points_of_five_thousand_items_take_under_300_ms(say):
    items, absences = crowd(), list(leave())
    began = process_time()
    alone, load, systems = sole_owners(items), load_of(items, LIMITS), systems_in_need(items)
    factor = bus_factor(items, LIMITS)
    cut = cut_points(ties_of(items))
    gaps = gaps_in_cover(items, absences, next_quarter(TODAY))
    seconds = process_time() - began
    found = f"{len(alone)} sole owners, bus factor {factor.number}, {len(cut)} cut points, {len(gaps)} gaps"
    say(f"single points of 5,000 items and 400 people: {seconds * 1000:.0f} ms ({found})")
    assert all((load, systems, alone, cut, gaps))
    assert seconds < 0.3


def test_two_thousand_risks_are_rated_ordered_and_mapped_at_once(say):
    draw = Random(9)
    began = process_time()
    risks = [
        rated(str(n), str(draw.randint(1, 5)), f"{draw.randint(6, 3_000)} k") for n in range(RISKS)
    ]
    read = process_time()
    places = in_order(risks)
    ordered = process_time()
    found = heat_map(risks, LIMITS)
    mapped = process_time()
    say(
        f"2,000 risks: read and rated {(read - began) * 1000:.0f} ms, "
        f"ordered {(ordered - read) * 1000:.1f} ms, mapped {(mapped - ordered) * 1000:.1f} ms"
    )
    assert len(places) == sum(cell.count for row in found.rows for cell in row) == RISKS
    assert mapped - read < 0.1


def test_a_loss_curve_takes_well_under_a_second(say):
    risks = [LossRisk(id=str(n), low=10, high=400, frequency=0.3) for n in range(30)]
    began = process_time()
    curve = loss_curve(risks, LIMITS, seed=1)
    seconds = process_time() - began
    say(f"loss curve of 30 risks over {curve.years:,} years: {seconds * 1000:.0f} ms")
    assert seconds < 1.5


def test_the_catalogue_is_read_once(say):
    began = process_time()
    areas_with([pack.key for pack in packs()])
    first = process_time() - began
    began = process_time()
    areas_with([pack.key for pack in packs()])
    again = process_time() - began
    say(f"checklist with all packs: first {first * 1000:.0f} ms, then {again * 1000:.2f} ms")
    assert again < 0.01
