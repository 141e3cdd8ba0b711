"""The thresholds and word lists of this room, filled from its defaults and catalogue."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import catalogue, default_values


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of the thesis room; units and reasons stand in defaults.yaml."""

    test_days: int
    due_soon_days: int
    most_extension_days: int
    fewest_non_goals: int
    most_outcomes: int
    horizon_months_from: int
    horizon_months_to: int
    most_principles: int
    weak_ratio: float
    moderate_ratio: float
    strong_ratio: float
    validated_from: float
    refuted_to: float
    fewest_evidence: int
    fewest_cases: int
    vague_words: tuple[str, ...] = ()


@cache
def limits() -> Limits:
    """The built-in limits."""
    words = catalogue("thesis", "vague_words")["words"]
    return Limits(**default_values("thesis"), vague_words=words)
