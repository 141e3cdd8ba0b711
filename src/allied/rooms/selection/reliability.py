"""How far the raters' scores can stand for each other: the intraclass correlation."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from allied.rooms.selection.limits import Limits
from allied.rooms.selection.scale import is_number


@dataclass(frozen=True)
class Reliability:
    """ICC(2,1) of one rater, ICC(2,k) of the mean of all, and the band of the latter."""

    single: float
    average: float
    band: str  # poor, moderate, good, excellent
    candidates: int
    raters: int


def why_no_reliability(candidates: int, raters: int, limits: Limits) -> str:
    """Why the figure is not shown, or nothing: it needs 5 candidates and 3 raters."""
    needs = f"{limits.reliability_candidates} candidates and {limits.reliability_raters} raters"
    if candidates >= limits.reliability_candidates and raters >= limits.reliability_raters:
        return ""
    return (
        f"How well raters stand for each other needs {needs}; here are {candidates} and {raters}."
    )


def rely(table: Sequence[Sequence[float]], limits: Limits) -> Reliability:
    """ICC(2,k) (Shrout & Fleiss 1979); one row per candidate, one column per rater, no gaps.

    Refuses a table that is too small, has gaps, or in which all candidates and raters are equal.
    """
    n, k = _size(table)
    if why := why_no_reliability(n, k, limits):
        raise ValueError(why)
    between, raters, rest = _mean_squares(table)
    below = between + (k - 1) * rest + k * (raters - rest) / n
    below_average = between + (raters - rest) / n
    if min(below, below_average) <= 0:
        raise ValueError("All scores are equal: there is nothing to tell candidates apart by.")
    average = (between - rest) / below_average
    return Reliability((between - rest) / below, average, _band(average, limits), n, k)


def _mean_squares(table: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Between candidates, between raters, and what is left."""
    n, k = len(table), len(table[0])
    mean = fsum(map(fsum, table)) / (n * k)
    rows = [fsum(row) / k for row in table]
    columns = [fsum(column) / n for column in zip(*table, strict=True)]
    between = k * fsum((row - mean) ** 2 for row in rows) / (n - 1)
    raters = n * fsum((column - mean) ** 2 for column in columns) / (k - 1)
    left = (
        (score - row - column + mean) ** 2
        for scores, row in zip(table, rows, strict=True)
        for score, column in zip(scores, columns, strict=True)
    )
    return between, raters, fsum(left) / ((n - 1) * (k - 1))


def _band(average: float, limits: Limits) -> str:
    edges = [
        ("excellent", limits.excellent_from),
        ("good", limits.good_from),
        ("moderate", limits.moderate_from),
    ]
    return next((band for band, edge in edges if average >= edge), "poor")


def _size(table: Sequence[Sequence[float]]) -> tuple[int, int]:
    if not table or len({len(row) for row in table}) > 1:
        raise ValueError("The table has one row per candidate, with a score of every rater.")
    if not all(is_number(score) for row in table for score in row):
        raise ValueError("Each score is a number; leave out a rater with gaps.")
    return len(table), len(table[0])
