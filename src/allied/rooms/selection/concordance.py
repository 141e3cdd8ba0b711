"""Whether the raters put the candidates in the same order: Kendall's W."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Concordance:
    """Agreement on the order, over all raters.

    `w` from 0 (no common order) to 1 (the same order); `p`: how often random orders agree as
    well; `p_by` says how p was found: "chi-square", "every order" or "drawn orders".
    """

    w: float
    raters: int
    candidates: int
    rank_sums: tuple[float, ...]
    spread: float  # S, the sum of squares of the rank sums around their mean
    ties: float  # Σ(t³ - t) over all raters
    mean_spearman: float
    chi_square: float
    p: float
    p_by: str


def ranks(scores: Sequence[float]) -> tuple[float, ...]:
    """Ranks from lowest (1) to highest; equal scores share their mean rank."""
    raise NotImplementedError


def concord(table: Sequence[Sequence[float]], *, seed: int = 1) -> Concordance | None:
    """Kendall's W with ties; one row per rater, one column per candidate (methods.md 1.3).

    None when no rater tells any two candidates apart. p by chi-square from 7 candidates on,
    below that by permutation: every order where that is feasible, else drawn with `seed`.
    """
    raise NotImplementedError
