"""The judgements of this part, filled from its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values

HERE = "governance.simulation"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the simulator; units and reasons stand in defaults.yaml."""

    target: float
    items: int
    seed: int
    attendance: float
    minutes_a_decision: Mapping[str, int]
    minutes_unknown: int
    prep_hours: float
    rates: Mapping[str, float]
    rate_unknown: float
    log_days: int
    log_fewest_days: int
    log_fewest: int
    busy: float
    fix_costs: Mapping[str, int]
    longest_sla: int
    weeks_observed: int
    fewest_observed: int
    heavy_latency: float
    heavy_missed: float
    heavy_hours: float
    heavy_idle: float
    light_homeless: float
    light_reopened: float
    light_reopened_days: int
    light_escalated: float
    complexity_weights: Mapping[str, float]
    standard_from: float
    heavy_from: float
    doubt_share: float
    weightings: int


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values(HERE))
