"""The thresholds of this room, filled from its defaults."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the diligence room; units and reasons stand in defaults.yaml."""

    probability_upto: tuple[float, ...]
    probability_middle: tuple[float, ...]
    probability_names: tuple[str, ...]
    impact_upto: tuple[int, ...]
    impact_middle: tuple[int, ...]
    first_middle: float
    last_middle: float
    impact_names: tuple[str, ...]
    delay_upto: tuple[int, ...]
    most_delay_days: int
    high_score: int
    watch_score: int
    interval_share: float
    loss_years: int
    fewest_loss_years: int
    most_loss_events: int
    curve_points: int
    widest_interval: float
    most_frequency: float
    orphaned_share: float
    concentrated_from: float
    highly_concentrated_from: float
    many_rights: int
    fewest_resolved: int
    review_days: int
    ask_ahead_days: int
    stale_days: int


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values("diligence"))
