"""How fast what-if answers are: run with `pytest tests/bench/bench_simulation.py -m bench`."""

from dataclasses import replace
from statistics import median
from time import process_time

import pytest

from allied.rooms.governance.simulation.fixes import fixes
from allied.rooms.governance.simulation.forecasting import outlook
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.run import simulate
from allied.rooms.governance.simulation.what_if import WhatIf, changed
from tests.rooms.governance.simulation.test_rules_fixes import around, blueprint

pytestmark = pytest.mark.bench
RUNS = 9


@pytest.fixture
def say(request):
    """Writes a figure to the terminal."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    return lambda text: reporter.write_line(f" {text}")


def timed(action, say, words):
    times = []
    for _ in range(RUNS):
        simulate.cache_clear()
        began = process_time()
        action()
        times.append(process_time() - began)
    shown = " / ".join(f"{1000 * t:.0f}" for t in (min(times), median(times), max(times)))
    say(f"{words}: {shown} ms (least / median / most of {RUNS})")
    return median(times)


def test_what_if_with_ten_thousand_decisions_today_and_changed(say):
    plan, here = blueprint(), around()
    assert limits().items == 10_000

    def answer():
        outlook(plan, here)
        outlook(changed(plan, "roadmap", WhatIf(rhythm="FREQ=WEEKLY", lead=1)), here)

    assert timed(answer, say, "what if, two runs of 10,000") < 0.2


def test_the_cheapest_fix(say):
    plan, here = blueprint(), around()
    now = outlook(plan, here)
    took = timed(lambda: fixes(now, "roadmap", here, 0.8), say, "the cheapest fix of one row")
    assert took < 0.2


def test_a_matrix_of_forty_rows(say):
    plan, here = blueprint(), around()
    rows = tuple(replace(plan.right("roadmap"), id=f"row-{k}") for k in range(40))
    big = replace(plan, rights=rows)
    assert timed(lambda: outlook(big, here), say, "40 types, 10,000 decisions") < 0.2
