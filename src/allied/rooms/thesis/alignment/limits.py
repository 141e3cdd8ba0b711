"""The thresholds of the alignment check, filled from its defaults."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values

HERE = "thesis.alignment"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the alignment check; units and reasons stand in defaults.yaml."""

    aligned_to: float
    talk_to: float
    fewest_outcomes: int
    few_outcomes: int
    most_outcomes: int
    same_order_from: float
    partly_order_from: float
    ratio_red: float
    ratio_amber: float
    days_red: int
    days_amber: int
    top_outcomes: int
    fewest_people: int
    draws: int
    seed: int
    answer_days: int
    most_answer_days: int
    most_people: int
    fresh_days: int
    first_days: int
    repeat_months: int


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values(HERE))
