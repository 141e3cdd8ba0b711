"""How fast the robustness of a ranking is: run with `pytest tests/bench/bench_selection.py -m bench`."""

from random import Random
from statistics import median
from time import process_time

import pytest

from allied.rooms.selection.limits import limits
from allied.rooms.selection.robustness import assess

pytestmark = pytest.mark.bench

CRITERIA = [f"criterion {place}" for place in range(7)]
RUNS = 9


@pytest.fixture
def say(request):
    """Writes a figure to the terminal."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    return lambda text: reporter.write_line(f" {text}")


def twenty(spread: list[int]) -> dict[str, dict[str, list[int]]]:
    """Twenty candidates whose five raters stray this far from a common view."""
    dice = Random(3)
    found: dict[str, dict[str, list[int]]] = {}
    for place in range(20):
        views = {key: dice.randint(1, 5) for key in CRITERIA}
        found[f"candidate {place}"] = {
            key: [min(5, max(1, view + dice.choice(spread))) for _ in range(5)]
            for key, view in views.items()
        }
    return found


@pytest.mark.parametrize(
    ("raters", "spread"),
    [("mostly agree", [-1, 0, 0, 0, 1]), ("answer as dice do", list(range(-4, 5)))],
)
def test_ten_thousand_weightings_of_twenty_candidates(raters, spread, say):
    candidates = twenty(spread)
    times = []
    for _ in range(RUNS):
        began = process_time()
        found = assess(candidates, CRITERIA, limits(), seed=4)
        times.append(process_time() - began)
    shown = " / ".join(f"{1000 * t:.0f}" for t in (min(times), median(times), max(times)))
    say(f"10,000 x 20 x 7, 5 raters who {raters}: {shown} ms (least / median / most of {RUNS})")
    assert (found.samples, len(found.candidates)) == (10_000, 20)
    assert median(times) < 0.150
