"""How far several people put the same things in the same order: ranks, and Kendall's W with its tail."""

from collections import Counter
from collections.abc import Sequence
from math import erfc, exp, pi, sqrt


def ranks(scores: Sequence[float]) -> tuple[float, ...]:
    """Ranks from lowest (1) to highest; equal scores share their mean rank."""
    times = Counter(scores)
    below, rank = 0, {}
    for score in sorted(times):
        rank[score] = below + (times[score] + 1) / 2
        below += times[score]
    return tuple(rank[score] for score in scores)


def coefficient(spread: float, raters: int, candidates: int, ties: float = 0) -> float:
    """W = 12 S / (m²(n³ - n) - m T), cut off at 1 against rounding."""
    m, n = raters, candidates
    return min(1.0, 12 * spread / (m**2 * (n**3 - n) - m * ties))


def chi_square_tail(x: float, df: int) -> float:
    """P(chi-square with whole `df` > x), exact: a finite sum for whole degrees of freedom."""
    if df < 1 or x < 0:
        raise ValueError("The chi-square tail takes x from 0 and 1 or more degrees of freedom.")
    half = x / 2
    if df % 2:
        tail, term, at = erfc(sqrt(half)), 2 * sqrt(half / pi) * exp(-half), 1.5
    else:
        tail, term, at = 0.0, exp(-half), 1.0
    for _ in range(df // 2):
        tail += term
        term *= half / at
        at += 1
    return min(tail, 1.0)
