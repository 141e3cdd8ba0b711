"""Four ways to say how much each criterion counts; each gives weights that add up to one."""

from collections.abc import Mapping, Sequence


def equal(criteria: Sequence[str]) -> dict[str, float]:
    """Every criterion counts the same: hard to beat, and nothing to argue about."""
    raise NotImplementedError


def ranked(order: Sequence[str]) -> dict[str, float]:
    """Rank-order centroid: from the most important criterion to the least.

    w_i = (1/n) Σ_{k=i..n} 1/k, the mean of all weights in that order (Edwards & Barron 1994).
    """
    raise NotImplementedError


def swing(points: Mapping[str, float]) -> dict[str, float]:
    """Points from 0 to 100 for the step from worst to best on each criterion, 100 the largest."""
    raise NotImplementedError


def given(percents: Mapping[str, float]) -> dict[str, float]:
    """Percent that people typed; they must add up to 100."""
    raise NotImplementedError
