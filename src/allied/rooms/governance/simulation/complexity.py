"""How heavy should the governance of this alliance be? Eight factors, three tiers (methods.md 3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from allied.rooms.governance.simulation.limits import Limits

MOST = 4
FLOORED = ("regulatory_data", "strategic_weight")
MANY_EXTREMES = 2
SEED = 31


class Tier(StrEnum):
    """How much governance."""

    LIGHT = "light"
    STANDARD = "standard"
    HEAVY = "heavy"


TIERS = tuple(Tier)


@dataclass(frozen=True)
class Complexity:
    """The score (0 to 100), the tier by the stated weights, and what is recommended, with why.

    `shares`: the share of all weightings that gives each tier; `floor`: the least tier, whatever the
    score, and `floor_why`: the factors that set it.
    """

    score: float
    tier: Tier
    shares: Mapping[Tier, float]
    recommended: Tier
    floor: Tier
    floor_why: tuple[str, ...]

    @property
    def is_in_doubt(self) -> bool:
        """Whether the lighter tier is recommended because other weights would give it."""
        return self.recommended is not self.tier


def score_of(scores: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """The weighted sum of the factors (0 to 4 each) on a scale of 0 to 100."""
    return 100 * sum(weights[key] * scores[key] for key in weights) / MOST


def floor_of(scores: Mapping[str, int]) -> tuple[Tier, tuple[str, ...]]:
    """The least tier and the factors that set it: two extremes are heavy, law or strategy standard."""
    extremes = tuple(key for key, level in scores.items() if level == MOST)
    if len(extremes) >= MANY_EXTREMES:
        return Tier.HEAVY, extremes
    named = tuple(key for key in extremes if key in FLOORED)
    return (Tier.STANDARD, named) if named else (Tier.LIGHT, ())


def tier_of(score: float, floor: Tier, limits: Limits) -> Tier:
    """The tier of a score, never below the floor."""
    by_score = (
        Tier.HEAVY
        if score >= limits.heavy_from
        else Tier.STANDARD
        if score >= limits.standard_from
        else Tier.LIGHT
    )
    return max(by_score, floor, key=TIERS.index)


def assess(scores: Mapping[str, int], limits: Limits) -> Complexity:
    """The tier, how firm it is under other weights, and the lighter one where it is in doubt.

    Raises ValueError unless every factor has a whole level of 0 to 4.
    """
    weights = limits.complexity_weights
    check(scores, weights)
    floor, why = floor_of(scores)
    score = round(score_of(scores, weights), 9)
    tier = tier_of(score, floor, limits)
    shares = _shares(tuple(scores[key] for key in weights), floor, limits)
    lighter = [one for one in TIERS[: TIERS.index(tier)] if shares[one] >= limits.doubt_share]
    return Complexity(score, tier, shares, lighter[0] if lighter else tier, floor, why)


def check(scores: Mapping[str, int], weights: Mapping[str, float]) -> None:
    """Raises ValueError for a missing or unknown factor and for a level outside 0 to 4."""
    if set(scores) != set(weights):
        raise ValueError(f"a level for each of {', '.join(weights)}")
    for key, level in scores.items():
        if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= MOST:
            raise ValueError(f"{key}: a whole level of 0 to {MOST}")


def _shares(levels: tuple[int, ...], floor: Tier, limits: Limits) -> Mapping[Tier, float]:
    """Draws weightings evenly and counts the tiers (SMAA); the same levels give the same shares."""
    points = _weightings(len(levels), limits.weightings) @ np.array(levels) * (100 / MOST)
    points = np.round(points, 9)
    rank = (points >= limits.standard_from).astype(int) + (points >= limits.heavy_from)
    rank = np.maximum(rank, TIERS.index(floor))
    counts = np.bincount(rank, minlength=len(TIERS))
    return {tier: float(counts[place] / len(points)) for place, tier in enumerate(TIERS)}


@lru_cache(maxsize=4)
def _weightings(factors: int, count: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    dice = np.random.default_rng(SEED)
    return dice.dirichlet(np.ones(factors), count)
