"""Four ways to say how much each criterion counts; each gives weights that add up to one."""

from collections.abc import Mapping, Sequence
from math import fsum

from allied.rooms.selection.scale import check_once, is_number

HUNDRED = 100
ROUNDING = 0.05  # percent: what is left over when thirds are typed with one decimal


def equal(criteria: Sequence[str]) -> dict[str, float]:
    """Every criterion counts the same: hard to beat, and nothing to argue about (Dawes 1979)."""
    check_once(criteria)
    return {criterion: 1 / len(criteria) for criterion in criteria}


def ranked(order: Sequence[str]) -> dict[str, float]:
    """Rank-order centroid: from the most important criterion to the least.

    w_i = (1/n) Σ_{k=i..n} 1/k, the mean of all weights in that order (Edwards & Barron 1994).
    """
    check_once(order)
    n = len(order)
    return {
        criterion: fsum(1 / k for k in range(place, n + 1)) / n
        for place, criterion in enumerate(order, start=1)
    }


def swing(points: Mapping[str, float]) -> dict[str, float]:
    """Points from 0 to 100 for the step from worst to best on each criterion, 100 the largest."""
    _check(points, "points")
    if max(points.values()) != HUNDRED:
        raise ValueError("The step that you would take first gets 100 points, others up to that.")
    return _shares(points)


def given(percents: Mapping[str, float]) -> dict[str, float]:
    """Percent that people typed; they must add up to 100, give or take what rounding leaves."""
    _check(percents, "percent")
    total = fsum(percents.values())
    if abs(total - HUNDRED) > ROUNDING:
        missing = HUNDRED - total
        word = "missing" if missing > 0 else "too many"
        raise ValueError(
            f"The weights must add up to 100%; these add up to {total:g}%: {abs(missing):g} {word}."
        )
    return _shares(percents)


def _check(amounts: Mapping[str, float], unit: str) -> None:
    check_once(tuple(amounts))
    for criterion, amount in amounts.items():
        if not is_number(amount) or not 0 <= amount <= HUNDRED:
            raise ValueError(f"{criterion} takes 0 to 100 {unit}, not {amount!r}.")


def _shares(amounts: Mapping[str, float]) -> dict[str, float]:
    total = fsum(amounts.values())
    return {criterion: amount / total for criterion, amount in amounts.items()}
