"""Whether the raters put the candidates in the same order: Kendall's W."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial, fsum

from allied.kit.orders import chi_square_tail, coefficient, ranks
from allied.rooms.selection.scale import is_number

CHI_SQUARE_FROM = 7  # candidates; below that the curve is too far from the truth
MOST_ORDERS = 20_000
DRAWN_ORDERS = 10_000


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


def concord(table: Sequence[Sequence[float]], *, seed: int = 1) -> Concordance | None:
    """Kendall's W with ties; one row per rater, one column per candidate (methods.md 1.3).

    None when no rater tells any two candidates apart. p by chi-square from 7 candidates on,
    below that by permutation: every order where that is feasible, else drawn with `seed`.
    """
    m, n = _size(table)
    rows = [ranks(row) for row in table]
    ties = float(sum(count**3 - count for row in rows for count in Counter(row).values()))
    if ties == m * (n**3 - n):
        return None
    sums = tuple(map(sum, zip(*rows, strict=True)))
    spread = fsum((total - m * (n + 1) / 2) ** 2 for total in sums)
    w = coefficient(spread, m, n, ties)
    chi_square = m * (n - 1) * w
    p, p_by = _p(rows, chi_square, seed)
    return Concordance(w, m, n, sums, spread, ties, (m * w - 1) / (m - 1), chi_square, p, p_by)


def _p(rows: Sequence[Sequence[float]], chi_square: float, seed: int) -> tuple[float, str]:
    m, n = len(rows), len(rows[0])
    if n >= CHI_SQUARE_FROM:
        return chi_square_tail(chi_square, n - 1), "chi-square"
    every = factorial(n) ** (m - 1) <= MOST_ORDERS
    as_well = _as_well(rows, None if every else seed)
    if every:
        return sum(as_well) / len(as_well), "every order"
    return (1 + sum(as_well)) / (1 + DRAWN_ORDERS), "drawn orders"


def _as_well(rows: Sequence[Sequence[float]], seed: int | None) -> list[bool]:
    """Whether raters in random orders agree at least as well: in all of them, or drawn by seed.

    Only the order of the raters to each other counts, so the first keeps its own. Ranks are
    doubled: whole numbers, hence exact.
    """
    import numpy as np  # noqa: PLC0415 - imported on first use

    from allied.rooms.selection.simulation import draw  # noqa: PLC0415 - brings numpy

    first, *others = np.array([[round(2 * rank) for rank in row] for row in rows])
    orders = np.array(list(permutations(range(len(first)))))
    sums = first[np.newaxis]
    for place, row in enumerate(others):
        if seed is None:
            sums = (sums[:, np.newaxis] + row[orders]).reshape(-1, len(first))
        else:
            picks = draw(len(orders), DRAWN_ORDERS, seed, "order", str(place))
            sums = sums + row[orders[picks]]
    # The sums always have the same total: the further apart, the larger their squares.
    own = first + sum(others)
    as_well: list[bool] = ((sums**2).sum(axis=1) >= (own**2).sum()).tolist()
    return as_well


def _size(table: Sequence[Sequence[float]]) -> tuple[int, int]:
    if len(table) < 2 or len(table[0]) < 2:
        raise ValueError("An order is compared between at least 2 raters over 2 candidates.")
    if len({len(row) for row in table}) > 1:
        raise ValueError("Each rater scores every candidate; leave out who did not.")
    if not all(is_number(score) for row in table for score in row):
        raise ValueError("Each score is a number; leave out a rater with gaps.")
    return len(table), len(table[0])
