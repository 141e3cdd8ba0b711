"""The thresholds of this room, filled from its defaults."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the governance room; units and reasons stand in defaults.yaml."""

    on_time_error: float
    on_time_target: float
    top_forum_share: float
    written_share: float
    written_mean_days: float
    convening_days: int
    sponsor_answer_days: int
    four_eyes_kinds: tuple[str, ...]


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values("governance"))
