"""How far the raters' scores can stand for each other: the intraclass correlation."""

from collections.abc import Sequence
from dataclasses import dataclass

from allied.rooms.selection.limits import Limits


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
    raise NotImplementedError


def rely(table: Sequence[Sequence[float]], limits: Limits) -> Reliability:
    """ICC(2,k) (Shrout & Fleiss 1979); one row per candidate, one column per rater, no gaps.

    Refuses a table that is too small, has gaps, or in which all scores are equal.
    """
    raise NotImplementedError
