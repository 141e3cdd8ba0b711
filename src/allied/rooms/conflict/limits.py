"""The thresholds of this room, filled from its defaults."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the conflict room; units and reasons stand in defaults.yaml."""

    most_steps: int
    most_step_days: int
    fewest_settled: int
    most_lines: int
    most_ways: int


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values("conflict"))
