"""The thresholds of this room, filled from its defaults."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the selection room; units and reasons stand in defaults.yaml."""

    fewest_raters: int
    most_candidates: int
    veto_level: float
    contest_level: float
    talk_range: float
    most_chance: float
    proof_raters: int
    reliability_candidates: int
    reliability_raters: int
    moderate_from: float
    good_from: float
    excellent_from: float
    most_judgement: float
    most_contradiction: float
    random_index: tuple[float, ...]
    samples: int
    most_work_at_once: int
    fewest_accepted: float
    fewest_first: float
    robust_from: float
    depends_from: float


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values("selection"))
