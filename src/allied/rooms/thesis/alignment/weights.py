"""How far two spreads of 100 points are apart: total variation, its band, and what it is made of."""

from collections.abc import Sequence
from enum import StrEnum
from math import fsum, isfinite, log2, sqrt

ROUNDING = 1e-9


class Band(StrEnum):
    """What the distance of two weightings says."""

    ALIGNED = "aligned"
    TALK = "talk"
    APART = "not aligned"


def shares(points: Sequence[float]) -> tuple[float, ...]:
    """Points as shares of one; ValueError for negative points, or for none at all."""
    whole = fsum(points)
    if not all(isfinite(one) and one >= 0 for one in points) or whole <= 0:
        raise ValueError("Weights are numbers from 0, and at least one is above.")
    return tuple(one / whole for one in points)


def moved(a: Sequence[float], b: Sequence[float]) -> tuple[float, ...]:
    """What each outcome adds to the distance, 0 to 0.5: half of how far its shares differ (methods.md 2.3)."""
    if len(a) != len(b):
        raise ValueError("Both weightings are over the same outcomes.")
    return tuple(abs(x - y) / 2 for x, y in zip(shares(a), shares(b), strict=True))


def total_variation(a: Sequence[float], b: Sequence[float]) -> float:
    """TV = ½Σ|a - b|, 0 (the same) to 1: the share of the points that would have to move (methods.md 2.1)."""
    return fsum(moved(a, b))


def band(tv: float, *, aligned_to: float, talk_to: float) -> Band:
    """The band of a distance; a distance on the border belongs to the friendlier band."""
    if tv <= aligned_to + ROUNDING:
        return Band.ALIGNED
    return Band.TALK if tv <= talk_to + ROUNDING else Band.APART


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """The cosine of two weightings, 0 to 1; kept to show why nothing here uses it (methods.md 2.1)."""
    x, y = shares(a), shares(b)
    dot = fsum(p * q for p, q in zip(x, y, strict=True))
    return dot / sqrt(fsum(p * p for p in x) * fsum(q * q for q in y))


def jensen_shannon(a: Sequence[float], b: Sequence[float]) -> float:
    """The Jensen-Shannon divergence of two weightings in bits, 0 to 1; for comparison only."""
    x, y = shares(a), shares(b)
    middle = [(p + q) / 2 for p, q in zip(x, y, strict=True)]
    return (_relative(x, middle) + _relative(y, middle)) / 2


def _relative(x: Sequence[float], y: Sequence[float]) -> float:
    return fsum(p * log2(p / q) for p, q in zip(x, y, strict=True) if p > 0)
